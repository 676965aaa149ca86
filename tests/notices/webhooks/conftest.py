import pytest

from banheng.accounts.roles import Role
from banheng.notices.webhooks.keeping import add_webhook
from banheng.notices.webhooks.kinds import KINDS
from tests.factories import NOW, adopt, make_one_of_each, make_school
from tests.notices.webhooks.receiving import HOST, make_certificate, receiving


@pytest.fixture
def small(db):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def receiver(tmp_path, monkeypatch, settings):
    """A receiver that the operator has named, with a certificate that this machine trusts."""
    certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.WEBHOOK_HOSTS = [HOST]
    with receiving(certificate) as receiver:
        yield receiver


@pytest.fixture
def webhook(small, users, receiver):
    """A webhook with every event; its secret is in `secret_text`."""
    made, secret = add_webhook(
        small.school,
        name="大屏",
        address=receiver.address,
        kinds=KINDS,
        by=users[Role.MORAL_EDUCATION_OFFICE],
        at=NOW,
    )
    made.secret_text = secret
    return made
