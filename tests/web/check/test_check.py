"""Anybody with the paper sees whether the result still stands, and nothing of anybody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from banheng.assessment.amending import accept_changes
from banheng.assessment.freezing import standing
from banheng.assessment.publishing import withdraw
from banheng.bundles.signing import fingerprint_of
from banheng.ledger.site_key import public_key
from banheng.schools.models import Posting, Staff
from tests.assessment.settling import SEPTEMBER, account, finalise_september, publish_september
from tests.factories import NOW, adopt, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(settings, tmp_path):
    settings.BUNDLE_KEY = tmp_path / "bundle-key.pem"
    small = make_school()
    adopt(small.school)
    put_one(small.school, day=SEPTEMBER, note="张小明值日缺岗")
    return small


def ask(client, edition):
    return client.get(reverse("check", args=[edition.code]))


def test_a_result_on_notice_and_a_final_one_stand(client, small):
    edition = standing(publish_september(small.school))
    on_notice = ask(client, edition).content.decode()

    assert "这一版结果有效，正在公示。" in on_notice
    assert "育才小学" in on_notice
    assert "小学班主任月度考核方案" in on_notice
    assert edition.digest in on_notice
    assert fingerprint_of(public_key()) in on_notice
    assert "banheng verify yucai-primary-month-2026-09-1.zip" in on_notice


def test_a_final_result_stands(client, small):
    assert "已经定稿" in ask(client, standing(finalise_september(small.school))).content.decode()


def test_a_result_that_was_withdrawn_stands_no_more(client, small):
    sheet = publish_september(small.school)
    edition = standing(sheet)

    withdraw(sheet, reason="漏登记录", by=account("principal"), at=NOW)

    assert "已经撤回，不再有效" in ask(client, edition).content.decode()


def test_an_amended_result_leads_to_the_edition_in_its_place(client, small):
    sheet = publish_september(small.school)
    first = standing(sheet)
    Posting.objects.filter(school_class=small.classes["101"]).update(
        staff=Staff.objects.create(school=small.school, code="t9", name="教师九")
    )
    second = accept_changes(sheet, reason="名册更正", by=account("principal"), at=NOW + timedelta(days=1))

    page = ask(client, first).content.decode()

    assert "由第 2 版代替" in page
    assert reverse("check", args=[second.code]) in page
    assert "这一版结果有效" in ask(client, second).content.decode()


def test_nobody_is_named_and_no_score_is_told(client, small):
    edition = standing(publish_september(small.school))

    page = ask(client, edition).content.decode()

    rows = edition.results["results"]
    hidden = {row[name] for row in rows for name in ("teacher_name", "class_name", "total")} | {"张小明"}
    assert not [word for word in hidden if word in page]


def test_it_is_kept_by_no_cache_and_by_no_search_engine(client, small):
    response = ask(client, standing(publish_september(small.school)))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("code", ["0" * 16, "", "x", "%", "0" * 64])
def test_a_code_that_was_never_given_out_is_told_so(client, small, code):
    edition = standing(publish_september(small.school))
    address = reverse("check", args=[code or edition.digest[:8]])

    response = client.get(address)

    assert response.status_code == 404
    assert "本站没有公布过这个校验值的结果" in response.content.decode()
    assert client.get(f"{address}qr.svg").status_code == 404


def test_the_code_to_be_printed_leads_to_the_page(client, small):
    edition = standing(publish_september(small.school))

    drawn = client.get(reverse("check-qr", args=[edition.code]))

    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content


def test_a_key_that_cannot_be_read_does_not_hide_whether_a_result_stands(client, small, settings):
    settings.BUNDLE_KEY.write_text("no key", encoding="ascii")

    page = ask(client, standing(publish_september(small.school))).content.decode()

    assert "这一版结果有效" in page
    assert "--key" not in page
