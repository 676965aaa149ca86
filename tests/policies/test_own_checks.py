"""The school's own checks: kept with the draft, then with the version; run again after an upgrade."""

from io import StringIO

import pytest
from django.core.management import call_command

from banheng.core.points import parse_units
from banheng.core.wording import Language
from banheng.policies import own_checks
from banheng.policies.adopting import adopt
from banheng.policies.drafting import begin_draft
from banheng.policies.errors import PolicyRefused
from banheng.policies.models import Expectation, ExpectationRun
from banheng.policies.own_checks import copy_expectations, expect, failed, outcomes_of
from banheng.policies.recording import put_on_record
from tests.factories import LIBRARY, NOW, TODAY, make_school

pytestmark = pytest.mark.django_db
TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
LINE = "教室与清洁区卫生，地面不洁，2"


@pytest.fixture
def draft():
    return begin_draft(make_school().school, TEXT, by=None, at=NOW)


def in_force(draft):
    version = put_on_record(draft, note="", by=None, at=NOW)
    adopt(version, first=TODAY, settled_until=None, reason="", by=None, at=NOW)
    return version


def test_a_change_of_the_draft_changes_what_comes_out(draft):
    expect(draft, name="地面不洁两处", records=LINE, score="57.5")

    assert [each.passed for each in outcomes_of(draft, Language.ZH_HANS)] == [True]
    (now,) = outcomes_of(draft, Language.ZH_HANS, TEXT.replace("points: -0.2", "points: -0.4", 1))
    assert not now.passed
    assert now.total == parse_units("57")


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"name": " "}, "名字"),
        ({"score": "九十"}, "不是可用的数字"),
        ({"score": ""}, "不是可用的数字"),
        ({"records": "长" * 10_001}, "最多 10000 个字"),
    ],
)
def test_what_is_no_expectation_is_refused_in_words(draft, said, complaint):
    with pytest.raises(PolicyRefused, match=complaint):
        expect(draft, **{"name": "一行", "records": "", "score": "90", **said})

    assert not Expectation.objects.exists()


def test_there_is_a_greatest_number_of_rows(draft, monkeypatch):
    monkeypatch.setattr(own_checks, "MOST", 1)
    expect(draft, name="一", records="", score="58")

    with pytest.raises(PolicyRefused, match="最多写 1 行"):
        expect(draft, name="二", records="", score="58")


def test_a_text_that_is_no_scheme_has_no_outcomes(draft):
    expect(draft, name="一", records="", score="58")

    assert outcomes_of(draft, Language.ZH_HANS, "title: 没有指标") == []


def test_expectations_go_with_the_draft_to_the_version_and_from_it_to_the_next_draft(draft):
    expect(draft, name="没有记录", records="", score="58")

    version = put_on_record(draft, note="", by=None, at=NOW)
    following = begin_draft(version.school, version.text, by=None, at=NOW)
    copy_expectations(version, following)

    assert [each.name for each in version.expectations.all()] == ["没有记录"]
    assert [each.name for each in following.expectations.all()] == ["没有记录"]
    assert failed(outcomes_of(following, Language.ZH_HANS)) == []


def check(*arguments):
    out, errors = StringIO(), StringIO()
    try:
        call_command("check_expectations", *arguments, stdout=out, stderr=errors)
    except SystemExit as end:
        return end.code, out.getvalue(), errors.getvalue()
    return 0, out.getvalue(), errors.getvalue()


def test_the_command_runs_all_of_a_version_in_force_and_says_what_is_wrong(draft, time_machine_today):
    expect(draft, name="没有记录", records="", score="58")
    expect(draft, name="地面不洁两处", records=LINE, score="99")
    expect(draft, name="写错的", records="没有这一项", score="58")
    version = in_force(draft)

    code, said, wrong = check()

    assert code == 1
    assert "primary-month v1: 1 行相符，2 行不符" in said
    assert "地面不洁两处: 应得 / expected 99，实得 / got 57.5" in wrong
    assert "写错的" in wrong
    run = ExpectationRun.objects.get()
    assert (run.version, run.passed, [lost["name"] for lost in run.failed]) == (
        version,
        1,
        ["地面不洁两处", "写错的"],
    )


def test_what_comes_out_as_expected_ends_well(draft, time_machine_today):
    expect(draft, name="没有记录", records="", score="58")
    in_force(draft)

    assert check()[0] == 0


def test_after_an_upgrade_each_version_is_checked_once(draft, time_machine_today, monkeypatch):
    expect(draft, name="没有记录", records="", score="58")
    in_force(draft)

    assert "primary-month" in check("--new-only")[1]
    assert check("--new-only")[1] == ""

    monkeypatch.setattr(own_checks, "__version__", "99.0")
    assert "primary-month" in check("--new-only")[1]
    assert ExpectationRun.objects.get().banheng == "99.0"


def test_a_version_that_has_ended_and_one_without_expectations_are_left_alone(draft, time_machine_today):
    in_force(draft)

    assert check()[1] == ""
