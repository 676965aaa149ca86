"""`banheng demo`, `serve`, `manage`, `ledger check`: the site, run by Django's own commands."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from banheng.cli.command import Group, Member, argument, command, option
from banheng.cli.language import language_of
from banheng.cli.leaving import FINE, WRONG_USAGE
from banheng.cli.printing import say
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable

DATA_HELP = {
    "zh": "存放数据的目录：数据库、照片、密钥。",
    "en": "Folder of the data: database, photos, secret key.",
}

UNWRITABLE = Wording(
    "数据目录 {folder} 不能写入（{reason}）。请用 --data 换一个目录，或让运行的用户有权写入它。",
    "The data folder {folder} cannot be written ({reason}). Choose another by --data, or let the user who runs this write to it.",
)


def run(data: Path | None, *arguments: str) -> int:
    """Run a command of the site with a data folder; without one, that of `BANHENG_DATA` or `./banheng-data`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banheng.config.settings")
    if data is not None:
        os.environ["BANHENG_DATA"] = str(data.resolve())
    folder = Path(os.environ.get("BANHENG_DATA", "banheng-data")).resolve()
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder / "metrics"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
    except OSError as error:
        language = language_of(click.get_current_context())
        say(UNWRITABLE.say(language, folder=folder, reason=error.strerror or error))
        return WRONG_USAGE
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - reads the environment above

    try:
        execute_from_command_line(["banheng manage", *arguments])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    return FINE


def data_option(default: Path | None = None) -> Callable[[Any], Any]:
    """Declare where the data lies."""
    return option(
        "--data",
        zh=DATA_HELP["zh"],
        en=DATA_HELP["en"],
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=default,
    )


port_option = option(
    "--port", zh="端口。", en="Port.", type=click.IntRange(1, 65535), default=8000, show_default=True
)


@command(
    "打开示例学校的网站：一个学期的记录，每种角色一个账号。\n每次都从头开始；按 Ctrl-C 结束。",
    "Open the site with a demo school: a term of records, one account for each role.\nIt starts afresh each time; Ctrl-C ends it.",
    examples=("banheng demo", "banheng demo --port 8080"),
)
@port_option
@data_option(Path("banheng-demo"))
def demo(port: int, data: Path) -> int:
    """Make the demo school and serve it."""
    os.environ.setdefault("BANHENG_LOG_LEVEL", "WARNING")
    return run(data, "demo", "--port", str(port))


@command(
    "运行学校网站和后台任务。\n首次运行时建立数据库；升级后再次运行时自动更新。",
    "Run the site and its background tasks.\nThe first run makes the database; the first run after an upgrade updates it.",
    examples=("banheng serve", "banheng serve --host 0.0.0.0 --port 80 --data /var/lib/banheng"),
)
@option("--host", zh="监听地址。", en="Address to listen on.", default="127.0.0.1", show_default=True)
@port_option
@option(
    "--workers",
    zh="网站进程数。",
    en="Web processes.",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
)
@data_option()
def serve(host: str, port: int, workers: int, data: Path | None) -> int:
    """Serve a school."""
    return run(data, "serve", "--host", host, "--port", str(port), "--workers", str(workers))


@command(
    "网站的管理命令，由 Django 提供；不写参数则列出全部。",
    "Commands for administrators, by Django; without arguments it lists them.",
    examples=("banheng manage changepassword guanli", "banheng manage migrate"),
    # what follows is Django's: its options are none of ours
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@argument(
    "arguments", zh="命令和它的参数。", en="The command and its arguments.", nargs=-1, type=click.UNPROCESSED
)
def manage(arguments: tuple[str, ...]) -> int:
    """Run a command of Django."""
    return run(None, *arguments)


@command(
    "逐条核对记录链。完好则退出码为 0；否则指出第一条不符的记录，退出码为 1。",
    "Check the chain of records. Exit code 0 if it holds; else the first bad record is named, with exit code 1.",
    examples=("banheng ledger check", "banheng ledger check --data /var/lib/banheng"),
)
@data_option()
def check(data: Path | None) -> int:
    """Check the chains of all schools."""
    return run(data, "ledger_check")


@click.group(
    cls=Group,
    wording=Wording("核对记录是否被改动。", "Check the ledger of records."),
    examples=("banheng ledger check",),
    members={
        "check": Member(
            "banheng.cli.site:check", "逐条核对记录链", "Check the chain of records, record by record"
        )
    },
)
def ledger() -> None:
    """Run a command about the ledger."""
