import json

import pytest
from click.testing import CliRunner

from banheng.cli.main import main
from banheng.schemes.library import library_path

EXAMPLE = library_path("primary-month") / "example"
CALENDAR = """\
days_off: [2026-10-01, 2026-10-02, 2026-10-03, 2026-10-04, 2026-10-05, 2026-10-06, 2026-10-07]
working_days: [2026-10-10]
"""
HEADER = "id,class,item,event,level,project,date,quantity,value,recorder,note,voids"
RECORD = "x1,p301,hygiene,unswept,,,2026-10-09,3,,值周教师,,"


@pytest.fixture
def run(monkeypatch):
    """Run a command; words are Chinese unless the command says otherwise."""
    for name in ("LANG", "BANHENG_LANG"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def calendar(tmp_path):
    path = tmp_path / "calendar.yaml"
    path.write_text(CALENDAR, encoding="utf-8")
    return path


@pytest.fixture
def inputs(calendar):
    """The options that name the inputs of the example of primary-month."""
    return (
        *("--evidence", EXAMPLE / "evidence.csv"),
        *("--roster", EXAMPLE / "roster.csv"),
        *("--calendar", calendar),
        *("--period", "2026-10"),
    )


@pytest.fixture
def score(run, inputs):
    """Score the example and give what went to stdout as JSON."""

    def score_example(*options):
        result = run("score", "primary-month", *inputs, "--format", "json", *options)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return score_example


@pytest.fixture
def score_records(run, tmp_path):
    """Score some lines of evidence, the header excepted."""

    def score_lines(*lines, options=(), header=HEADER, encoding="utf-8"):
        path = tmp_path / "evidence.csv"
        path.write_bytes("\n".join([header, *lines]).encode(encoding))
        roster = EXAMPLE / "roster.csv"
        return run(
            "score", "primary-month", "--evidence", path, "--roster", roster, "--period", "2026-10", *options
        )

    return score_lines
