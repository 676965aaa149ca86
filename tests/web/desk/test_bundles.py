import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.assessment.bundling import bundle_of
from banheng.assessment.freezing import standing
from banheng.bundles.packing import as_zip
from tests.assessment.settling import SEPTEMBER, publish_september
from tests.factories import adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db
PERIOD = ("yucai", "primary-month", "2026-09")


@pytest.fixture
def edition(client, settings, tmp_path, time_machine_today):
    settings.BUNDLE_KEY = tmp_path / "bundle-key.pem"
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER)
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    return standing(publish_september(small.school))


def test_the_desk_hands_out_the_bundle_of_each_edition(client, edition):
    address = reverse("desk-bundle", args=[*PERIOD, 1])

    page = client.get(reverse("desk-period", args=PERIOD)).content.decode()
    response = client.get(address)

    assert address in page
    assert reverse("check", args=[edition.digest[:16]]) in page
    assert b"".join(response.streaming_content) == as_zip(bundle_of(edition))
    assert 'filename="yucai-primary-month-2026-09-1.zip"' in response["Content-Disposition"]


def test_an_edition_that_never_was_has_none(client, edition):
    assert client.get(reverse("desk-bundle", args=[*PERIOD, 2])).status_code == 404


def test_a_key_that_cannot_be_read_is_said(client, edition, settings):
    settings.BUNDLE_KEY.write_text("no key", encoding="ascii")

    page = client.get(reverse("desk-bundle", args=[*PERIOD, 1]), follow=True).content.decode()

    assert "本站的签名密钥无法读取" in page
