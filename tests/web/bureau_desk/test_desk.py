"""Pages of the county's desk: what is refused is said there, and a proceeding goes from opinion to appraisal."""

import pytest
from django.urls import reverse

from banheng.bureau.accountability.models import Proceeding
from banheng.bureau.cases.following import hand_to, open_case
from banheng.bureau.cases.models import CaseLook
from banheng.bureau.findings.models import Inspection
from banheng.bureau.targets.models import Letter, Target
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(time_machine_today):
    return make_county()


def post(client, user, name, /, *arguments, **said):
    client.force_login(user)
    return client.post(reverse(name, args=arguments), said, follow=True).content.decode()


def get(client, user, name, *arguments):
    client.force_login(user)
    return client.get(reverse(name, args=arguments))


def test_a_letter_of_the_library_shows_gaps_blanks_and_problems(client, county):
    client.force_login(county.officer)
    address = reverse("targets-new", args=["county"]) + "?template=004-A"
    said = {
        "title": "改造方案",
        "school": county.small.school.pk,
        "first": "2026-01-01",
        "last": "2026-12-31",
    }
    client.post(address, said)
    letter = Letter.objects.get()

    page = get(client, county.supervisor, "targets-one", "county", letter.pk).content.decode()
    assert "900000.00 元" in page
    assert "另有 2 项没有金额" in page
    assert "4 个问题没有任何目标来解决" in page
    assert "还有 16 个目标缺" in post(client, county.officer, "targets-offer", "county", letter.pk)
    printed = get(client, county.supervisor, "targets-print", "county", letter.pk, "preview").content.decode()
    assert "____" in printed
    assert get(client, county.head, "targets-print", "county", letter.pk, "docx").status_code == 200


def test_an_office_without_account_signs_on_paper_and_is_reported_for(client, county):
    said = {"title": "种苗", "party": "林业局", "first": "2026-01-01", "last": "2026-12-31"}
    post(client, county.officer, "targets-new", "county", **said)
    letter = Letter.objects.get()
    target = {"name": "良种率", "owner": "林业局", "kind": "share", "direction": "at_least", "value": "75"}
    post(client, county.officer, "targets-add", "county", letter.pk, due="2026-12-31", **target)
    post(client, county.officer, "targets-offer", "county", letter.pk)
    signature = {"name": "王", "post": "局长", "day": "2026-10-21"}
    post(client, county.head, "targets-sign", "county", letter.pk, **signature)
    assert "纸质签字" in post(client, county.officer, "targets-paper", "county", letter.pk, **signature)

    line = Target.objects.get()
    said = {"day": "2026-10-21", "value": "76", "text": "统计", "proof": "年报"}
    post(client, county.officer, "targets-report", "county", line.pk, **said)
    page = post(client, county.supervisor, "targets-check", "county", line.pk, verdict="accepted")
    assert "达到" in page
    page = get(client, county.officer, "targets", "county").content.decode()
    assert "1 个目标，达到 1 个" in page


def test_a_draw_is_shown_with_its_seed(client, county):
    said = {"kind": "random", "title": "抽查", "first": "2026-10-21", "last": "2026-10-30"}
    school = county.small.school
    post(
        client,
        county.supervisor,
        "inspections-new",
        "county",
        schools=[school.pk],
        number=1,
        seed="42",
        **said,
    )
    page = get(client, county.head, "inspections-one", "county", Inspection.objects.get().pk).content.decode()

    assert "重新抽取的结果相同" in page
    assert school.code in page


def test_names_of_pupils_are_open_to_the_holder_only(client, county):
    content = {"pupil": "李明", "school_class": "一年级1班", "reason": "", "contact": ""}
    case = open_case(county.small.school, away_since=TODAY, content=content, by=county.principal, at=NOW)
    other = make_user("other-officer")
    assert get(client, county.officer, "cases-one", "county", case.pk).status_code == 403
    hand_to(case, holder=county.officer)

    assert "李明" in get(client, county.officer, "cases-one", "county", case.pk).content.decode()
    assert "李明" not in get(client, county.head, "cases", "county").content.decode()
    assert get(client, other, "cases-one", "county", case.pk).status_code == 404
    assert CaseLook.objects.get().by == county.officer


