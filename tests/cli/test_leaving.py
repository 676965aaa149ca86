import subprocess
import sys
from dataclasses import replace

import pytest
from tests.cli.conftest import EXAMPLE

from banheng.cli.inputs import read_inputs
from banheng.cli.leaving import leave_with
from banheng.cli.output import make_report, write_results
from banheng.core.errors import LimitExceeded, MalformedPeriod, SchemeUnreadable
from banheng.core.wording import Language
from banheng.scoring.run import Engine


@pytest.fixture
def report():
    evidence, roster = EXAMPLE / "evidence.csv", EXAMPLE / "roster.csv"
    inputs = read_inputs(
        Language.EN, "primary-month", [evidence], roster, "2026-10", None, skip_bad_rows=False
    )
    return make_report(inputs, Engine.COLUMNAR)


def raising(error):
    def run():
        raise error

    return run


def test_an_interruption_is_one_line_and_exits_with_130(capsys):
    code = leave_with(raising(KeyboardInterrupt()), Language.ZH_HANS)

    assert code == 130
    assert capsys.readouterr().err == "已中断，没有留下未写完的文件。\n"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (LimitExceeded("too large"), 1, "数值过大"),
        (SchemeUnreadable("no scheme"), 2, "方案文件无法读取"),
        (MalformedPeriod("no period"), 2, "no period"),
    ],
)
def test_an_error_without_findings_is_worded_in_chinese_with_its_detail(capsys, error, code, words):
    assert leave_with(raising(error), Language.ZH_HANS) == code
    assert words in (said := capsys.readouterr().err)
    assert str(error) in said


def test_an_error_of_the_program_is_not_swallowed():
    with pytest.raises(ZeroDivisionError):
        leave_with(raising(ZeroDivisionError()), Language.EN)


class Interruption(tuple):
    """Findings that somebody interrupts when they are read."""

    __slots__ = ()

    def __iter__(self):
        raise KeyboardInterrupt


def test_interrupted_writing_leaves_what_stood_there_and_nothing_half_written(report, tmp_path):
    (tmp_path / "results.csv").write_text("former", encoding="utf-8")

    with pytest.raises(KeyboardInterrupt):
        write_results(replace(report, findings=Interruption()), tmp_path, Language.EN)

    assert [path.name for path in tmp_path.iterdir()] == ["results.csv"]
    assert (tmp_path / "results.csv").read_text("utf-8") == "former"


def test_a_reader_who_goes_away_is_no_error(inputs):
    command = [
        sys.executable,
        "-m",
        "banheng",
        "score",
        "primary-month",
        *map(str, inputs),
        "--format",
        "json",
    ]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()

    assert process.returncode == 0
    assert b"Broken" not in said
    assert b"Traceback" not in said
