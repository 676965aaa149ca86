"""Tell a database that a newer version has changed already from one that this version can bring up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from banheng import __version__
from banheng.web.backups.archive import BackupRefused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


def is_of_this_version(migrations: Collection[str]) -> bool:
    """Tell whether a database has exactly the migrations of this version, by the names of their files.

    Loading them takes as long as several pages, and at almost every start there is nothing to do.
    """
    folders = {config.label: Path(config.path) / "migrations" for config in apps.get_app_configs()}
    files = {f"{app}.{file.stem}" for app, folder in folders.items() for file in folder.glob("[!_~]*.py")}
    return set(migrations) == files


def refuse_newer(migrations: Iterable[str]) -> None:
    """Refuse a database with changes that this version does not know; those of other packages are theirs to judge.

    Args:
        migrations: what it has, as `app.name`.

    Raises:
        BackupRefused: with what to do.
    """
    own = {config.label for config in apps.get_app_configs() if config.name.startswith("banheng.")}
    loader = MigrationLoader(None)
    known = {f"{app}.{name}" for app, name in loader.disk_migrations}
    for migration in loader.disk_migrations.values():
        known |= {f"{app}.{name}" for app, name in migration.replaces}
    unknown = sorted(each for each in migrations if each.partition(".")[0] in own and each not in known)
    if unknown:
        raise BackupRefused(
            f"数据已由较新的版本更新过（{unknown[0]}），本版 {__version__} 不认识，没有改动任何数据。"
            "请装回较新的版本；确要退回，请把升级前的备份用 banheng restore 恢复到空目录，再用本版打开。"
            f" / A newer version has updated these data ({unknown[0]}), which {__version__} does not know; nothing was"
            " changed. Install the newer version again; to go back, restore the backup from before the upgrade"
            " into an empty folder."
        )
