import pytest
from tests.cli.conftest import EXAMPLE, RECORD

from banheng.schemes.library import library_path


@pytest.fixture
def contradiction(tmp_path):
    """The primary scheme with a full mark that its parts do not add up to."""
    path = tmp_path / "contradiction.yaml"
    text = (library_path("primary-month") / "scheme.yaml").read_text("utf-8")
    path.write_text(text.replace("full_points: 100\n", "full_points: 90\n"), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command", [("score",), ("explain", "--subject", "t01"), ("what-if", "primary-month")]
)
def test_a_scheme_that_contradicts_itself_is_scored_but_said_to(run, inputs, contradiction, command):
    name, *options = command
    result = run(
        name, *([*options, contradiction] if name == "what-if" else [contradiction, *options]), *inputs
    )

    assert result.exit_code == 0, result.stderr
    assert f"{contradiction}:" in result.stderr
    assert f"方案 {contradiction} 自相矛盾" in result.stderr


def test_a_sound_scheme_is_scored_without_remarks(run, inputs):
    assert run("score", "primary-month", *inputs, "--format", "json").stderr == ""


def test_days_that_are_assumed_without_a_calendar_are_said(score_records):
    assert (
        score_records(RECORD).stderr.splitlines()[0] == "没有给校历（--calendar），周一至周五都按上课日计算。"
    )


def test_months_of_a_term_without_records_are_named_and_its_assumed_dates(run, inputs):
    options = [option if option != "2026-10" else "2026-2027-1" for option in inputs]

    result = run("score", "primary-month", *options)

    assert "没有学期 2026-2027-1，起止日期按 2026-09-01 至 2027-01-31 计算" in result.stderr
    assert "没有记录的周期：2026-09、2026-11、2026-12、2027-01。" in result.stderr


def test_a_calendar_that_knows_the_term_leaves_nothing_to_assume(run, calendar):
    term = "terms:\n- {code: 2026-2027-1, first: 2026-10-01, last: 2026-10-31}\n"
    calendar.write_text(calendar.read_text("utf-8") + term, encoding="utf-8")
    files = (
        "--evidence",
        EXAMPLE / "evidence.csv",
        "--roster",
        EXAMPLE / "roster.csv",
        "--calendar",
        calendar,
    )

    result = run("score", "primary-month", *files, "--period", "2026-2027-1")

    assert result.exit_code == 0
    assert result.stderr == ""
