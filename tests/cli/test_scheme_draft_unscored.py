"""What clauses that score nothing become, over whole documents: all of it loads, and no figure is invented."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest
from benchmarks.drafting import SAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from banheng.bureau.targets.drafting import draft_letter
from banheng.bureau.targets.template import LetterDraft
from banheng.eligibility.drafting.rules import draft_rule_pack
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import parse_pack as parse_rules
from banheng.routines.drafting.duties import draft_duty_pack
from banheng.routines.loading import parse_pack as parse_duties
from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.meaning.figures import NUMBER, number
from banheng.schemes.drafting.outline import split_schemes
from banheng.schemes.drafting.reading import read_document, read_text
from banheng.schemes.drafting.report import report_on
from banheng.schemes.drafting.unscored import unscored_clauses
from banheng.schemes.loading import parse_document

RULES_DOCUMENT = """青山小学班主任工作制度
一、任职条件
1、担任班主任须具备教师资格。
2、教龄满三年。
二、班主任职责
1、每周召开一次班会。
2、每学期家访不少于8次。
3、学校每月组织一次班主任培训。
三、工作目标
1、到2027年，家长满意率达到95%以上。
"""
SCORED = RULES_DOCUMENT + "四、考核(100分)\n1、卫生(100分)。不洁每次扣1分,扣完为止。\n"
SEEDS = [Path(os.environ["BANHENG_SEEDS"])] if "BANHENG_SEEDS" in os.environ else []
DOCUMENTS = sorted(path for folder in [SAMPLES, *SEEDS] for path in folder.glob("*.txt"))
ONLY_WHERE_SAID = {"week": -1}
"""The last teaching week is how the language says 期末."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_every_drafted_file_loads_and_every_figure_of_it_stands_in_its_clause(path):
    for document in split_schemes(read_document(path)):
        made = draft(document)
        clauses = unscored_clauses(document.text, report_on(made, find_defects(made)))
        for drafted, load in (
            (draft_duty_pack(made.title, clauses), parse_duties),
            (draft_rule_pack(made.title, clauses), parse_rules),
            (
                draft_letter(made.title, clauses),
                lambda text: parse_document(text, LetterDraft, name="a.yaml"),
            ),
        ):
            if drafted.text:
                file = load(drafted.text)
                assert load is not parse_rules or {finding.id for finding in lint(file)} <= {
                    "eligibility.E001"
                }
                content = YAML(typ="safe").load(drafted.text)
                parts = next(content[key] for key in ("duties", "rules", "targets") if key in content)
                for part in parts:
                    assert figures_of(part) <= figures_said(part), part
                    assert quote_of(part)[:20] in "".join(clause.text for clause in clauses), part


FRAGMENTS = (
    "一、班主任职责\n", "二、任职条件\n", "1、", "(1)", "每周", "每学期末", "每月10日前", "开学第99周", "召开", "班会", "家访", "3次", "一二次",
    "、", "，", "。", "；", "：", "教师资格", "教龄满", "三年", "〇年", "优先", "不得提拔为", "末位淘汰", "一票否决", "凡", "连续", "休整",
    "到2027年", "2月30日", "达到", "95%", "____", "发现", "立即报告", "0分钟内", "班主任", "学生", "*", "&a ", '"', "#", "- ",
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_whatever_a_document_says_what_is_drafted_loads(text):
    made = draft(read_text("a.txt", f"某校班主任工作制度\n{text}"))
    clauses = unscored_clauses(made.document.text, report_on(made, find_defects(made)))

    duties, rules, letter = (
        make(made.title, clauses).text for make in (draft_duty_pack, draft_rule_pack, draft_letter)
    )

    assert not duties or parse_duties(duties).pack.duties
    assert not rules or parse_rules(rules).pack.rules
    assert not letter or parse_document(letter, LetterDraft, name="a.yaml")[0].targets


def figures_of(part):
    """Collect the figures that a part holds by right of its clause; those of an assumption are told as such."""
    found = set()
    for key, value in part.items():
        if isinstance(value, dict):
            assumed = {"week"} if "assumption" in part and key == "when" else set()
            found |= figures_of(
                {k: v for k, v in value.items() if k not in assumed and ONLY_WHERE_SAID.get(k) != v}
            )
        elif isinstance(value, list):
            found |= {figure for each in value if isinstance(each, dict) for figure in figures_of(each)}
        elif isinstance(value, date):
            found.add(value.year)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.add(float(value))
        elif key == "by":
            found |= {float(figure) for figure in value.split(":")}
    return found


def figures_said(part):
    words = quote_of(part) + part.get("assumption", "")
    said = {float(value) for each in re.findall(NUMBER, words) if (value := number(each)) is not None}
    return said | {60 * figure for figure in said}


def quote_of(part):
    return re.search(r"“(.*?)(?:……)?”(?:（第|$)", part["note"], re.DOTALL)[1]


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "制度.txt"
    path.write_text(RULES_DOCUMENT, encoding="utf-8")
    return path


def test_a_document_that_scores_nothing_still_gives_duties_rules_and_targets(run, document, tmp_path):
    paths = {name: tmp_path / f"{name}.yaml" for name in ("duties", "eligibility", "targets")}
    report = tmp_path / "report.json"

    result = run(
        "scheme", "draft", document, "--report", report, "--output", tmp_path / "scheme.yaml",
        *[part for name, path in paths.items() for part in (f"--{name}", path)],
    )  # fmt: skip

    assert result.exit_code == 0
    assert "常规 2 项，对人的规则 1 条，目标 1 项；像是而没有写成的 1 条" in result.stderr
    assert not (tmp_path / "scheme.yaml").exists()
    assert run("duty", "lint", paths["duties"]).exit_code == 0
    assert run("eligibility", "lint", paths["eligibility"]).exit_code == 0
    assert "due: 2027-12-31" in paths["targets"].read_text(encoding="utf-8")
    unscored = json.loads(report.read_text(encoding="utf-8"))["unscored"]
    assert [each["path"] for each in unscored["duties"]["drafted"]] == ["二/1", "二/2"]
    start, end = unscored["duties"]["drafted"][1]["span"]
    assert RULES_DOCUMENT[start:end] == "每学期家访不少于8次。"
    assert unscored["duties"]["undecided"][0]["reason"] == "it does not say who does it"


def test_a_file_for_which_there_are_no_clauses_is_not_written_and_that_is_said(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "办法\n一、总则\n坚持公平。\n二、卫生(100分)。不洁每次扣1分,扣完为止。\n", encoding="utf-8"
    )

    result = run("scheme", "draft", path, "--duties", tmp_path / "duties.yaml")

    assert result.exit_code == 0
    assert "没有这样的条款，没有写" in result.stderr
    assert not (tmp_path / "duties.yaml").exists()


@pytest.mark.parametrize("name", ["duties", "eligibility", "targets"])
def test_a_file_that_exists_stays_and_nothing_else_is_written(run, document, tmp_path, name):
    mine = tmp_path / "mine.yaml"
    mine.write_text("mine", encoding="utf-8")

    result = run("scheme", "draft", document, f"--{name}", mine, "--report", tmp_path / "report.json")

    assert result.exit_code == 1
    assert mine.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "report.json").exists()


def test_scored_clauses_are_no_duties(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(SCORED, encoding="utf-8")

    run("scheme", "draft", path, "--output", tmp_path / "scheme.yaml", "--duties", tmp_path / "duties.yaml")

    assert len(parse_duties((tmp_path / "duties.yaml").read_text(encoding="utf-8")).pack.duties) == 2
