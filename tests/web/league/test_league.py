"""Tables of all classes, the proposal for the class banner, and the screen in the hall."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.models import HallDisplay
from tests.assessment.test_firm_places import WHOLE_SCHOOL, inspect
from tests.factories import NOW, adopt, make_one_of_each, make_school, make_user, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


def text_of(client, user, name, **choice):
    client.force_login(user)
    return client.get(reverse(name, args=["yucai"]), choice).content.decode()


@pytest.fixture
def display(client, small, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    client.post(reverse("league-display-new", args=["yucai"]), {"name": "大厅"})
    client.logout()
    return HallDisplay.objects.get()


def hall(client, display):
    return client.get(reverse("hall", args=[display.secret]))


def test_a_homeroom_teacher_sees_all_classes_at_league_level_only(client, small, users):
    put_one(small.school, school_class="102", note="带头打闹的是小明")

    for name in ("league", "league-week", "league-heat", "league-compare"):
        text = text_of(client, users[Role.HOMEROOM_TEACHER], name)
        assert "一年级2班" in text
        assert "小明" not in text


def test_the_league_says_who_moved(client, small, users):
    put_one(small.school, day=small.term.first, quantity="5")
    put_one(small.school, school_class="102")

    text = text_of(client, users[Role.PRINCIPAL], "league")

    assert "升 1 位" in text
    assert "降 1 位" in text


def test_the_banner_goes_to_who_leads_and_was_looked_at(client, small, users):
    put_one(small.school, quantity="2")
    put_one(small.school, school_class="102")

    text = text_of(client, users[Role.MORAL_EDUCATION_OFFICE], "league-week")

    assert "流动红旗建议：</strong>一年级2班" in text
    assert "流动红旗：本周还没有检查" in text
    assert "二年级1班、二年级2班" in text


def test_level_classes_are_all_proposed(client, small, users):
    put_one(small.school)
    put_one(small.school, school_class="102")

    text = text_of(client, users[Role.MORAL_EDUCATION_OFFICE], "league-week")

    assert "一年级1班、一年级2班" in text
    assert "2 个班并列" in text


def test_the_heat_map_has_the_same_figures_as_a_table(client, small, users):
    put_one(small.school, quantity="2")

    text = text_of(client, users[Role.PRINCIPAL], "league-heat")

    assert 'data-chart="heatmap"' in text
    assert '<td class="num">0.4</td>' in text


def test_a_longer_period_has_no_heat_map(client, users):
    text = text_of(client, users[Role.PRINCIPAL], "league-heat", scheme="primary-month", period="2026-2027-1")

    assert "只有总分" in text


def test_two_periods_stand_side_by_side(client, small, users):
    put_one(small.school, quantity="2")

    text = text_of(client, users[Role.PRINCIPAL], "league-compare")

    assert "2026年9月" in text
    assert "降 1 位" in text


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("league-week", {"week": "2026-10"}),
        ("league-week", {"week": "nonsense"}),
        ("league-week", {"week": "2027-W01"}),
        ("league-compare", {"with": "2030-01"}),
        ("league-compare", {"with": "nonsense"}),
    ],
)
def test_periods_that_are_none_do_not_exist(client, users, name, choice):
    client.force_login(users[Role.PRINCIPAL])

    assert client.get(reverse(name, args=["yucai"]), choice).status_code == 404


@pytest.mark.parametrize("name", ["league", "league-week", "league-heat", "league-compare"])
def test_without_a_scheme_the_tables_say_what_is_missing(client, time_machine_today, name):
    users = make_one_of_each(make_school())

    assert "还没有生效的考核方案" in text_of(client, users[Role.PRINCIPAL], name)


def test_the_hall_needs_no_account_and_shows_classes_only(client, small, display):
    put_one(small.school, note="带头的是小明", by=make_user("seer", name="李检查"))

    text = hall(client, display).content.decode()

    assert "一年级1班" in text
    for hidden in ("小明", "李检查", "教师101", "地面不洁"):
        assert hidden not in text


def test_the_hall_is_not_kept_by_anybody(client, display):
    assert "no-store" in hall(client, display)["Cache-Control"]


def test_a_withdrawn_or_guessed_address_shows_nothing(client, users, display):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    client.post(reverse("league-display-withdraw", args=["yucai", display.pk]))

    assert hall(client, display).status_code == 404
    assert client.get(reverse("hall", args=["guessed"])).status_code == 404


def test_the_display_of_another_school_cannot_be_withdrawn(client, display):
    users = make_one_of_each(make_school("other", "另一所小学"))
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    response = client.post(reverse("league-display-withdraw", args=["other", display.pk]))

    assert response.status_code == 404
    assert HallDisplay.objects.get().withdrawn_at is None


def test_a_hall_without_results_says_so(client, time_machine_today):
    small = make_school("bare", "新学校")
    bare = HallDisplay.objects.create(school=small.school, name="大厅", secret="bare", made_at=NOW)

    assert "本周还没有成绩" in hall(client, bare).content.decode()


def test_the_league_says_which_places_are_not_told_apart(client, small, users):
    adopt(small.school, text=WHOLE_SCHOOL)
    inspect(small, {"101": 0, "102": 4, "201": 4, "202": 9})

    text = text_of(client, users[Role.PRINCIPAL], "league", scheme="worked", period="2026-09")

    assert "名次范围" in text
    assert text.count("league-level") == text.count("与上面的班分不出先后") == 1
    assert "2–3" in text
