"""What a school is told of the yearly data that it files (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.bureau.collecting.opening import open_collection
from banheng.bureau.collecting.reviewing import excuse, lock, release, send_back
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from banheng.notices.stirring import schools_that_stir
from banheng.schools.models import Bureau, School
from tests.bureau.collecting.filings import hand_in
from tests.factories import NOW, TODAY, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)
KINDS = {"data_opened", "data_returned", "data_released"}
FILERS = ["academic_affairs_office", "principal"]


@pytest.fixture
def bureau(small, users):
    small.school.bureau = Bureau.objects.create(code="county", name="县教育局")
    small.school.save()
    return small.school.bureau


def open_year(bureau, year=2026, deadline=TODAY + 30 * DAY):
    return open_collection(bureau, year, deadline=deadline, columns=["books"], by=None, at=NOW)


def told(small, at=NOW):
    """Gather; give the notices that nobody had before."""
    before = set(Notice.objects.values_list("pk", flat=True))
    gather(small.school, at)
    return [one for one in Notice.objects.exclude(pk__in=before) if one.kind in KINDS]


def names(notices):
    return sorted(one.recipient.username.partition("-")[2] for one in notices)


def test_a_year_that_opens_is_told_once_to_those_who_may_file(small, bureau):
    open_year(bureau)

    found = told(small)
    assert names(found) == FILERS
    assert found[0].title == "2026 年度数据开始填报，请在11月20日以前报送教育局"
    assert found[0].link == "/s/yucai/reporting/2026/"
    assert told(small, NOW + DAY) == []


def test_a_school_that_is_excused_or_too_late_is_not_asked_to_file(small, bureau):
    excuse(open_year(bureau).filings.get(), reason="已撤并", by=None, at=NOW)
    assert told(small) == []

    open_year(bureau, 2027, deadline=TODAY)
    assert told(small, NOW + DAY) == []


def test_a_return_is_told_with_its_reason_and_again_when_it_happens_again(small, bureau):
    collection, supervisor = open_year(bureau), make_user("supervisor")
    told(small)
    for reason in ("图书册数不对", "还是不对"):
        filing = hand_in(collection, small.school.name, books="100")
        send_back(filing, reason=reason, by=supervisor, at=NOW)

        found = told(small)
        assert names(found) == FILERS
        assert {one.text for one in found} == {reason}
        assert found[0].title == "2026 年度数据被教育局退回，请修改后重新报送"


def test_handing_in_and_accepting_are_no_news_to_the_school_and_a_release_is(small, bureau):
    collection = open_year(bureau)
    told(small)
    filing = hand_in(collection, small.school.name, accepted=True, books="100")
    lock(collection, by=None, at=NOW)
    assert told(small) == []
    filing.refresh_from_db()
    filing.collection.refresh_from_db()

    release(filing, reason="漏报一栋楼", by=None, at=NOW)
    found = told(small)
    assert (names(found), {one.kind for one in found}) == (FILERS, {"data_released"})


def test_a_year_stirs_every_school_once(small, bureau):
    at = NOW.replace(hour=0) - timedelta(hours=3)  # at night, when nothing of the day is told
    School.objects.create(bureau=bureau, code="other", name="二小")
    assert not schools_that_stir(at).exists()
    open_year(bureau)

    for school in schools_that_stir(at):
        gather(school, NOW)
    assert not schools_that_stir(at).exists()
