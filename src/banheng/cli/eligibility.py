"""`banheng eligibility`: commands about rules on who may and who must."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.cli.command import Group, Member, argument, command, option
from banheng.cli.leaving import FINE, REFUSED
from banheng.cli.printing import give, give_json, say
from banheng.cli.refusing import refuse
from banheng.core.findings import Severity
from banheng.core.wording import Language, Wording
from banheng.eligibility.evaluating import evaluate_all
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import list_packs, load_pack, load_people, pack_path
from banheng.eligibility.saying import as_data, demand_lines, missing, tree_lines
from banheng.spreadsheets.result_report import Cell, Table
from banheng.spreadsheets.result_table import columns_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banheng.eligibility.answer import Answer
    from banheng.eligibility.facts import Person
    from banheng.eligibility.loading import RulePackFile
    from banheng.eligibility.pack import RulePack

MEMBERS = {
    "list": Member(
        "banheng.cli.eligibility:list_of_packs", "列出规则库", "List the rule packs of the library"
    ),
    "lint": Member(
        "banheng.cli.eligibility:lint_pack", "检查规则文件", "Check a rule pack and list what it leaves open"
    ),
    "show": Member(
        "banheng.cli.eligibility:show_pack", "用文字列出规则和设置", "Say rules and settings in words"
    ),
    "check": Member(
        "banheng.cli.eligibility:check_people", "逐人判断是否符合", "Answer the rules person by person"
    ),
}
WORDING = Wording(
    "按规则判断谁可以、谁必须：任职条件、证书、培训学时、提拔、结对、退出等；\n"
    "每个回答是“是、否、不能判断”之一，并写明原因和还差什么。",
    "Tell who may and who must by rules: posts, certificates, training hours, promotion, mentors, exits.\n"
    "Every answer is yes, no or unknown, with the reason and what is missing.",
)
EXAMPLES = (
    "banheng eligibility list",
    "banheng eligibility show 001-X",
    "banheng eligibility lint rules.yaml",
    "banheng eligibility check 001-X --people people.yaml --on 2026-09-01",
    "banheng eligibility check 001-U --people people.yaml --on 2026-09-01 --format json",
)
CODE, RULES, OPEN, TITLE = (
    Wording("代码", "Code"),
    Wording("规则数", "Rules"),
    Wording("待定", "Open"),
    Wording("名称", "Title"),
)
NAME, RULE, OUTCOME, REASON = (
    Wording("对象", "Who"),
    Wording("规则", "Rule"),
    Wording("结论", "Outcome"),
    Wording("原因", "Reason"),
)
GOOD = Wording("{rules} 条规则，没有发现问题。", "{rules} rules, nothing found.")
NONE = Wording(
    "没有可判断的对象：文件里没有这些规则所问的人、班级或单位。", "There is nobody these rules ask about."
)
CHOSEN, NOT_CHOSEN = Wording("已选 {option}", "{option} is chosen"), Wording("尚未选定", "not chosen yet")
IN_PRINCIPLE = Wording("（原则上）", " (in principle)")
NO_SUCH_PERSON = Wording("文件里没有“{found}”。{nearest}", "there is no '{found}' in the file.{nearest}")
NEAREST = Wording("是否要写“{name}”？", " Did you mean '{name}'?")
NO_CHOICE = Wording(
    "“{found}”不是“设置=选项”，如 exits=all_three。",
    "'{found}' is not SETTING=OPTION, as exits=all_three is.",
)
VERSION = "banheng-eligibility/1"

pack_argument = argument(
    "pack", "规则文件，或规则库里的代码", "a rule pack, or its code in the library", metavar="PACK"
)


@click.group(cls=Group, wording=WORDING, examples=EXAMPLES, members=MEMBERS)
def eligibility() -> None:
    """Run a command about rules on who may and who must."""


@command(
    "列出规则库：代码、规则数、待填的空白和待选的设置、名称。",
    "List the rule packs: code, rules, what is left open, title.",
    examples=("banheng eligibility list",),
)
@click.pass_obj
def list_of_packs(language: Language) -> int:
    """List the library."""
    header = [wording.say(language) for wording in (CODE, RULES, OPEN, TITLE)]
    rows: list[list[Cell]] = []
    for code in list_packs():
        file = load_pack(pack_path(code))
        rows.append([code, len(file.pack.rules), len(file.still_open()), _title(file.pack, language)])
    give(columns_text(Table("", header, rows)))
    return FINE


@command(
    "检查规则文件：写法有没有错，有没有自相矛盾，哪些数值空着、哪些设置没有选。\n\n"
    "退出码：0 可以启用；1 有错误、空白或没有选定的设置。",
    "Check a rule pack: faults, contradictions, figures and settings left open.\n\n"
    "Exit codes: 0 ready to be put in force, 1 errors or something left open.",
    examples=("banheng eligibility lint rules.yaml", "banheng eligibility lint 001-V"),
)
@pack_argument
@click.pass_obj
def lint_pack(language: Language, pack: str) -> int:
    """Check a pack."""
    file = _find(pack)
    found = lint(file)
    if not found:
        say(GOOD.say(language, rules=len(file.pack.rules)))
        return FINE
    give("\n".join(finding.line(language) for finding in found))
    return REFUSED if any(finding.severity is Severity.ERROR for finding in found) else FINE


@command(
    "用文字列出一个规则文件：每项设置的选项和后果，每条规则的条件和出处。",
    "Say a rule pack in words: the options of each setting and what follows, the conditions of each rule.",
    examples=("banheng eligibility show 003-E",),
)
@pack_argument
@click.pass_obj
def show_pack(language: Language, pack: str) -> int:
    """Say a pack in words."""
    rules = _find(pack).pack
    chinese = language is Language.ZH_HANS
    lines = [f"{rules.pack} {_title(rules, language)}"]
    for setting in rules.settings:
        chosen = CHOSEN.say(language, option=setting.chosen) if setting.chosen else NOT_CHOSEN.say(language)
        lines += ["", f"[{setting.code}] {setting.name if chinese else setting.name_en}: {chosen}"]
        for each in setting.options:
            name, consequence = (
                (each.name, each.consequence) if chinese else (each.name_en, each.consequence_en)
            )
            lines.append(f"  {each.code}: {name}: {consequence}")
    for rule in rules.rules:
        soft = "" if rule.hard else IN_PRINCIPLE.say(language)
        only = "".join(f" [{setting}={'|'.join(codes)}]" for setting, codes in rule.only.items())
        name = rule.name if chinese else rule.name_en
        lines += ["", f"{rule.code}: {name}{soft}{only} {', '.join(rule.clause)}"]
        lines += demand_lines(rule.when, language, depth=1)
    give("\n".join(lines))
    return FINE


@command(
    "按规则逐人判断。人员文件（YAML 或 JSON）写各人的事实：任职经历、证书、培训、荣誉等；\n"
    "没有写的事实按“不知道”处理，不当作没有。\n\n"
    "退出码：0 已判断；1 规则或人员文件有错，或规则还有空白、设置没有选。",
    "Answer the rules person by person. The file of people (YAML or JSON) holds the facts about each;\n"
    "what it does not say is unknown, not absent.\n\n"
    "Exit codes: 0 answered, 1 faults in a file or something left open in the rules.",
    examples=(
        "banheng eligibility check 001-X --people people.yaml --on 2026-09-01",
        "banheng eligibility check 001-X --people people.yaml --on 2026-09-01 --person 王老师",
    ),
)
@pack_argument
@option(
    "--people",
    zh="人员文件，YAML 或 JSON。",
    en="The facts about people, YAML or JSON.",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
)
@option(
    "--on", "day", zh="按哪天判断。", en="At which day.", required=True, type=click.DateTime(["%Y-%m-%d"])
)
@option(
    "--person",
    zh="只看一个人，并列出每个条件的回答。",
    en="One person only, with the answer of every part.",
    metavar="NAME",
)
@option(
    "--choose",
    "choices",
    zh="选定一项设置，写作 设置=选项；可以写几次。",
    en="Choose the option of a setting; may be given several times.",
    metavar="SETTING=OPTION",
    multiple=True,
)
@option(
    "--format",
    "form",
    zh="输出格式；不写为 table。",
    en="Form of the output; table if not given.",
    type=click.Choice(["table", "json"]),
    default="table",
)
@click.pass_obj
def check_people(
    language: Language,
    pack: str,
    people: Path,
    day: datetime,
    person: str | None,
    choices: tuple[str, ...],
    form: str,
) -> int:
    """Answer the rules for people."""
    rules = _find(pack).in_force(dict(_choice(text) for text in choices))
    chosen = load_people(people)
    if person is not None:
        chosen = _only(chosen, person, language)
    answers = evaluate_all(rules, chosen, day.date())
    if form == "json":
        give_json(
            {
                "version": VERSION,
                "pack": rules.pack.pack,
                "fingerprint": rules.fingerprint,
                "choices": rules.choices,
                "on": str(day.date()),
                "answers": [as_data(answer) for answer in answers],
            }
        )
    elif not answers:
        say(NONE.say(language))
    elif person is not None:
        give("\n".join(line for answer in answers for line in _in_full(answer, language)))
    else:
        give(_table(answers, language))
    return FINE


def _find(pack: str) -> RulePackFile:
    """Load a file, or a pack of the library if there is no such file."""
    path = Path(pack)
    return load_pack(path if path.is_file() or path.suffix else pack_path(pack))


def _choice(text: str) -> tuple[str, str]:
    setting, equals, chosen = text.partition("=")
    if not equals:
        raise refuse("E020", "--choose", NO_CHOICE, found=text)
    return setting.strip(), chosen.strip()


def _only(people: Sequence[Person], name: str, language: Language) -> tuple[Person, ...]:
    found = tuple(person for person in people if person.name == name)
    if found:
        return found
    near = difflib.get_close_matches(name, [person.name for person in people], n=1)
    nearest = NEAREST.say(language, name=near[0]) if near else ""
    raise refuse("E021", "--person", NO_SUCH_PERSON, found=name, nearest=nearest)


def _title(pack: RulePack, language: Language) -> str:
    return pack.title if language is Language.ZH_HANS else pack.title_en


def _rule_name(answer: Answer, language: Language) -> str:
    return answer.rule.name if language is Language.ZH_HANS else answer.rule.name_en


def _table(answers: Sequence[Answer], language: Language) -> str:
    header = [wording.say(language) for wording in (NAME, RULE, OUTCOME, REASON)]
    mark = "；" if language is Language.ZH_HANS else "; "
    rows: list[list[Cell]] = [
        [
            answer.person.name,
            _rule_name(answer, language),
            answer.outcome.say(language),
            mark.join(missing(answer.seen, language, answer.wanted)),
        ]
        for answer in answers
    ]
    return columns_text(Table("", header, rows))


def _in_full(answer: Answer, language: Language) -> list[str]:
    clauses = f" ({', '.join(answer.rule.clause)})" if answer.rule.clause else ""
    head = f"{_rule_name(answer, language)}: {answer.outcome.say(language)}{clauses}"
    return [head, *tree_lines(answer.seen, language, depth=1)]
