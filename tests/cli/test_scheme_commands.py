import json

import pytest
from python_calamine import CalamineWorkbook
from tests.cli.conftest import EXAMPLE

from banheng.schemes.library import library_path, list_library

READY = ["primary-month", "junior-month-boarding", "senior-term-360"]


def test_the_library_is_listed_with_its_blanks(run):
    lines = run("scheme", "list").stdout.splitlines()

    rows = {line.split()[0]: line.split() for line in lines[1:]}
    assert set(rows) == set(list_library())
    assert rows["primary-month"][1:] == ["月", "0", "小学班主任月度考核方案"]


@pytest.mark.parametrize("code", READY)
def test_ready_schemes_have_no_errors(run, code):
    assert run("scheme", "lint", code).exit_code == 0


def test_errors_are_listed_with_file_and_line_and_exit_with_1(run):
    result = run("scheme", "lint", "000-F")

    assert result.exit_code == 1
    assert "scheme.yaml:" in result.stdout
    assert "schemes.E010 错误" in result.stdout
    assert "错误 1 处" in result.stderr


def test_a_faulty_file_does_not_keep_the_others_from_being_checked(run, tmp_path):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text("scheme: x\nfull_pionts: 100\n", encoding="utf-8")

    result = run("scheme", "lint", faulty, "000-F")

    assert result.exit_code == 1
    assert "full_pionts" in result.stdout
    assert "000-F" in result.stdout
    assert result.stderr.splitlines()[-1].startswith(f"{faulty} 还不能读成方案，其他检查尚未进行。")


def test_a_file_that_cannot_be_read_exits_with_2_and_the_rest_is_given(run, tmp_path):
    result = run("scheme", "lint", tmp_path / "none.yaml", "000-F", "--format", "json")

    assert result.exit_code == 2
    assert "none.yaml" in result.stderr
    assert json.loads(result.stdout)["findings"]


def test_errors_come_before_warnings_and_warnings_before_notes(run):
    lines = run("scheme", "lint", *list_library()).stdout.splitlines()

    severities = [line.split(": ")[1].split()[1] for line in lines]
    assert list(dict.fromkeys(severities)) == ["错误", "警告", "提示"]


def test_findings_as_json_are_in_both_languages(run):
    listed = json.loads(run("scheme", "lint", "000-F", "--format", "json").stdout)

    assert listed["version"] == "banheng-findings/1"
    assert all(finding["message"] and finding["message_zh"] for finding in listed["findings"])


def test_a_scheme_is_shown_in_the_language_asked_for(run):
    assert "教室与清洁区卫生" in run("scheme", "show", "primary-month").stdout
    assert "full points" in run("scheme", "show", "primary-month", "--lang", "en").stdout


def test_a_copy_is_the_scheme_to_the_last_comment_and_overwrites_nothing(run, tmp_path):
    path = tmp_path / "mine.yaml"

    first, second = (run("scheme", "copy", "primary-month", path) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert path.read_bytes() == (library_path("primary-month") / "scheme.yaml").read_bytes()
    assert "没有覆盖" in second.stderr


def test_a_template_offers_the_classes_of_the_roster(run, tmp_path):
    path = tmp_path / "template.xlsx"

    result = run("scheme", "template", "primary-month", "--roster", EXAMPLE / "roster.csv", "--output", path)

    assert result.exit_code == 0
    book = CalamineWorkbook.from_path(path)
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert "三年级3班" in cells


@pytest.mark.parametrize(
    ("name", "exit_code", "words"), [("taken.xlsx", 1, "没有覆盖"), ("template.csv", 2, "不以 .xlsx 结尾")]
)
def test_a_template_overwrites_nothing_and_is_named_as_a_workbook(run, tmp_path, name, exit_code, words):
    (tmp_path / "taken.xlsx").write_bytes(b"mine")

    result = run("scheme", "template", "primary-month", "--output", tmp_path / name)

    assert result.exit_code == exit_code
    assert words in result.stderr
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"mine"]
