"""What waits for the people of a bureau is put into their inboxes once (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.bureau.collecting.opening import open_collection
from banheng.bureau.collecting.reviewing import accept, send_back
from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer, look_again, report_done
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Signature
from banheng.bureau.targets.signing import offer, sign
from banheng.notices import spreading
from banheng.notices.bureaus import bureaus_that_wait, tell_bureau
from banheng.notices.models import Delivery, Notice
from banheng.notices.spreading import spread_news
from banheng.schools.models import Bureau, School
from tests.bureau.collecting.filings import hand_in
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY = timedelta(days=1)


@pytest.fixture
def county():
    return make_county()


def told(county, at=NOW):
    """Tell; give whom and what, of what was not told before."""
    before = set(Notice.objects.values_list("pk", flat=True))
    for bureau in bureaus_that_wait(at):
        tell_bureau(bureau, at)
    found = Notice.objects.exclude(pk__in=before)
    assert {one.bureau for one in found} <= {county.bureau}
    return sorted((one.recipient.username.removeprefix("county-"), one.kind) for one in found)


def make_finding(county, due=TODAY + 5 * DAY):
    said = {"what": "没有留样", "source": "inspection", "found_on": TODAY, "due": due}
    return record_finding(county.bureau, county.small.school, by=county.supervisor, at=NOW, **said)


def put_right(finding, county, at=NOW):
    owner = county.small.teachers["101"]
    answer(finding, cause="—", owner=owner, measure="—", by=county.principal, at=at)
    report_done(finding, text="已留样", proof="登记簿", by=county.principal, at=at)


def test_nothing_waits_in_a_county_where_nothing_is_open(county):
    assert told(county) == []
    assert not bureaus_that_wait(NOW).exists()


def test_a_filing_that_is_handed_in_is_told_to_the_supervisor_and_anew_after_its_return(county):
    collection = open_collection(
        county.bureau, 2026, deadline=TODAY, columns=["books"], by=county.officer, at=NOW
    )
    assert told(county) == []
    filing = hand_in(collection, county.small.school.name, books="100")
    assert told(county) == [("supervisor", "data_handed_in")]
    notice = Notice.objects.get()
    assert (notice.title, notice.text) == ("有学校报送了 2026 年度数据，等待审核", "育才小学")
    assert notice.link == "/b/county/collecting/2026/s/yucai/"
    assert told(county) == []

    send_back(filing, reason="不对", by=county.supervisor, at=NOW)
    assert not bureaus_that_wait(NOW).exists()
    filing.refresh_from_db()
    filing.submitted_at, filing.state = NOW + DAY, "submitted"
    filing.save()
    assert told(county, NOW + DAY) == [("supervisor", "data_handed_in")]


def test_filings_that_came_with_one_table_are_told_together_and_stay_told(county):
    School.objects.create(bureau=county.bureau, code="other", name="二小")
    collection = open_collection(county.bureau, 2026, deadline=TODAY, columns=["books"], by=None, at=NOW)
    filings = [hand_in(collection, name, books="100") for name in (county.small.school.name, "二小")]

    assert told(county) == [("supervisor", "data_handed_in")]
    notice = Notice.objects.get()
    assert set(notice.text.split("、")) == {"育才小学", "二小"}
    assert notice.link == "/b/county/collecting/2026/?state=submitted"
    accept(filings[0], by=county.supervisor, at=NOW)
    assert told(county) == []


def test_of_many_filings_only_some_are_named(county):
    names = [f"{number}小" for number in "二三四五六七"]
    School.objects.bulk_create(School(bureau=county.bureau, code=name, name=name) for name in names)
    collection = open_collection(county.bureau, 2026, deadline=TODAY, columns=["books"], by=None, at=NOW)
    for name in names:
        hand_in(collection, name, books="100")

    assert told(county) == [("supervisor", "data_handed_in")]
    text = Notice.objects.get().text
    assert (text.count("小"), text[-2:]) == (5, "……")


def test_a_letter_waits_for_the_head_until_the_bureau_has_signed(county):
    said = {"first": TODAY, "last": TODAY + 90 * DAY, "school": county.small.school}
    letter = draw_up(county.bureau, None, title="责任书", by=county.officer, at=NOW, **said)
    add_target(letter, name="一项", owner="教导处", due=TODAY + 30 * DAY)
    assert told(county) == []
    offer(letter, at=NOW)
    assert told(county) == [("bureau_head", "letter_to_sign")]

    letter = Letter.objects.get()
    sign(letter, Signature.Side.BUREAU, name="甲", post="局长", day=TODAY, by=county.head, at=NOW)
    assert not bureaus_that_wait(NOW).exists()


def test_a_finding_that_is_overdue_is_told_to_all_who_can_do_something_about_it(county):
    make_finding(county)

    assert told(county, NOW + 5 * DAY) == []
    assert told(county, NOW + 6 * DAY) == [
        ("bureau_head", "finding_overdue"),
        ("bureau_officer", "finding_overdue"),
        ("supervisor", "finding_overdue"),
    ]
    assert told(county, NOW + 7 * DAY) == []


def test_proof_that_is_handed_in_is_told_to_the_supervisor_each_time(county):
    finding = make_finding(county)
    put_right(finding, county)
    assert told(county) == [("supervisor", "proof_handed_in")]
    assert Notice.objects.get().text == "育才小学：没有留样"

    look_again(finding, is_right=False, text="—", due=TODAY + 9 * DAY, by=county.supervisor, at=NOW)
    put_right(finding, county, NOW + DAY)
    assert told(county, NOW + DAY) == [("supervisor", "proof_handed_in")]


def test_nothing_of_a_bureau_is_mailed(county, settings, mailoutbox):
    settings.EMAIL_HOST = "mail.example"
    county.supervisor.email = "supervisor@mail.example"
    county.supervisor.save()
    put_right(make_finding(county), county)

    spread_news(NOW)
    assert Notice.objects.filter(recipient=county.supervisor).exists()
    assert not Delivery.objects.exists()
    assert mailoutbox == []


def test_a_bureau_where_it_fails_does_not_hold_up_another(county, monkeypatch):
    other = Bureau.objects.create(code="aaa", name="邻县教育局")
    put_right(make_finding(county), county)
    late = make_finding(county)
    late.bureau, late.due = other, TODAY - DAY
    late.save()

    def broken(bureau, at):
        if bureau == other:
            raise RuntimeError
        tell_bureau(bureau, at)

    monkeypatch.setattr(spreading, "tell_bureau", broken)
    spread_news(NOW)

    assert Notice.objects.filter(bureau=county.bureau, kind="proof_handed_in").exists()
