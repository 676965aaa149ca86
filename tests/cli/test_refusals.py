import json
import subprocess
import sys

import pytest
from tests.cli.conftest import EXAMPLE, RECORD


def record(**changes):
    names = [
        "id",
        "class",
        "item",
        "event",
        "level",
        "project",
        "date",
        "quantity",
        "value",
        "recorder",
        "note",
        "voids",
    ]
    return ",".join((dict(zip(names, RECORD.split(","), strict=True)) | changes).values())


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        (record(item="hygene"), "evidence.csv:2:item: input.E042", "没有考核项“hygene”"),
        (record(**{"class": "p999"}), "evidence.csv:2:class: input.E022", "没有班级“p999”"),
        (
            record(date="2026-11-09"),
            "evidence.csv:2:date: input.E033",
            "不在本周期（2026-10-01 至 2026-10-31）",
        ),
        (record(quantity="-3"), "evidence.csv:2:quantity: input.E052", "不能是负数"),
        (f"{RECORD}\n{RECORD}", "evidence.csv:3:id: input.E061", "不能重复"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(score_records, line, place, words):
    result = score_records(line)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert place in result.stderr
    assert words in result.stderr


def test_gbk_is_read(score_records):
    assert score_records(RECORD, encoding="gbk").exit_code == 0


def test_every_bad_row_is_in_json_but_only_fifty_are_said(score_records):
    lines = [record(id=f"x{number}", item="nothing") for number in range(60)]

    result = score_records(*lines, options=("--format", "json"))

    listed = json.loads(result.stdout)
    assert listed["version"] == "banheng-findings/1"
    assert len(listed["findings"]) == 60
    assert len(result.stderr.splitlines()) == 51
    assert "另有 10 条" in result.stderr


@pytest.mark.parametrize(
    ("content", "exit_code", "words"),
    [
        (None, 2, "没有这个文件或目录"),
        (b"", 1, "文件是空的"),
        (b"\x81\xff\xfe,class\n\xff\xff", 2, "编码无法识别"),
        (b"PK\x03\x04 no workbook", 2, "不是表格，或已损坏"),
        (b"\xd0\xcf\x11\xe0 old", 2, "旧的 .xls 格式"),
        (b"a,b,c\n1,2,3\n", 1, "没有表头"),
    ],
)
def test_a_file_that_is_no_evidence_is_told_apart_from_bad_rows(run, tmp_path, content, exit_code, words):
    path = tmp_path / "evidence.csv"
    if content is not None:
        path.write_bytes(content)

    result = run(
        *("score", "primary-month", "--evidence", path, "--roster", EXAMPLE / "roster.csv"),
        *("--period", "2026-10"),
    )

    assert result.exit_code == exit_code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "方案库里也没有这个代码"),
        (b"", "由“字段: 值”组成"),
        ("scheme: 考核".encode("gbk"), "不是 UTF-8 编码"),
        (b"scheme: [", "scheme.yaml:1: 不是有效的 YAML"),
        ("scheme: x\ntitle：好\nperiod: month".encode(), "scheme.yaml:2: 不是有效的 YAML：这一行有全角冒号"),
        ("scheme: x\nstages: {a: 1，b: 2}".encode(), "scheme.yaml:2: 不是有效的 YAML：这一行有全角逗号"),
        (b"scheme: x\n\ttitle: y", "scheme.yaml:2: 不是有效的 YAML：这一行有制表符"),
    ],
)
def test_a_scheme_that_cannot_be_read_exits_with_2(run, tmp_path, inputs, content, words):
    path = tmp_path / "scheme.yaml"
    if content is not None:
        path.write_bytes(content)

    result = run("score", path, *inputs)

    assert result.exit_code == 2
    assert words in result.stderr
    assert "2 MB" not in result.stderr


def test_a_code_that_is_nearly_right_is_offered_its_neighbour(run, inputs):
    assert "是否要用“primary-month”" in run("score", "primary-mont", *inputs).stderr
    assert "Did you mean 'primary-month'?" in run("score", "primary-mont", *inputs, "--lang", "en").stderr


def test_a_scheme_with_blanks_is_not_put_in_force(run, inputs):
    result = run("score", "000-F", *inputs)

    assert result.exit_code == 1
    assert "方案不能生效" in result.stderr


@pytest.mark.parametrize(
    ("period", "words"),
    [("2026-13", "“2026-13”不是考核周期"), ("2026-W41", "按月、学期考核，不能算“2026-W41”（周）")],
)
def test_a_period_that_cannot_be_scored_says_which_can(run, inputs, period, words):
    options = [option if option != "2026-10" else period for option in inputs]

    result = run("score", "primary-month", *options)

    assert result.exit_code == 2
    assert words in result.stderr


def test_a_folder_that_cannot_be_written_is_refused_by_name(run, inputs, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    result = run("score", "primary-month", *inputs, "--output", tmp_path / "taken" / "inside")

    assert result.exit_code == 1
    assert "taken" in result.stderr


def test_a_refusal_leaves_no_output(score_records, tmp_path):
    score_records(record(item="nothing"), options=("--output", tmp_path / "out"))

    assert not (tmp_path / "out").exists()


def test_a_real_process_ends_with_the_exit_code_and_no_traceback(inputs):
    command = [sys.executable, "-m", "banheng", "score", "nosuch", *map(str, inputs), "--lang", "en"]

    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")

    assert done.returncode == 2
    assert done.stderr.startswith("SCHEME: cli.E001 error: there is no file 'nosuch'")
    assert len(done.stderr.splitlines()) == 1
