"""Back up a site while it runs."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from banheng import __version__
from banheng.bundles.signing import make_private_key
from banheng.web.backups.archive import (
    DATABASE,
    MANIFEST,
    MEDIA,
    BackupRefused,
    Manifest,
    applied_migrations,
    copy,
    key_files,
)
from banheng.web.backups.reminding import note_backup

if TYPE_CHECKING:
    from datetime import datetime


def back_up(target: Path, *, at: datetime) -> Path:
    """Write all that lasts of this site into one file that only its owner may read; give its place.

    The database is taken as it stands at one moment; photos after it, so that those it names are there.

    Args:
        target: a file that does not exist, or a folder, where it is named by the time.

    Raises:
        BackupRefused: it exists, cannot be written, or `pg_dump` is missing or fails; nothing is left behind.
    """
    if target.is_dir():
        target /= f"banheng-{at:%Y%m%d-%H%M%S}.zip"
    if target.exists():
        raise BackupRefused(
            f"{target} 已经存在，不会覆盖。请换一个名字，或只写文件夹。"
            " / It exists and is not overwritten. Choose another name, or name a folder only."
        )
    partial = target.with_name(f".{os.getpid()}-{target.name}")
    try:
        with os.fdopen(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            with zipfile.ZipFile(file, "w") as archive:
                _fill(archive, at)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise BackupRefused(
            f"备份没有写成（{reason}）。原有数据没有变化。请检查磁盘空间和目录权限，再试一次。"
            f" / The backup was not written ({reason}); the data are as they were. Look at space and permissions."
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()
    note_backup(at)
    return target


def _fill(archive: zipfile.ZipFile, at: datetime) -> None:
    manifest = Manifest(
        version=__version__,
        made_at=at.isoformat(),
        database=connection.vendor,
        migrations=applied_migrations(),
    )
    if not manifest.migrations:
        raise BackupRefused(
            f"{settings.DATA} 里没有网站的数据，没有可备份的。请用 --data 写明数据目录。"
            " / There are no data of a site here, so nothing to back up. Name its folder by --data."
        )
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=settings.DATA) as folder:
        database = Path(folder) / DATABASE[connection.vendor]
        _copy_sqlite(database) if connection.vendor == "sqlite" else _dump(database)
        _add(archive, manifest, database, database.name, zipfile.ZIP_DEFLATED)
    if (
        not settings.BUNDLE_KEY.exists()
    ):  # or the site that is put back signs with another one than this site will
        make_private_key(settings.BUNDLE_KEY)
    for key in key_files():
        if key.exists():
            _add(archive, manifest, key, key.name)
    for file in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
        if file.is_file():
            with suppress(FileNotFoundError):  # past its time, and deleted meanwhile
                _add(archive, manifest, file, MEDIA + file.relative_to(settings.MEDIA_ROOT).as_posix())
    archive.writestr(MANIFEST, manifest.as_json())


def _add(
    archive: zipfile.ZipFile, manifest: Manifest, file: Path, name: str, packed: int = zipfile.ZIP_STORED
) -> None:
    with file.open("rb") as source:
        entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
        entry.compress_type = packed
        with archive.open(entry, "w", force_zip64=True) as target:
            manifest.files[name] = copy(source, target)


def _copy_sqlite(target: Path) -> None:
    """Copy in one step, which holds no writer up in WAL mode and sees the database at one moment."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copied:
        connection.connection.backup(copied)


def _dump(target: Path) -> None:
    run_postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def run_postgresql(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database of the site.

    Raises:
        BackupRefused: it is not on this machine, or fails.
    """
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            f"这台机器上没有 {program}。请安装 PostgreSQL 客户端（postgresql-client），再试一次。"
            f" / There is no {program} on this machine. Install the client of PostgreSQL and try again."
        )
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, name = command[1:]
    # Django's own client passes over a host that stands in the query of DATABASE_URL, such as a folder of a socket
    options = connection.settings_dict["OPTIONS"]
    socket = {f"PG{key.upper()}": str(options[key]) for key in ("host", "port") if key in options}
    done = subprocess.run(  # noqa: S603 - our own arguments
        [found, *where, f"--dbname={name}", *arguments],
        env={**os.environ, **socket, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupRefused(f"{program} 没有完成 / did not succeed: {done.stderr.strip()}")
