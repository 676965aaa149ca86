"""Put a backup back into an empty data folder and an empty database."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection

from banheng.web.backups.archive import DATABASE, MANIFEST, MEDIA, BackupRefused, Manifest, copy, key_files
from banheng.web.backups.backing_up import run_postgresql
from banheng.web.backups.newer import refuse_newer

UNPACKED = "restoring"
"""A folder beside the data, until all of a backup is there and whole."""


def restore(file: Path) -> Manifest:
    """Put a backup back; nothing is changed before every byte of it was checked.

    Raises:
        BackupRefused: it is no backup, damaged, of a newer version or another kind of database, or there is
            something already in the place of what it holds.
    """
    _refuse_to_overwrite()
    folder = settings.DATA / UNPACKED
    shutil.rmtree(folder, ignore_errors=True)
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest.read(archive)
            _refuse_unfit(manifest)
            _unpack(archive, manifest, folder)
        _move_into_place(manifest, folder)
    except (OSError, zipfile.BadZipFile, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise BackupRefused(
            f"{file} 不能恢复（{reason}），什么都没有写入。请检查文件和磁盘空间，或换一份备份。"
            f" / It cannot be restored ({reason}); nothing was. Look at file and free space, or take another backup."
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return manifest


def _refuse_to_overwrite() -> None:
    """Refuse where data lies; the secret key alone is made by every command."""
    found = [key.name for key in key_files()[1:] if key.exists()]
    if any(Path(settings.MEDIA_ROOT).glob("*")):
        found.append(MEDIA)
    if connection.introspection.table_names():
        found.append(str(connection.settings_dict["NAME"]))
    if found:
        raise BackupRefused(
            f"{settings.DATA} 里已有数据（{'、'.join(found)}），恢复不会覆盖它。请用 --data 换一个空目录，或换一个空数据库。"
            " / There are data, which are not overwritten. Choose an empty folder by --data, or an empty database."
        )


def _refuse_unfit(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        raise BackupRefused(
            f"备份来自 {manifest.database}，这里用的是 {connection.vendor}。请把 DATABASE_URL 设成同一种数据库，再恢复。"
            " / The backup is of another kind of database. Name one of the same kind by DATABASE_URL."
        )
    refuse_newer(manifest.migrations)


def _unpack(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    expected = {DATABASE[manifest.database], *(key.name for key in key_files())}
    for name, digest in manifest.files.items():
        parts = PurePosixPath(name).parts
        if not (name in expected or name.startswith(MEDIA)) or ".." in parts or "\\" in name:
            raise _surplus(name)
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with archive.open(name) as source, target.open("xb") as unpacked:
                found = copy(source, unpacked)
        except KeyError:
            found = ""
        if found != digest:
            raise _damaged(name)
    if surplus := set(archive.namelist()) - manifest.files.keys() - {MANIFEST}:
        raise _surplus(min(surplus))
    if DATABASE[manifest.database] not in manifest.files:
        raise _damaged(DATABASE[manifest.database])


def _surplus(name: str) -> BackupRefused:
    return BackupRefused(
        f"备份里有不该有的文件 {name}，什么都没有恢复。请换一份备份。"
        f" / {name} does not belong into a backup; nothing was restored. Take another backup."
    )


def _damaged(name: str) -> BackupRefused:
    return BackupRefused(
        f"备份里的 {name} 缺失或已损坏，什么都没有恢复。请换一份备份。"
        f" / {name} is missing or damaged; nothing was restored. Take another backup."
    )


def _move_into_place(manifest: Manifest, folder: Path) -> None:
    """Put the database last: without it the rest counts for nothing, and the way is free to try again."""
    for key in key_files():
        if key.name in manifest.files:
            (folder / key.name).chmod(0o600)
            (folder / key.name).replace(key)
    if (folder / MEDIA).exists():
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)  # it is empty
        (folder / MEDIA).replace(settings.MEDIA_ROOT)
    database = folder / DATABASE[manifest.database]
    if manifest.database == "sqlite":
        connection.close()
        database.replace(connection.settings_dict["NAME"])
    else:
        run_postgresql("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", str(database))
