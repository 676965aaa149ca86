import csv
import io
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from tests.cli.conftest import EXAMPLE, RECORD

from banheng.cli.printing import harmless


def by_key(scored):
    return {result["key"]: result for result in scored["results"]}


@pytest.mark.parametrize("engine", ["columnar", "reference"])
def test_results_are_those_worked_out_by_hand(score, engine):
    results = by_key(score("--engine", engine))

    best, substitute = results["/p301/t01"], results["/p303/t09"]
    assert (best["total"], best["rank"], best["rating_name"], best["pay_fen"]) == ("100.87", 1, "优秀", 44487)
    assert best["items"]["log"] == {"points": "5.6667", "applies": True}
    assert (substitute["rank"], substitute["role"], substitute["pay_fen"]) == (None, "substitute", 12000)
    assert substitute["items"]["board"]["applies"] is False


def test_both_engines_give_the_same_output_to_the_last_character(run, inputs):
    outputs = {
        run("score", "primary-month", *inputs, "--format", form, "--engine", engine).stdout
        for form in ("json", "csv", "table")
        for engine in ("columnar", "reference")
    }

    assert len(outputs) == 3


def test_the_table_has_a_line_for_everyone_and_the_sum_of_pay(run, inputs):
    lines = run("score", "primary-month", *inputs).stdout.splitlines()

    assert lines[0] == "小学班主任月度考核方案　2026-10"
    assert any(line.split()[:3] == ["1", "三年级1班", "李静"] and "100.87" in line for line in lines)
    assert any("周倩（代理）" in line and "任职天数不足" in line for line in lines)
    assert lines[-1] == "津贴合计 973.23 元，共 4 人"


def test_words_of_the_table_can_be_english(run, inputs):
    output = run("score", "primary-month", *inputs, "--lang", "en").stdout

    assert "Rank" in output
    assert "too few days in post" in output


def test_json_names_its_form_and_the_scheme_version(score):
    scored = score()

    assert scored["version"] == "banheng-score/1"
    assert len(scored["scheme"]["fingerprint"]) == 64
    assert scored["period"] == {
        "code": "2026-10",
        "kind": "month",
        "first": "2026-10-01",
        "last": "2026-10-31",
    }
    assert scored["pay_fen"] == sum(result["pay_fen"] for result in scored["results"])
    for result in scored["results"]:
        assert sum(line["fen"] for line in result["pay_lines"]) == result["pay_fen"]


def test_csv_has_the_same_figures_under_the_codes_of_the_scheme(run, inputs, score):
    output = run("score", "primary-month", *inputs, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(output)))

    scored = score()["results"]
    assert [row["teacher"] for row in rows] == [result["teacher"] for result in scored]
    assert rows[0]["points:hygiene"] == scored[0]["items"]["hygiene"]["points"] == "11.2"
    assert rows[0]["pay_yuan"] == "444.87"
    assert rows[1]["points:board"] == ""


def test_an_output_folder_receives_all_four_forms_and_nothing_else(run, inputs, tmp_path):
    result = run("score", "primary-month", *inputs, "--output", tmp_path / "十月" / "结果")

    names = {path.name for path in (tmp_path / "十月" / "结果").iterdir()}
    assert names == {"results.xlsx", "results.html", "results.csv", "results.json"}
    assert "已写出" in result.stderr


def test_results_that_are_written_are_those_on_stdout(run, inputs, tmp_path):
    result = run("score", "primary-month", *inputs, "--format", "json", "--output", tmp_path)

    assert json.loads((tmp_path / "results.json").read_text("utf-8")) == json.loads(result.stdout)


def test_a_workbook_can_go_to_stdout(run, inputs):
    result = run("score", "primary-month", *inputs, "--format", "xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(result.stdout_bytes))
    assert book.sheet_names == ["成绩表", "分项表", "发放表", "说明"]


def test_bad_rows_are_left_out_only_if_that_is_asked_for(score_records):
    lines = [RECORD, "x2,p999,hygiene,unswept,,,2026-10-09,1,,,,"]

    refused = score_records(*lines)
    taken = score_records(*lines, options=("--skip-bad-rows", "--format", "json"))

    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert taken.exit_code == 0
    assert json.loads(taken.stdout)["evidence"] == {"records": 1, "bad_rows": 1}
    assert "evidence.csv:3" in taken.stderr
    assert taken.stderr.splitlines()[-1] == "跳过了 1 行有错的记录，结果不完整。请改正后重新计算。"


def test_evidence_may_come_in_several_files(run, inputs, tmp_path):
    more = tmp_path / "more.csv"
    more.write_text("class,item,event,date\np301,hygiene,unswept,2026-10-12\n", encoding="utf-8")

    output = run("score", "primary-month", *inputs, "--evidence", more, "--format", "json").stdout

    assert by_key(json.loads(output))["/p301/t01"]["items"]["hygiene"]["points"] == "11"


def test_a_term_is_scored_from_its_months(run, inputs):
    options = [option if option != "2026-10" else "2026-2027-1" for option in inputs]

    result = run("score", "primary-month", *options)

    assert result.exit_code == 0, result.stderr
    assert "2026-10  总分" in " ".join(result.stdout.split("  "))


def test_every_key_of_the_json_form_is_documented(score):
    page = (Path(__file__).parents[2] / "docs/reference/score-format.md").read_text("utf-8")
    scored = score()

    keys = {*scored, *scored["results"][0], *scored["scheme"], *scored["period"], *scored["evidence"]}
    assert {key for key in keys if f"`{key}`" not in page} == set()


def test_a_template_can_be_scored_as_roster_and_evidence_at_once(run, tmp_path):
    path = tmp_path / "october.xlsx"
    run("scheme", "template", "primary-month", "--roster", EXAMPLE / "roster.csv", "--output", path)

    result = run("score", "primary-month", "--evidence", path, "--roster", path, "--period", "2026-10")

    assert result.exit_code == 0, result.stderr
    assert "没有记录" in result.stderr
    assert "三年级1班" in result.stdout


def test_control_characters_of_a_cell_do_not_reach_the_terminal():
    assert harmless("王\x1b[31m芳\u202e\n　班") == "王�[31m芳�\n　班"
