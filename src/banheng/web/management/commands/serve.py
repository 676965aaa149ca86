"""`banheng serve`: prepare the data folder, then run web workers and the worker of background tasks."""

from __future__ import annotations

import os
import socket
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings

from banheng import __version__
from banheng.web.backups.archive import BackupRefused, applied_migrations
from banheng.web.backups.newer import is_of_this_version, refuse_newer
from banheng.web.management.ending import SECONDS_TO_STOP, end_with
from banheng.web.management.working import Tasks

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from wsgiref.types import WSGIApplication

THREADS = 8
BYTES_OF_FIGURES = 2 * 1024 * 1024
"""More than all pages with all their answers need."""


class Command(BaseCommand):
    help = "Run the site with its background tasks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *, host: str, port: int, workers: int, **_options: Any) -> None:
        _refuse_taken(host, port)
        prepare()
        tasks = Tasks()
        try:
            Granian(
                "banheng.config.wsgi.application",
                interface=Interfaces.WSGI,
                address=host,
                port=port,
                workers=workers,
                blocking_threads=THREADS,
                websockets=False,
                respawn_failed_workers=True,
                workers_kill_timeout=SECONDS_TO_STOP,
                http1_settings=HTTP1Settings(header_read_timeout=10_000),
                log_level="warning",
            ).serve(target_loader=partial(load_application, os.getpid()))
        finally:
            tasks.end()


def load_application(parent: int, target: str) -> WSGIApplication:
    """Load the site in a web worker."""
    end_with(parent)
    _reserve_figures()
    return import_string(target)


def _reserve_figures() -> None:
    """Take the room for this worker's figures now; without room it keeps them to itself.

    They are written through memory: a page for which a full disk has no room would end the worker (SIGBUS).
    """
    try:
        (settings.METRICS_FOLDER / f"histogram_{os.getpid()}.db").write_bytes(bytes(BYTES_OF_FIGURES))
    except OSError:
        os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)


def _refuse_taken(host: str, port: int) -> None:
    """Look whether the address is free, before anything is prepared.

    Raises:
        CommandError: another program listens there, or the machine has no such address.
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"不能在 {host}:{port} 提供网站：{error.strerror}。请用 --port 换一个端口，或先结束占用它的程序。"
            f" / Cannot listen on {host}:{port}: {error.strerror}. Choose another --port, or end the program that has it."
        ) from error


def prepare() -> None:
    """Bring database, cache table and static files up to this version; nothing is done twice.

    Raises:
        CommandError: a newer version has updated the data, or the database does not answer.
    """
    settings.DATA.mkdir(parents=True, exist_ok=True)
    try:
        applied = applied_migrations()
    except OperationalError as error:
        raise CommandError(
            f"数据库没有应答：{error}。请确认数据库已启动、DATABASE_URL 正确，再运行一次。"
            " / The database does not answer. See that it runs and that DATABASE_URL names it, then start again."
        ) from error
    if not is_of_this_version(applied):
        try:
            refuse_newer(applied)
        except BackupRefused as refused:
            raise CommandError(str(refused)) from refused
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    stamp = settings.STATIC_ROOT / "version"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != _static_version():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(_static_version(), encoding="utf-8")
    if settings.METRICS_FOLDER.exists():
        for file in settings.METRICS_FOLDER.glob("*.db"):
            file.unlink()
    settings.METRICS_FOLDER.mkdir(exist_ok=True)


def _static_version() -> str:
    """Tell static files apart: the version, and when the newest of them was written."""
    folders = [*settings.PACKAGE.glob("*/static"), *settings.STATICFILES_DIRS]
    newest = max(file.stat().st_mtime_ns for folder in folders for file in folder.rglob("*"))
    return f"{__version__} {newest}"
