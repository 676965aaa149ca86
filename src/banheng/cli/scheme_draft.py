"""`banheng scheme draft`."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from banheng.bureau.targets.drafting import draft_letter
from banheng.cli.command import argument, command, option
from banheng.cli.leaving import FINE
from banheng.cli.output import WRITTEN
from banheng.cli.printing import give, say
from banheng.cli.refusing import FILE_EXISTS, refuse
from banheng.core.wording import Language, Wording
from banheng.eligibility.drafting.rules import draft_rule_pack
from banheng.routines.drafting.duties import draft_duty_pack
from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.outline import split_schemes
from banheng.schemes.drafting.reading import read_document
from banheng.schemes.drafting.report import as_json, report_on
from banheng.schemes.drafting.scheme_yaml import NothingScored, scheme_yaml
from banheng.schemes.drafting.unscored import unscored_clauses
from banheng.spreadsheets.writing import replace_when_done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.drafting.defects import Defect
    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.unscored import Drafted

SEVERAL = Wording(
    "文件里有 {number} 份方案，用 --part 选一份，这里起草第 {part} 份《{title}》：",
    "The file holds {number} documents; --part chooses one, this is number {part}, '{title}':",
)
NO_PART = Wording(
    "文件里只有 {there} 份方案，没有第 {found} 份。",
    "the file holds {there} documents; there is no number {found}.",
)
NOTHING_SCORED = Wording(
    "没有找到计分的条款，没有写方案；每一条是什么，见 --report。",
    "No clause of this document scores, so no scheme was written; --report says what each clause is.",
)
READ = Wording(
    "读出计分项 {items} 项；还要学校决定的条款 {undecided} 条；原文的问题 {defects} 处。",
    "Scoring items: {items}. Clauses to be decided: {undecided}. Defects of the document: {defects}.",
)
UNSCORED = Wording(
    "非评分条款：常规 {duties} 项，对人的规则 {eligibility} 条，目标 {targets} 项；像是而没有写成的 {undecided} 条，见 --report。",
    "Clauses that score nothing: duties {duties}, rules about persons {eligibility}, targets {targets}; "
    "left to be decided {undecided}, listed by --report.",
)
NOTHING_FOR = Wording("没有这样的条款，没有写：{files}", "No such clauses, not written: {files}")
CHECK = Wording(
    "请对照原文核对，再用 banheng scheme lint 检查。",
    "Compare it with the document, then run banheng scheme lint.",
)


@command(
    "把学校的方案文件（.txt、.docx、.html、.pdf）起草成方案：\n每个数值都注明出自哪一条、在原文哪里，并指出原文自己的问题。",
    "Draft a scheme from a school's own document (.txt .docx .html .pdf): every figure with its clause\n"
    "and place, and the mistakes of the document itself.",
    examples=(
        "banheng scheme draft 班主任考核方案.docx --output scheme.yaml --report report.json",
        "banheng scheme draft 方案汇编.txt --part 2",
        "banheng scheme draft 班主任工作制度.docx --duties duties.yaml --eligibility rules.yaml",
    ),
)
@argument(
    "file",
    "学校的文件",
    "the school's document",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--output",
    zh="方案写到哪个文件；不写则显示出来。",
    en="Where to write the scheme; shown if not given.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--report",
    zh="报告写到哪个 JSON 文件：每一条读成了什么、在原文哪里。",
    en="Where to write the report: what became of each clause, and its place. JSON.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--part",
    zh="文件里有几份方案时，起草第几份；不写则取计分项最多的一份。",
    en="Which document of a file that holds several; the one with most scoring items if not given.",
    metavar="NUMBER",
    type=click.IntRange(1),
)
@option(
    "--duties",
    zh="常规写到哪个文件：谁每天、每周、每月、每学期做什么。",
    en="Where to write the duty pack: who does what how often.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--eligibility",
    zh="对人的规则写到哪个文件：任职、评选、退出的条件。",
    en="Where to write the rules about persons: who may serve, be honoured, must leave.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--targets",
    zh="目标责任书写到哪个文件：到什么时候达到什么。",
    en="Where to write the target letter: what is to be reached by when.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_obj
def draft_scheme(
    language: Language,
    /,
    file: Path,
    output: Path | None,
    report: Path | None,
    part: int | None,
    **others: Path | None,
) -> int:
    """Draft a scheme, and what its other clauses say; files that exist stay."""
    for path in (output, report, *others.values()):
        if path is not None and path.exists():
            raise refuse("E004", str(path), FILE_EXISTS)
    made = _choose(file, part, language)
    defects = find_defects(made)
    scheme = _scheme_of(made, defects)
    content = report_on(made, defects)
    drafted = _draft_unscored(made, content)
    written: dict[str, Path | None] = {"scheme": output, "report": report, **others}
    texts = {"scheme": scheme or "", **{kind: each.text for kind, each in drafted.items()}}
    content["unscored"] = {kind: each.as_dict() for kind, each in drafted.items()}
    texts["report"] = json.dumps(as_json(content), ensure_ascii=False, indent=2) + "\n"
    with ExitStack() as stack:
        for kind, path in written.items():
            if path is not None and texts[kind]:
                stack.enter_context(replace_when_done(path)).write_text(texts[kind], encoding="utf-8")
    if output is None and scheme is not None:
        give(scheme)
    _say_findings(made, defects, language)
    if scheme is None:
        say(NOTHING_SCORED.say(language))
    _say_unscored(drafted, language)
    for wording, has_text in ((WRITTEN, True), (NOTHING_FOR, False)):
        files = [
            str(path)
            for kind, path in written.items()
            if path is not None and bool(texts[kind]) is has_text and (has_text or kind in drafted)
        ]
        if files:
            say(wording.say(language, files=("、" if language is Language.ZH_HANS else ", ").join(files)))
    return FINE


def _choose(file: Path, part: int | None, language: Language) -> Draft:
    """Draft the document that is wanted, or of several the one with most scoring items."""
    drafts = [draft(document) for document in split_schemes(read_document(file))]
    if part is not None and part > len(drafts):
        raise refuse("E037", "--part", NO_PART, there=str(len(drafts)), found=str(part))
    chosen = part - 1 if part else max(range(len(drafts)), key=lambda place: len(drafts[place].items))
    if len(drafts) > 1:
        title = drafts[chosen].title
        say(SEVERAL.say(language, number=len(drafts), part=chosen + 1, title=title))
        for place, each in enumerate(drafts, 1):
            say(f"  {place}  {each.title}")
    return drafts[chosen]


def _draft_unscored(made: Draft, report: dict[str, Any]) -> dict[str, Drafted]:
    clauses = unscored_clauses(made.document.text, report)
    return {
        "duties": draft_duty_pack(made.title, clauses),
        "eligibility": draft_rule_pack(made.title, clauses),
        "targets": draft_letter(made.title, clauses),
    }


def _say_unscored(drafted: dict[str, Drafted], language: Language) -> None:
    numbers = {kind: len({code for code, _ in each.made}) for kind, each in drafted.items()}
    undecided = sum(len(each.undecided) for each in drafted.values())
    if any(numbers.values()) or undecided:
        say(UNSCORED.say(language, undecided=undecided, **numbers))


def _scheme_of(made: Draft, defects: Sequence[Defect]) -> str | None:
    try:
        return scheme_yaml(made, defects)
    except NothingScored:
        return None


def _say_findings(made: Draft, defects: Sequence[Defect], language: Language) -> None:
    for defect in defects:
        line = made.document.text.count("\n", 0, defect.span.start) + 1
        say(
            f"{made.document.name}:{line}: {defect.kind} {defect.where}: {defect.say(language)} {defect.quote}"
        )
    undecided = sum(fate == "undecided" for fate in made.fates.values())
    say(READ.say(language, items=len(made.items), undecided=undecided, defects=len(defects)))
    say(CHECK.say(language))
