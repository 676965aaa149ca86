"""An appeal on the pages: made by the teacher, heard by somebody else, ruled on with the effect seen first."""

from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.models import Appeal, AppealLimit, Ruling
from banheng.ledger.models import Record
from tests.assessment.settling import SEPTEMBER, publish_september
from tests.factories import adopt, make_one_of_each, make_school, make_user, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def unswept(small, users):
    return put_one(small.school, day=SEPTEMBER, by=users[Role.DUTY_INSPECTOR])


@pytest.fixture
def sheet(small, unswept):
    return publish_september(small.school)


def make_appeal(client, users, about, text="当天已经扫过，有照片"):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("appeals-new", args=["yucai", "primary-month", "2026-09", "101"])
    return client.post(address, {"about": about, "text": text}, follow=True).content.decode()


def decide(client, user, **form):
    client.force_login(user)
    address = reverse("appeals-rule", args=["yucai", Appeal.objects.get().number])
    return client.post(address, {"reason": "照片为证", **form}, follow=True).content.decode()


def test_a_teacher_gets_a_receipt_with_a_day(client, sheet, users, unswept):
    text = make_appeal(client, users, f"record:{unswept.pk}")

    assert "已受理，编号 2026-0001" in text
    assert "复核期限 周一 10月26日" in text
    assert "撤回申诉" in text


def test_who_gave_the_class_up_since_still_appeals_and_whoever_left_the_school_does_not(
    client, small, sheet, users, unswept
):
    teacher = small.teachers["101"]
    teacher.postings.update(last=date(2026, 10, 9))

    assert "已受理" in make_appeal(client, users, f"record:{unswept.pk}")

    teacher.left = date(2026, 10, 20)
    teacher.save()
    assert client.get(reverse("board", args=["yucai"])).status_code == 404


def test_the_form_offers_the_result_each_item_and_the_records_of_the_class(client, sheet, users, unswept):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    address = reverse("appeals-new", args=["yucai", "primary-month", "2026-09", "101"])

    text = client.get(address).content.decode()

    assert f"record:{unswept.pk}" in text
    assert "item:hygiene" in text


@pytest.mark.parametrize("about", ["item:nonsense", "record:nonsense", ""])
def test_a_matter_that_was_not_offered_is_refused(client, sheet, users, about):
    make_appeal(client, users, about)

    assert not Appeal.objects.exists()


def test_somebody_else_sees_the_effect_first_and_then_decides(client, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")
    form = {"outcome": "upheld", "voids": [str(unswept.pk)]}

    text = decide(client, users[Role.PRINCIPAL], foresee="1", **form)
    assert "这样决定会改变下列结果。还没有生效。" in text
    assert not Ruling.objects.exists()

    text = decide(client, users[Role.PRINCIPAL], **form)
    assert "结果更正为第 2 版" in text
    assert Record.objects.filter(voids=unswept).exists()


def test_a_record_can_be_put_in_place_of_another(client, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")

    decide(
        client,
        users[Role.PRINCIPAL],
        outcome="amended",
        voids=[str(unswept.pk)],
        choice="hygiene/unswept/",
        day="2026-09-15",
        quantity="2",
    )

    assert Ruling.objects.get().records.count() == 2


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"outcome": "upheld"}, "至少要作废或补记一条记录"),
        ({}, "必"),
        ({"outcome": "amended", "choice": "hygiene/unswept/"}, "请填写补记的日期"),
        ({"outcome": "amended", "choice": "hygiene/unswept/", "day": "2026-10-02"}, "周期和班级之内"),
        ({"outcome": "amended", "choice": "hygiene/unswept/", "day": "2026-09-15", "quantity": "-1"}, "数量"),
    ],
)
def test_a_decision_that_does_not_fit_is_shown_again(client, sheet, users, unswept, form, sentence):
    make_appeal(client, users, f"record:{unswept.pk}")

    assert sentence in decide(client, users[Role.PRINCIPAL], **form)
    assert not Ruling.objects.exists()
    assert Record.objects.count() == 1


def test_who_recorded_it_reads_why_they_do_not_decide(client, small, users):
    own = put_one(small.school, day=SEPTEMBER, by=users[Role.MORAL_EDUCATION_OFFICE])
    publish_september(small.school)
    make_appeal(client, users, f"record:{own.pk}")
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    text = client.get(reverse("appeals-appeal", args=["yucai", "2026-0001"])).content.decode()

    assert "您记录了申诉涉及的内容，应当回避" in text
    assert "作出结论" not in text


def test_a_colleague_does_not_read_the_appeal(client, small, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")
    client.force_login(make_user("colleague", staff=small.teachers["102"]))

    assert client.get(reverse("appeals-appeal", args=["yucai", "2026-0001"])).status_code == 403
    assert "没有申诉" in client.get(reverse("appeals", args=["yucai"])).content.decode()


def test_an_appeal_can_be_taken_back_until_it_is_ruled_on(client, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")
    address = reverse("appeals-withdraw", args=["yucai", "2026-0001"])

    assert "已撤回申诉" in client.post(address, follow=True).content.decode()
    assert "不能撤回" in client.post(address, follow=True).content.decode()


def test_what_was_heard_stands_on_the_page(client, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")
    client.force_login(users[Role.PRINCIPAL])
    form = {"day": "2026-10-21", "text": "问过当天值日的老师"}

    text = client.post(
        reverse("appeals-hear", args=["yucai", "2026-0001"]), form, follow=True
    ).content.decode()

    assert "问过当天值日的老师" in text


def test_statistics_count_by_item_and_inspector(client, sheet, users, unswept):
    make_appeal(client, users, f"record:{unswept.pk}")
    decide(client, users[Role.PRINCIPAL], outcome="upheld", voids=[str(unswept.pk)])

    text = client.get(reverse("appeals-statistics", args=["yucai"])).content.decode()

    assert "教室与清洁区卫生" in text
    assert f"<td>{unswept.recorder_name}</td>" in text


def test_a_limit_is_set_shown_to_whom_it_concerns_and_lifted(client, small, sheet, users):
    client.force_login(users[Role.PRINCIPAL])
    teacher = small.teachers["101"]
    form = {"staff": teacher.pk, "most": "0", "last": "2026-12-31", "reason": "反复申诉同一事项"}
    client.post(reverse("appeals-limits", args=["yucai"]), form)

    text = make_appeal(client, users, "result")
    assert "原因：反复申诉同一事项" in text
    assert not Appeal.objects.exists()

    client.force_login(users[Role.PRINCIPAL])
    client.post(reverse("appeals-lift", args=["yucai", AppealLimit.objects.get().pk]))
    assert "已受理" in make_appeal(client, users, "result")
