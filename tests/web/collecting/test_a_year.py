"""A year of a county on its pages: opened, filed, explained, reviewed, locked, corrected."""

import random
from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.models import RoleGrant
from banheng.accounts.roles import Role
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.planning.models import SavedPlan
from banheng.demo.county import make_county
from banheng.schools.models import Bureau, School
from tests.bureau.collecting.filings import PRIMARY, filing_of, hand_in, make_bureau, make_collection
from tests.factories import NOW, TODAY, grant, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client, time_machine_today):
    bureau = make_bureau(schools=("一小", "二小", "三小"))
    users = {"principal": make_user("principal")}
    grant(users["principal"], Role.PRINCIPAL, bureau.schools.get(name="一小"))
    for role in (Role.BUREAU_OFFICER, Role.SUPERVISOR, Role.BUREAU_HEAD):
        users[role] = make_user(role)
        RoleGrant.objects.create(user=users[role], role=role, bureau=bureau, first=date(2026, 9, 1))
    return users


def as_(client, user):
    client.force_login(user)
    return client


def post(client, url_name, said=None, **where):
    return client.post(reverse(url_name, kwargs=where), said or {}, follow=True)


def test_a_year_from_opening_to_a_correction_after_the_lock(client, people):
    officer, county = as_(client, people[Role.BUREAU_OFFICER]), {"bureau": "county", "year": 2026}
    said = {"year": 2026, "deadline": "2026-10-30", "columns": ["books"], "jump_percent": 30}
    page = post(officer, "collecting-open", said, bureau="county")
    assert "各校可以填报了" in page.text

    school = {"school": "county-1", "year": 2026}
    principal = as_(client, people["principal"])
    assert "2026 年度" in principal.get(reverse("reporting", args=["county-1"])).text
    page = post(principal, "reporting-one", {**PRIMARY, "books": "很多"}, **school)
    assert "不是数值" in page.text
    assert "报送教育局" not in page.text
    page = post(principal, "reporting-one", {"books": "6000"}, **school)
    assert "报送教育局" in page.text
    page = post(principal, "reporting-submit", **school)
    assert "已报送教育局" in page.text

    supervisor = as_(client, people[Role.SUPERVISOR])
    page = post(
        supervisor, "collecting-review", {"reason": "请核对册数"}, **county, school="county-1", step="return"
    )
    assert "请核对册数" in page.text
    assert (
        "教育局退回：请核对册数"
        in as_(client, people["principal"]).get(reverse("reporting-one", kwargs=school)).text
    )
    post(client, "reporting-submit", **school)
    as_(client, people[Role.SUPERVISOR])
    post(client, "collecting-review", **county, school="county-1", step="accept")

    officer = as_(client, people[Role.BUREAU_OFFICER])
    page = post(officer, "collecting-lock", **county)
    assert "还有 2 所学校没有审核通过" in page.text
    for name in ("county-2", "county-3"):
        post(officer, "collecting-excuse", {"reason": "已撤并"}, **county, school=name)
    assert "已锁定" in post(officer, "collecting-lock", **county).text

    head = as_(client, people[Role.BUREAU_HEAD])
    post(head, "collecting-release", {"reason": "学校申请更正"}, **county, school="county-1")
    principal = as_(client, people["principal"])
    assert "写明原因" in post(principal, "reporting-one", {"books": "6600"}, **school).text
    post(principal, "reporting-one", {"books": "6600", "reason": "漏报捐赠图书"}, **school)
    page = as_(client, people[Role.BUREAU_OFFICER]).get(reverse("collecting-one", kwargs=county))
    assert "锁定以后的差异" in page.text
    assert "漏报捐赠图书" in page.text


def test_late_schools_stand_out(client, people, time_machine):
    bureau = Bureau.objects.get()
    hand_in(make_collection(bureau), "一小", books="6000")
    time_machine.move_to(NOW.replace(month=11))

    page = as_(client, people[Role.BUREAU_OFFICER]).get(
        reverse("collecting-one", args=["county", 2026]) + "?state=late"
    )

    assert "逾期" in page.text
    assert "二小" in page.text
    assert "county-1/" not in page.text


def test_a_school_that_comes_later_is_let_in(client, people):
    bureau = Bureau.objects.get()
    make_collection(bureau)
    School.objects.create(bureau=bureau, code="late", name="新小学")
    officer, where = as_(client, people[Role.BUREAU_OFFICER]), {"bureau": "county", "year": 2026}
    assert "列入新划入的 1 所学校" in officer.get(reverse("collecting-one", kwargs=where)).text

    page = post(officer, "collecting-schools", **where)

    assert "新小学" in page.text
    assert "新划入" not in page.text


