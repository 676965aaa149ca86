from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image

from banheng.ledger.chaining import first_break
from banheng.ledger.errors import PhotoRefused
from banheng.ledger.models import Photo
from banheng.ledger.photographing import LONGEST_SIDE, MOST_BYTES, keep_photo, re_encoded
from tests.factories import NOW, adopt, make_school, put_one
from tests.ledger.pictures import bomb, digest_of, picture, with_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    school = make_school().school
    adopt(school)
    return school


def photographed(school, content):
    return put_one(school, photos=(digest_of(content),))


def kept(photo):
    with photo.file.open() as file:
        return file.read()


def test_a_photo_loses_place_and_device_and_stands_upright(school):
    content = with_place(orientation=6)
    assert b"Secret Phone" in content

    photo = keep_photo(photographed(school, content), content, at=NOW)

    with Image.open(BytesIO(kept(photo))) as image:
        assert (image.format, dict(image.getexif()), image.size) == ("JPEG", {}, (30, 40))
    assert b"Secret Phone" not in kept(photo)
    assert photo.digest == digest_of(content)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photos_of_the_usual_kinds_become_jpeg(kind):
    jpeg, size = re_encoded(picture(kind))

    assert (jpeg[:3], size) == (b"\xff\xd8\xff", (40, 30))


def test_a_large_photo_is_made_smaller():
    _, size = re_encoded(picture(size=(3200, 800)))

    assert size == (LONGEST_SIDE, 400)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xff\xd8\xff" + bytes(30 * 1024 * 1024), "photo_too_large"),
        (b"\xff\xd8\xff" + bytes(MOST_BYTES), "photo_too_large"),
        (bomb(8_000), "too_many_pixels"),
        (bomb(30_000), "too_many_pixels"),
        (b"", "not_a_photo"),
        (b"hello", "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_a_photo"),
        (b"GIF89a" + bytes(100), "not_a_photo"),
        (b"%PDF-1.7\n", "not_a_photo"),
        (picture()[:200], "not_a_photo"),
        (picture("PNG")[:60], "not_a_photo"),
        (bomb(64), "not_a_photo"),
    ],
    ids=[
        "30 MB",
        "just too large",
        "64 million pixels",
        "900 million pixels",
        "empty",
        "text",
        "svg",
        "gif",
        "pdf",
        "half a jpeg",
        "half a png",
        "too few pixels",
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(content, code):
    with pytest.raises(PhotoRefused, match="。") as refused:
        re_encoded(content)

    assert refused.value.code == code


def test_a_picture_that_is_a_page_as_well_is_only_a_picture_afterwards():
    jpeg, _ = re_encoded(picture() + b"<html><script>alert(1)</script>PK\x03\x04")

    assert b"<script>" not in jpeg
    assert b"PK\x03\x04" not in jpeg


def test_a_photo_that_the_record_does_not_name_is_refused(school):
    with pytest.raises(PhotoRefused, match="不属于这条记录"):
        keep_photo(photographed(school, picture()), picture(colour="blue"), at=NOW)


def test_a_photo_sent_twice_is_kept_once(school):
    record = photographed(school, picture())

    assert keep_photo(record, picture(), at=NOW) == keep_photo(record, picture(), at=NOW)
    assert Photo.objects.count() == 1


def test_old_photos_are_deleted_while_record_and_digest_stay(school, settings, time_machine_today):
    settings.PHOTO_DAYS = 30
    record = photographed(school, picture())
    old = keep_photo(record, picture(), at=NOW - timedelta(days=31))
    young_record = photographed(school, picture(colour="blue"))
    young = keep_photo(young_record, picture(colour="blue"), at=NOW - timedelta(days=29))
    path = Path(old.file.path)

    call_command("delete_old_photos", verbosity=0)

    old.refresh_from_db()
    young.refresh_from_db()
    assert not path.exists()
    assert (old.deleted_at is None, old.digest, young.deleted_at) == (False, digest_of(picture()), None)
    assert kept(young)
    assert first_break(school) is None
