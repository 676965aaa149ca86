"""Where one is signed in, and the way out of each device."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from banheng.accounts.resetting import forget_ended_sessions
from banheng.accounts.roles import Role
from banheng.web.entry.devices import Device
from tests.factories import grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

PASSWORD = "quiet river 1998"
PAGE = "/account/devices/"
PHONE = (
    "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 "
    "Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.50"
)
OFFICE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


def signed_in(username, browser):
    client = Client(headers={"user-agent": browser})
    client.post("/account/login/", {"login": username, "password": PASSWORD})
    return client


@pytest.fixture
def school():
    school = make_school().school
    for username in ("teacher", "other"):
        grant(make_user(username, password=PASSWORD), Role.DUTY_INSPECTOR, school)
    return school


@pytest.mark.usefixtures("school")
def test_every_device_is_listed_by_a_name_its_owner_knows_and_can_be_signed_out_alone():
    office, phone = signed_in("teacher", OFFICE), signed_in("teacher", PHONE)
    signed_in("other", OFFICE)

    page = office.get(PAGE)
    this, that = page.context["devices"]
    assert (this.name, this.is_this) == ("Windows 电脑 · Chrome", True)
    assert (that.name, that.is_this) == ("安卓设备 · 微信", False)
    assert "2026-10-21 16:30 登录" in page.content.decode()

    done = office.post(reverse("account-device-sign-out", args=[that.session.pk]), follow=True)

    assert "已在“安卓设备 · 微信”上退出。" in done.content.decode()
    assert phone.get(PAGE).status_code == 302
    assert [device.is_this for device in office.get(PAGE).context["devices"]] == [True]


@pytest.mark.usefixtures("school")
def test_this_device_can_be_signed_out_too():
    client = signed_in("teacher", OFFICE)
    (this,) = client.get(PAGE).context["devices"]

    answer = client.post(reverse("account-device-sign-out", args=[this.session.pk]))

    assert answer["Location"] == "/account/login/"
    assert client.get(PAGE).status_code == 302


@pytest.mark.usefixtures("school")
def test_nobody_signs_out_the_device_of_somebody_else():
    own, others = signed_in("teacher", OFFICE), signed_in("other", PHONE)
    theirs = UserSession.objects.get(user__username="other")

    assert own.post(reverse("account-device-sign-out", args=[theirs.pk])).status_code == 404
    assert others.get(PAGE).status_code == 200


@pytest.mark.usefixtures("school")
def test_a_session_from_before_devices_were_listed_is_listed():
    client = signed_in("teacher", OFFICE)
    UserSession.objects.all().delete()

    assert [device.is_this for device in client.get(PAGE).context["devices"]] == [True]


@pytest.mark.usefixtures("school")
def test_what_is_known_of_a_device_goes_with_its_session():
    signed_in("teacher", OFFICE)
    phone = signed_in("teacher", PHONE)
    Session.objects.exclude(session_key=phone.session.session_key).delete()

    forget_ended_sessions()

    assert [each.user_agent for each in UserSession.objects.all()] == [PHONE]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1",
            "iPhone · Safari",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/130.0 Safari/537.36 Edg/130.0",
            "苹果电脑 · Edge",
        ),
        (
            "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114.0 ArkWeb/4.1",
            "鸿蒙设备 · Chrome",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0", "Linux 电脑 · Firefox"),
        ("curl/8.5.0", "不明设备"),
        ("", "不明设备"),
    ],
)
def test_a_browser_is_named_as_people_call_it(said, name):
    assert Device(UserSession(user_agent=said), is_this=False).name == name
