import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from banheng.accounts.roles import Role
from banheng.ledger.models import Photo
from banheng.ledger.photographing import MOST_BYTES
from tests.factories import adopt, grant, make_school, make_user, put_one
from tests.ledger.pictures import bomb, digest_of, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(time_machine_today, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    school = make_school().school
    adopt(school)
    return school


@pytest.fixture
def inspector(client, school):
    user = make_user("inspector")
    grant(user, Role.DUTY_INSPECTOR, school)
    client.force_login(user)
    return user


def send(client, record, content):
    form = {"photo": SimpleUploadedFile("photo.jpg", content)}
    return client.post(f"/s/yucai/inspect/photos/{record.id}/", form)


def test_a_photo_reaches_its_record_once(client, school, inspector):
    record = put_one(school, by=inspector, photos=(digest_of(picture()),))

    assert [send(client, record, picture()).status_code for _ in range(2)] == [200, 200]
    assert Photo.objects.get().record == record


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (bytes(30 * 1024 * 1024), 413, "photo_too_large"),
        (bytes(MOST_BYTES + 1), 413, "photo_too_large"),
        (bomb(30_000), 422, "too_many_pixels"),
        (b"<script>alert(1)</script>", 422, "not_a_photo"),
    ],
    ids=["30 MB", "a byte too much", "bomb", "page"],
)
def test_a_hostile_photo_is_refused_and_the_record_stays(client, school, inspector, content, status, code):
    record = put_one(school, by=inspector, photos=(digest_of(content),))

    response = send(client, record, content)

    assert (response.status_code, response.json()["error"]) == (status, code)
    assert response.json()["reason"].endswith("。")


def test_a_photo_of_somebody_elses_record_finds_no_record(client, school, inspector):
    record = put_one(school, by=make_user("another"), photos=(digest_of(picture()),))

    assert send(client, record, picture()).status_code == 404


def test_a_full_disk_is_said_and_the_photo_may_come_again(client, school, inspector, monkeypatch):
    record = put_one(school, by=inspector, photos=(digest_of(picture()),))

    def full(*_arguments, **_named):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(FileSystemStorage, "_save", full)
        response = send(client, record, picture())

    assert (response.status_code, response.json()["error"]) == (503, "not_saved")
    assert send(client, record, picture()).status_code == 200
