"""What a backup holds, and what is refused with a sentence before anything is touched."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta

import pytest
from django.db import connection

from banheng.bundles.signing import public_key_of, read_private_key
from banheng.ledger.site_key import public_key
from banheng.web.backups import backing_up, restoring
from banheng.web.backups.archive import DATABASE, BackupRefused, applied_migrations
from banheng.web.backups.backing_up import back_up
from banheng.web.backups.restoring import restore
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, monkeypatch):
    """A data folder with a photo and two keys; SQLite copies no database that a test is in the middle of writing."""
    if connection.vendor != "sqlite":
        pytest.skip("pg_dump does not see what a test has not committed")
    monkeypatch.setattr(backing_up, "_copy_sqlite", lambda target: target.write_bytes(b"database" * 1000))
    settings.DATA = tmp_path / "data"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.BUNDLE_KEY, settings.NOTES_KEY_FILE = (
        settings.DATA / "bundle-key.pem",
        settings.DATA / "notes-key",
    )
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    (settings.MEDIA_ROOT / "photos" / "one.jpg").write_bytes(b"photo")
    for name in ("secret-key", "notes-key"):
        (settings.DATA / name).write_text(name)
    return settings.DATA


@pytest.fixture
def backup(tmp_path):
    return back_up(tmp_path / "sound.zip", at=NOW)


@pytest.fixture
def bare(settings, tmp_path, monkeypatch):
    """An empty data folder to restore to."""
    settings.DATA = tmp_path / "bare"
    settings.MEDIA_ROOT = settings.DATA / "media"
    settings.BUNDLE_KEY, settings.NOTES_KEY_FILE = (
        settings.DATA / "bundle-key.pem",
        settings.DATA / "notes-key",
    )
    settings.DATA.mkdir()
    monkeypatch.setattr(connection.introspection, "table_names", list)
    return settings.DATA


def changed(backup, change):
    """Write a backup again with its members changed by a function."""
    with zipfile.ZipFile(backup) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    target = backup.with_name("changed.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def in_manifest(**said):
    def change(members):
        members["manifest.json"] = json.dumps(json.loads(members["manifest.json"]) | said).encode()

    return change


def flipped(name):
    def change(members):
        content = bytearray(members[name])
        content[len(content) // 2] ^= 1
        members[name] = bytes(content)

    return change


def with_file(name):
    def change(members):
        members[name] = b"photo"
        manifest = json.loads(members["manifest.json"])
        manifest["files"][name] = manifest["files"]["media/photos/one.jpg"]
        members["manifest.json"] = json.dumps(manifest).encode()

    return change


def test_a_backup_holds_database_keys_and_photos(backup):
    with zipfile.ZipFile(backup) as archive:
        assert set(archive.namelist()) == {
            DATABASE["sqlite"],
            "secret-key",
            "bundle-key.pem",
            "notes-key",
            "media/photos/one.jpg",
            "manifest.json",
        }
        assert json.loads(archive.read("manifest.json"))["migrations"] == applied_migrations()


def test_the_key_of_a_site_that_never_signed_is_in_its_backup_and_the_one_that_it_will_sign_with(
    folder, backup
):
    key = (folder / "bundle-key.pem").read_bytes()

    with zipfile.ZipFile(backup) as archive:
        assert archive.read("bundle-key.pem") == key
    assert public_key() == public_key_of(read_private_key(folder / "bundle-key.pem"))


def test_in_a_folder_it_is_named_by_the_time(backup, tmp_path):
    assert back_up(tmp_path, at=NOW).name == "banheng-20261021-083000.zip"


def test_a_file_that_exists_is_not_overwritten(backup):
    content = backup.read_bytes()

    with pytest.raises(BackupRefused, match="不会覆盖"):
        back_up(backup, at=NOW + timedelta(days=1))

    assert backup.read_bytes() == content


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(BackupRefused, match="没有写成"):
        back_up(tmp_path / "missing" / "one.zip", at=NOW)

    assert sorted(each.name for each in tmp_path.iterdir()) == ["data"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda members: members.pop("manifest.json"), "没有能读懂的清单"),
        (in_manifest(format=2), "请安装较新的班衡"),
        (in_manifest(database="oracle"), "请把 DATABASE_URL 设成同一种数据库"),
        (in_manifest(migrations=["ledger.9999_tomorrow"]), "请装回较新的版本"),
        (flipped("media/photos/one.jpg"), "media/photos/one.jpg 缺失或已损坏"),
        (flipped("database.sqlite3"), "database.sqlite3 缺失或已损坏"),
        (lambda members: members.pop("notes-key"), "notes-key 缺失或已损坏"),
        (lambda members: members.update({"virus.exe": b""}), "不该有的文件 virus.exe"),
        (with_file("media/../../outside"), "不该有的文件"),
        (with_file("/etc/outside"), "不该有的文件"),
        (with_file("static/outside"), "不该有的文件"),
    ],
    ids=[
        "no manifest",
        "later format",
        "other database",
        "newer version",
        "photo changed",
        "database changed",
        "key missing",
        "surplus file",
        "out of the folder",
        "absolute",
        "other folder",
    ],
)
def test_an_unfit_backup_is_refused_and_nothing_is_restored(backup, bare, change, words):
    with pytest.raises(BackupRefused, match=words):
        restore(changed(backup, change))

    assert list(bare.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"no zip", None], ids=["empty", "text", "cut off"])
def test_what_is_no_backup_is_refused(backup, bare, tmp_path, content):
    file = tmp_path / "other.zip"
    file.write_bytes(backup.read_bytes()[:-1000] if content is None else content)

    with pytest.raises(BackupRefused, match="什么都没有写入"):
        restore(file)

    assert list(bare.iterdir()) == []


def test_where_data_lie_nothing_is_restored(backup, folder):
    with pytest.raises(BackupRefused, match="notes-key、media/"):
        restore(backup)

    assert not (folder / restoring.UNPACKED).exists()
