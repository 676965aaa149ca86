import pytest
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from banheng.notices.hiding import hide
from banheng.notices.kind import Mail
from banheng.notices.models import Preference, Robot
from tests.factories import NOW, adopt, make_one_of_each, make_school
from tests.notices.receivers import MailReceiver, RobotReceiver, listening


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def mails(settings, mailoutbox):
    """Let the site have a mail server; what it sends is kept."""
    settings.EMAIL_HOST = "mail.example"
    return mailoutbox


@pytest.fixture
def receiver(monkeypatch):
    """Where the robots of all platforms lead."""
    with listening(RobotReceiver()) as receiver:
        for plugin, end in (
            (NotifyDingTalk, "robot/send?access_token={token}"),
            (NotifyWeComBot, "cgi-bin/webhook/send?key={key}"),
            (NotifyFeishu, "open-apis/bot/v2/hook/{token}"),
        ):
            monkeypatch.setattr(plugin, "notify_url", f"http://{receiver.host}/{end}")
        yield receiver


@pytest.fixture
def mail_receiver(settings):
    """A mail server that really listens."""
    with listening(MailReceiver()) as receiver:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = receiver.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "banheng@yucai.example"
        yield receiver


def make_robot(school, address="dingtalk://token1234/", kinds=(), name="班主任群"):
    return Robot.objects.create(
        school=school,
        name=name,
        platform=Robot.Platform.DINGTALK,
        address=hide(address),
        ending="1234",
        kinds=list(kinds),
        made_at=NOW,
    )


def choose(user, kind, choice=Mail.AT_ONCE, **hours):
    """Give somebody an address, and let them choose how a kind reaches them."""
    user.email = f"{user.username}@mail.example"
    user.save()
    Preference.objects.update_or_create(user=user, defaults={"mail": {kind.code: choice.value}, **hours})
