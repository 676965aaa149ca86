"""The inbox of somebody at a bureau."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from banheng.bureau.findings.recording import record_finding
from banheng.bureau.findings.rectifying import answer, report_done
from banheng.notices.models import Notice
from banheng.notices.spreading import spread_news
from tests.bureau.county import make_county
from tests.factories import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
INBOX = "/b/county/inbox/"


@pytest.fixture
def county(client):
    county = make_county()
    said = {"what": "没有留样", "source": "inspection", "found_on": TODAY, "due": TODAY}
    finding = record_finding(county.bureau, county.small.school, by=county.officer, at=NOW, **said)
    owner = county.small.teachers["101"]
    answer(finding, cause="—", owner=owner, measure="—", by=county.principal, at=NOW)
    report_done(finding, text="已留样", proof="登记簿", by=county.principal, at=NOW)
    spread_news(NOW)
    client.force_login(county.supervisor)
    return county


def text_of(client, address=INBOX):
    return client.get(address).content.decode()


def test_a_notice_stands_in_the_inbox_and_is_counted_on_every_page(client, county):
    assert "育才小学：没有留样" in text_of(client)
    assert '<span class="badge">1</span>' in text_of(client, "/b/county/collecting/")


def test_opening_a_notice_reads_it_and_leads_to_the_matter(client, county):
    notice = Notice.objects.get(recipient=county.supervisor)

    moved = client.post(reverse("bureau_inbox-open", args=["county", notice.pk]))
    assert "没有留样" in text_of(client, moved["Location"])
    assert "未读" not in text_of(client)


def test_everything_is_read_at_once(client, county):
    client.post(reverse("bureau_inbox-read", args=["county"]))

    assert Notice.objects.get(recipient=county.supervisor).read_at is not None


def test_the_notice_of_somebody_else_does_not_exist(client, county):
    notice = Notice.objects.get(recipient=county.supervisor)
    client.force_login(county.officer)

    assert client.post(reverse("bureau_inbox-open", args=["county", notice.pk])).status_code == 404
    assert "还没有消息" in text_of(client)


def test_a_notice_stands_in_one_inbox_only(county):
    notice = Notice.objects.get(recipient=county.supervisor)
    notice.school = county.small.school

    with pytest.raises(IntegrityError):
        notice.save()
