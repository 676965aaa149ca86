import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.management import CommandError, call_command

from banheng.cli import site
from banheng.cli.main import main
from banheng.duties.sealing import seal
from banheng.surveys.models import AnswerSheet
from banheng.surveys.opening import open_survey
from tests.factories import NOW, TODAY
from tests.surveys.conftest import GOOD, INSTRUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(small, office, pupils):
    return open_survey(
        small.school,
        INSTRUMENT,
        title="",
        first=TODAY,
        last=TODAY + timedelta(days=5),
        by=office,
        at=NOW,
    )


@pytest.fixture
def stray(survey, small):
    """A sheet for which no right was used."""
    return AnswerSheet.objects.create(
        survey=survey, group="guardian", school_class=small.classes["101"], sealed=seal(GOOD)
    )


def run(**options):
    out = StringIO()
    try:
        call_command("survey_audit", stdout=out, **options)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_a_survey_that_gives_nobody_away_says_so(survey):
    assert run() == (
        0,
        f"yucai {survey.pk} 班级满意度 (进行中，按现有 0 份答卷试算):\n  找不出谁答了什么\n",
    )


def test_what_is_found_is_listed_with_class_and_group(survey, stray):
    assert run(lang="zh")[0] == 1
    assert "  101 家长: 有 1 份答卷，却用了 0 份作答权\n" in run(lang="zh")[1]
    assert "  101 Guardian: there are 1 answer(s), and 0 right(s) were used\n" in run(lang="en")[1]


def test_machines_read_the_same_as_json(survey, stray):
    code, said = run(form="json", lang="en", school="yucai", survey=survey.pk)

    assert code == 1
    (audited,) = json.loads(said)["surveys"]
    assert (audited["school"], audited["survey"], audited["closed"]) == ("yucai", survey.pk, False)
    (found,) = audited["findings"]
    assert (found["how"], found["receiver"], found["group"]) == ("numbers", "101", "guardian")


def test_logs_are_read(survey, tmp_path):
    log = tmp_path / "access.log"
    own = survey.rights.filter(user__isnull=False).first().pk
    log.write_text(f"POST /s/yucai/surveys/answer/{own}/\n")

    assert run(log=[log])[0] == 1


@pytest.mark.parametrize(
    "chosen", [{"school": "nowhere"}, {"survey": 0}, {"log": [Path("/nowhere/access.log")]}]
)
def test_what_is_not_there_is_no_good_audit(survey, chosen):
    with pytest.raises(CommandError) as refused:
        call_command("survey_audit", **chosen)
    assert refused.value.returncode == 2


def test_a_school_without_surveys_says_so(small):
    assert run() == (0, "没有调查\n")


def test_the_command_line_hands_its_options_on(monkeypatch, tmp_path):
    handed = []
    monkeypatch.setattr(site, "run", lambda data, *arguments: handed.append((data, arguments)) or 1)
    log = tmp_path / "access.log"
    log.touch()

    chosen = [
        "--school",
        "yucai",
        "--survey",
        "3",
        "--log",
        str(log),
        "--format",
        "json",
        "--data",
        str(tmp_path),
    ]
    ended = CliRunner().invoke(main, ["survey", "audit", *chosen, "--lang", "en"])

    options = ("--format=json", "--lang=en", "--school=yucai", "--survey=3", f"--log={log}")
    assert handed == [(tmp_path, ("survey_audit", *options))]
    assert ended.exit_code == 1