def test_a_table_of_all_schools_is_mapped_and_taken(client, people, tmp_path):
    make_collection(Bureau.objects.get())
    officer = as_(client, people[Role.BUREAU_OFFICER])
    path = tmp_path / "table.csv"
    path.write_text("单位,类型,小学学生数,藏书,城乡\n一小,小学,300,6000,乡村\n", encoding="utf-8")
    with path.open("rb") as file:
        page = post(officer, "collecting-file", {"file": file}, bureau="county", year=2026)
    assert "核对各列" in page.text

    place = page.redirect_chain[-1][0]
    said = {"column-0": "school", "column-1": "type", "column-2": "primary_students", "column-3": "books"}
    page = officer.post(place, {**said, "column-4": "area", "submits": "on"}, follow=True)

    assert "已填入 1 所学校，其中 1 所" in page.text
    assert filing_of(Collection.objects.get(), "一小").state == Filing.State.SUBMITTED


def test_a_condition_is_answered_with_its_proof(client, people):
    make_collection(Bureau.objects.get())
    officer = as_(client, people[Role.BUREAU_OFFICER])
    said = {"year": "2026", "regime": "2017", "condition": "retention", "level": "", "value": "96.2"}

    assert "写明佐证" in post(officer, "indicators-answer", said, bureau="county").text
    page = post(officer, "indicators-answer", said | {"proof": "学籍系统 2026-09"}, bureau="county")

    assert "学籍系统 2026-09" in page.text
    assert "40 条还没有填写" in page.text


def test_the_sliders_compute_the_county_anew(client, people):
    collection = make_collection(Bureau.objects.get())
    for name, books in (("一小", "1000"), ("二小", "6000"), ("三小", "6000")):
        hand_in(collection, name, books=books)
    officer = as_(client, people[Role.BUREAU_OFFICER])
    address = reverse("indicators-whatif", args=["county"]) + "?regime=2012&school=county-1"

    assert "还没有改动" in officer.get(address).text
    page = officer.get(address + "&books=6000").text

    assert "1000 → 6000" in page
    assert "0.0000" in page
    assert filing_of(collection, "一小").cells["books"] == "1000"


def test_without_the_solver_the_page_says_so(client, people, monkeypatch):
    make_collection(Bureau.objects.get())
    monkeypatch.setattr("banheng.web.planning.views.can_solve", lambda: False)

    page = as_(client, people[Role.BUREAU_OFFICER]).get(reverse("planning", args=["county"]))

    assert "没有安装求解器" in page.text


@pytest.fixture
def county(client, time_machine_today):
    bureau = Bureau.objects.create(code="big", name="大县教育局")
    make_county(bureau, TODAY, random.Random("big"))  # noqa: S311 - the same county every time
    officer = make_user("officer")
    RoleGrant.objects.create(user=officer, role=Role.BUREAU_OFFICER, bureau=bureau, first=date(2026, 9, 1))
    client.force_login(officer)
    return bureau


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("collecting/2026/", "审核通过 116"),
        ("collecting/2026/s/big-020/", "办理经过"),
        ("indicators/", "生均体育运动场馆面积"),
        ("indicators/?regime=2012", "综合差异系数"),
        ("indicators/one/sports_area/", "逐年变化"),
        ("indicators/school/big-020/", "对全县差异系数的影响"),
        ("indicators/verdict/", "一票否决"),
        ("indicators/whatif/", "假设"),
        ("indicators/report/preview/", "表七"),
        ("planning/new/", "体育运动场馆面积"),
    ],
)
def test_a_county_of_120_schools_costs_few_queries(
    client, county, django_assert_max_num_queries, address, says
):
    with django_assert_max_num_queries(30):
        page = client.get(f"/b/big/{address}")

    assert page.status_code == 200
    assert says in page.text


@pytest.mark.parametrize("form", ["docx", "pdf", "xlsx"])
def test_the_report_comes_as_a_file(client, county, form):
    page = client.get(f"/b/big/indicators/report/{form}/?year=2025")

    assert page.status_code == 200
    assert page["Content-Disposition"].endswith(f".{form}") or form in page["Content-Disposition"]
    assert len(page.content) > 5000


def test_a_plan_for_the_county_is_made_on_the_page_and_compared(client, county):
    pytest.importorskip("cvxpy")
    said = {
        "name": "只补运动场",
        "year": "2025",
        "regime": "2017",
        "sports_area-fen": "120",
        "sports_area-lot": "10",
    }

    page = client.post("/b/big/planning/new/", said, follow=True)
    assert "可行" in page.text
    client.post("/b/big/planning/new/", said | {"name": "预算太少", "budget": "1"}, follow=True)

    one, other = SavedPlan.objects.order_by("pk")
    page = client.get(f"/b/big/planning/compare/?one={one.pk}&other={other.pk}")
    assert "超出预算" in page.text
    assert "给各校的一样" in page.text