def test_a_proceeding_goes_from_the_opinion_of_the_school_to_the_appraisal(client, county):
    adopting = get(client, county.head, "accountability-adopt", "county").context["form"].initial
    post(client, county.head, "accountability-adopt", "county", text=adopting["text"], first="2026-10-01")
    teacher = county.small.teachers["101"]
    said = {
        "trigger": "g1_duty",
        "concerned": teacher.pk,
        "facts": "没有建档",
        "proposed": "talk",
        "opinion": "—",
    }
    post(client, county.principal, "task_accountability-new", "yucai", **said)
    proceeding = Proceeding.objects.get()
    concerned = make_user("teacher", staff=teacher)
    one = ("yucai", proceeding.pk)
    assert get(client, concerned, "task_accountability-one", *one).status_code == 403

    told = {"day": "2026-10-21", "hear_until": "2026-10-28"}
    post(client, county.officer, "accountability-inform", "county", proceeding.pk, **told)
    printed = get(client, county.officer, "accountability-print", "county", proceeding.pk, "preview")
    assert "还没有决定" in printed.content.decode()
    assert "没有人交接" in post(
        client, concerned, "task_accountability-statement", *one, statement="没有人交接"
    )

    votes = {
        "user_1": county.supervisor.pk,
        "vote_1": "talk",
        "name_2": "甲",
        "vote_2": "talk",
        "name_3": "乙",
    }
    votes |= {"vote_3": "none", "met_on": "2026-10-21", "minutes": "三人到会", "sanction": "talk"}
    said = {"reason": "情况属实", "first": "2026-10-21", "last": "2027-04-20"}
    wrong = votes | said | {"name_2": "校长甲"}
    page = post(client, county.head, "accountability-decide", "county", proceeding.pk, **wrong)
    assert "校长甲提出了初步意见" in page
    post(client, county.head, "accountability-decide", "county", proceeding.pk, **votes, **said)
    post(
        client, county.officer, "accountability-serve", "county", proceeding.pk, day="2026-10-21", how="当面"
    )

    page = get(client, county.principal, "task_accountability-appraisal", "yucai").content.decode()
    assert "诫勉谈话" in page
    client.force_login(county.principal)
    later = client.get(reverse("task_accountability-appraisal", args=["yucai"]), {"year": "2028"})
    assert "诫勉谈话" not in later.content.decode()


def test_rules_with_faults_are_not_put_in_force(client, county):
    page = post(client, county.head, "accountability-adopt", "county", text="rules: x", first="2026-10-01")

    assert "没有启用" in page
    assert "还没有启用制度" in get(client, county.officer, "accountability", "county").content.decode()


def test_who_puts_a_finding_right_sees_it_and_nothing_else(client, county):
    said = {"what": "留样没有记录", "weight": "minor", "found_on": "2026-10-21", "due": "2026-10-30"}
    school = county.small.school
    post(client, county.supervisor, "findings-new", "county", school=school.pk, source="feedback", **said)
    post(client, county.supervisor, "findings-new", "county", school=school.pk, source="data", **said)
    first, second = school.findings.order_by("pk")
    owner = county.small.teachers["101"]
    answered = {"cause": "—", "owner": owner.pk, "measure": "登记"}
    post(client, county.principal, "task_findings-answer", "yucai", first.pk, **answered)
    user = make_user("owner", staff=owner)

    assert get(client, user, "task_findings-one", "yucai", first.pk).status_code == 200
    assert get(client, user, "task_findings-one", "yucai", second.pk).status_code == 403
    page = post(client, user, "task_findings-done", "yucai", first.pk, text="好了", proof="登记簿")
    assert "等待复查" in page
    register = get(client, county.head, "findings-register", "county", "preview").content.decode()
    assert "登记簿" in register
