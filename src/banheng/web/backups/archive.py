"""The file of a backup: a ZIP with database, photos, keys, and a manifest of what has to be in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Self

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from banheng.core.errors import BanhengError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""What the database is called in the file; the second is a custom dump of `pg_dump`."""
MEDIA = "media/"
CHUNK = 1024 * 1024


class BackupRefused(BanhengError):
    """A backup that cannot be made, or put back."""


@dataclass(frozen=True)
class Manifest:
    """What has to be in a backup.

    Attributes:
        database: `sqlite` or `postgresql`.
        migrations: state of the database, as `app.name`.
        files: SHA-256 of each file, hexadecimal, by its name in the ZIP.
    """

    version: str
    made_at: str
    database: str
    migrations: list[str]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, archive: zipfile.ZipFile) -> Self:
        """Read the manifest of a backup.

        Raises:
            BackupRefused: there is none that this version understands.
        """
        try:
            found = cls(**json.loads(archive.read(MANIFEST)))
        except (KeyError, TypeError, ValueError) as error:
            raise BackupRefused(
                "这个文件不是班衡的备份：里面没有能读懂的清单。请换一个由 banheng backup 生成的文件。"
                " / This is no backup of Banheng: it has no manifest. Take a file that `banheng backup` made."
            ) from error
        if found.format != FORMAT:
            raise BackupRefused(
                f"备份的格式是第 {found.format} 版，本版只认识第 {FORMAT} 版。请安装较新的班衡再恢复。"
                f" / The backup has format {found.format}, this version knows {FORMAT}. Install a newer one."
            )
        return found


def key_files() -> list[Path]:
    """List the keys of the data folder; those set in the environment are kept by whoever set them."""
    return [settings.DATA / "secret-key", settings.BUNDLE_KEY, settings.NOTES_KEY_FILE]


def applied_migrations() -> list[str]:
    """List the migrations that the database has."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def copy(source: BinaryIO, target: BinaryIO) -> str:
    """Copy all bytes; give their SHA-256."""
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
