import pytest

from banheng.accounts.roles import Role
from banheng.ledger.models import Duty, Post
from banheng.schools.models import AcademicYear
from tests.factories import TODAY, adopt, grant, make_school, make_user, put_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

HERE = "/s/yucai/rota/"
WEEK = f"{HERE}weeks/2026-10-19/"


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def office(small, client):
    user = make_user("office", name="李主任")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    return user


@pytest.fixture
def people(small, office):
    return [make_user(code, staff=staff, name=staff.name) for code, staff in small.teachers.items()]


@pytest.fixture
def post(small):
    return Post.objects.create(school=small.school, name="卫生")


def text(client, address):
    return client.get(address).content.decode()


def chosen(people, post, **more):
    return {"people": [user.pk for user in people], "posts": [post.pk], **more}


def test_a_rota_is_made_by_looking_at_a_plan_and_confirming_it(client, people, post):
    assert "还没有人" in text(client, HERE)
    looked = client.get(f"{HERE}make/preview/", chosen(people, post))
    assert not Duty.objects.exists()

    client.post(f"{HERE}make/", chosen(people, post, plan=looked.context["plan"]))

    assert Duty.objects.count() == looked.context["new"] == 14  # weeks 8 to 21
    assert "教师102" in text(client, HERE)


def test_a_plan_that_changed_meanwhile_is_shown_again(client, people, post):
    looked = client.get(f"{HERE}make/preview/", chosen(people, post))
    client.post(f"{WEEK}put/", {"post": post.pk, "user": people[3].pk})

    answer = client.post(f"{HERE}make/", chosen(people, post, plan=looked.context["plan"]))

    assert "再确认一次" in answer.content.decode()
    assert Duty.objects.count() == 1


def test_a_plan_without_people_is_asked_for_again(client, people, post):
    assert "请至少选一个人" in text(client, f"{HERE}make/preview/?posts={post.pk}")


def test_a_week_is_changed_by_hand(client, people, post):
    client.post(f"{WEEK}put/", {"post": post.pk, "user": people[0].pk})
    duty = Duty.objects.get()
    client.post(f"{WEEK}{duty.pk}/swap/", {"user": people[1].pk})
    client.post(WEEK, {"note": "查黑板"})

    page = text(client, WEEK)
    assert "<strong>教师102</strong>" in page
    assert "查黑板" in page

    client.post(f"{WEEK}posts/{post.pk}/remove/")
    assert not Duty.objects.exists()


def test_a_pupil_of_the_week_leads_to_the_sheet_of_passes(client, small, office):
    post = Post.objects.create(school=small.school, name="红领巾岗", for_pupils=True)

    client.post(f"{WEEK}pupil/", {"pupil_post": post.pk, "name": "李小明"})

    assert '/s/yucai/passes/?first=2026-10-19"' in text(client, WEEK)
    assert "李小明" in text(client, "/s/yucai/passes/?first=2026-10-19")


@pytest.mark.parametrize("form", [{}, {"user": "x"}, {"user": "999999"}])
def test_a_swap_with_nobody_says_what_to_do(client, people, post, form):
    client.post(f"{WEEK}put/", {"post": post.pk, "user": people[0].pk})

    answer = client.post(f"{WEEK}{Duty.objects.get().pk}/swap/", form, follow=True)

    assert "请从名单里选接替的人" in answer.content.decode()


def test_people_posts_and_duties_of_another_school_are_not_taken(client, people, post):
    other = make_school("other", "另一所小学")
    foreign_post = Post.objects.create(school=other.school, name="卫生")
    stranger = make_user("stranger", staff=other.teachers["101"])

    client.post(f"{WEEK}put/", {"post": post.pk, "user": stranger.pk})
    client.post(f"{WEEK}put/", {"post": foreign_post.pk, "user": people[0].pk})

    assert not Duty.objects.exists()
    assert client.get(f"{HERE}posts/{foreign_post.pk}/").status_code == 404


@pytest.mark.parametrize("monday", ["2026-10-20", "2031-10-20", "soon"])
def test_a_week_that_is_none_is_not_found(client, office, monday):
    assert client.get(f"{HERE}weeks/{monday}/").status_code == 404


def test_a_post_is_made_of_the_items_in_force_and_kept_when_retired(client, small, office):
    adopt(small.school)
    said = {"name": "卫生岗", "items": ["hygiene"], "grades": [small.grades[0].pk]}
    client.post(f"{HERE}posts/new/", said)
    post = Post.objects.get()
    assert (post.items, list(post.grades.all())) == (["hygiene"], [small.grades[0]])

    client.post(f"{HERE}posts/{post.pk}/retire/")

    assert "还没有岗位" in text(client, f"{HERE}posts/")
    assert "曾有名为" in client.post(f"{HERE}posts/new/", said).content.decode()


def test_who_inspects_is_settled_once_somebody_was_on_the_post(client, people, post):
    client.post(f"{WEEK}put/", {"post": post.pk, "user": people[0].pk})

    client.post(f"{HERE}posts/{post.pk}/", {"name": "卫生", "for_pupils": "on"})

    assert not Post.objects.get().for_pupils


def test_a_school_without_terms_is_told_to_enter_them(client, small, office):
    AcademicYear.objects.all().delete()

    for address in (HERE, f"{HERE}make/", f"{HERE}visits/"):
        assert client.get(address).status_code == 200
    assert "还没有学期" in text(client, HERE)


def marks(client, code, item="hygiene", period="2026-W43"):
    """Give days and how many fewer of a class."""
    shown = client.get(f"{HERE}visits/?period={period}").context
    place = [one.code for one in shown["items"]].index(item)
    lines = {year.school_class.code: cells for group in shown["groups"] for year, cells in group.lines}
    return lines[code][place].days, lines[code][place].fewer


def test_days_on_which_a_class_was_looked_at_are_counted_once(client, small, office):
    adopt(small.school)
    for school_class, day in (("101", 19), ("101", 19), ("101", 20), ("102", 20)):
        put_one(small.school, school_class=school_class, day=TODAY.replace(day=day))

    assert marks(client, "101") == (2, 0)
    assert marks(client, "102") == (1, 1)
    assert marks(client, "101", period="2026-10") == (2, 0)


def test_all_in_order_counts_as_a_visit_and_a_gap_is_said_in_words(client, small, office):
    adopt(small.school)
    put_one(small.school, school_class="101", quantity=0)

    assert marks(client, "101") == (1, 0)
    page = text(client, f"{HERE}visits/")
    assert "✕ 漏查" in page
    assert "一年级2班" in page


@pytest.mark.parametrize("period", ["2026-W60", "2026", "2027-01", "x"])
def test_visits_of_no_week_or_month_that_has_begun_are_not_found(client, office, period):
    assert client.get(f"{HERE}visits/?period={period}").status_code == 404
