from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from banheng.ledger.models import Photo
from banheng.web.management.commands.work import keep_house
from tests.factories import adopt, make_school, put_one

pytestmark = pytest.mark.django_db


def test_what_is_past_its_time_is_deleted_and_the_rest_stays(settings, time_machine_today):
    school = make_school().school
    adopt(school)
    seen, now = put_one(school), timezone.now()
    for digest, days in (("old", settings.PHOTO_DAYS + 1), ("new", 1)):
        Photo.objects.create(
            record=seen, digest=digest, width=1, height=1, received_at=now - timedelta(days=days)
        )
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=now + timedelta(hours=hours))

    keep_house()

    assert Photo.objects.get(digest="old").deleted_at
    assert Photo.objects.get(digest="new").deleted_at is None
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
