import pytest
from structlog.testing import capture_logs

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_request_is_one_line_without_what_was_posted(client):
    with capture_logs() as lines:
        client.post("/account/login/?next=/", {"login": "nobody", "password": "a secret"})

    (line,) = [line for line in lines if line["event"] == "request_finished"]
    assert (line["request"], line["code"]) == ("POST /account/login/?next=/", 200)
    assert "a secret" not in str(lines)


@pytest.mark.parametrize(
    ("proxies", "address"), [(0, "127.0.0.1"), (1, "10.0.0.9"), (2, "203.0.113.7"), (3, "127.0.0.1")]
)
def test_the_line_names_account_and_address_and_believes_only_own_proxies(
    client, settings, caplog, proxies, address
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    user = make_user("office")
    client.force_login(user)

    with caplog.at_level("INFO"):
        client.get("/", headers={"X-Forwarded-For": "203.0.113.7, 10.0.0.9"})

    said = [record.msg for record in caplog.records if "request_finished" in str(record.msg)]
    assert (said[0]["ip"], said[0]["user_id"]) == (address, user.pk)
