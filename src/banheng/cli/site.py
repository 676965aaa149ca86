"""`banheng demo`, `serve`, `manage`, `ledger`, `survey audit`: the site, run by Django's own commands."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any

import click

from banheng.cli.command import Group, Member, argument, command, option, text_or_json
from banheng.cli.language import language_of
from banheng.cli.leaving import FINE, WRONG_USAGE
from banheng.cli.printing import say
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

DATA_HELP = {
    "zh": "存放数据的目录：数据库、照片、密钥。",
    "en": "Folder of the data: database, photos, secret key.",
}

OBJECTS_BETWEEN_COLLECTIONS = 50_000

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
    # Loading makes objects by the hundred thousand, which all stay: looking for rubbish among them is a sixth of it.
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
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
    "把网站的全部数据备份成一个文件：数据库、照片、密钥；网站不用停。\n写文件夹，则按时间起名。",
    "Back the whole site up into one file: database, photos, keys; the site may run meanwhile.\nIn a folder it is named by the time.",
    examples=("banheng backup /backup/", "banheng backup /backup/today.zip --data /var/lib/banheng"),
)
@argument(
    "target",
    zh="要写的文件，或文件夹。",
    en="File to write, or folder.",
    type=click.Path(path_type=Path),
)
@data_option()
def backup(target: Path, data: Path | None) -> int:
    """Back up a site."""
    return run(data, "backup", str(target.absolute()))


@command(
    "把备份恢复到空的数据目录，并核对每条记录和每份公布的结果。\n已有数据时不会覆盖。",
    "Put a backup into an empty data folder, and check every record and every published result.\nNothing is ever overwritten.",
    examples=("banheng restore /backup/today.zip --data /var/lib/banheng",),
)
@argument(
    "file",
    zh="备份文件。",
    en="The backup.",
    type=click.Path(path_type=Path, dir_okay=False),
)
@data_option()
def restore(file: Path, data: Path | None) -> int:
    """Restore a site."""
    return run(data, "restore", str(file.absolute()))


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
    "逐条核对记录链，并与每日的签名摘要比对。\n完好则退出码为 0；否则指出第一条不符的记录，退出码为 1。",
    "Check the chain of records, and compare it with the signed digests of each day.\n"
    "Exit code 0 if it holds; else the first bad record is named, with exit code 1.",
    examples=("banheng ledger check", "banheng ledger check --data /var/lib/banheng"),
)
@option(
    "--digests",
    zh="另存的每日签名摘要所在的目录；不填则用本站的。",
    en="Folder with the signed digests of each day, if kept elsewhere.",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
)
@data_option()
def check(digests: Path | None, data: Path | None) -> int:
    """Check the chains of all schools, and whether they are those of the signed digests."""
    return run(data, "ledger_check", *(["--digests", str(digests)] if digests else []))


@command(
    "把所有学校的台账按县、按月导出为 Parquet，供 banheng score 汇总计算。\n"
    "中断后再运行会接着导出；没有变化的月份不重写。",
    "Export the ledgers of all schools as Parquet by county and month, for `banheng score`.\n"
    "Broken off, it goes on when it is run again; months that have not changed are left alone.",
    examples=(
        "banheng ledger export --parquet /data/export",
        "banheng ledger export --parquet s3://bureau/export --data /var/lib/banheng",
    ),
)
@option(
    "--parquet",
    "target",
    zh="写到这个目录，或对象存储地址。",
    en="Folder to write to, or address of an object store.",
    metavar="DIR",
    required=True,
)
@data_option()
def export(target: str, data: Path | None) -> int:
    """Export the ledgers of all schools."""
    return run(data, "ledger_export", target if "://" in target else str(Path(target).absolute()))


@click.group(
    cls=Group,
    wording=Wording("核对记录是否被改动，导出记录。", "Check the ledger of records, and export it."),
    examples=("banheng ledger check", "banheng ledger export --parquet /data/export"),
    members={
        "check": Member(
            "banheng.cli.site:check", "逐条核对记录链", "Check the chain of records, record by record"
        ),
        "export": Member(
            "banheng.cli.site:export", "按县、按月导出为 Parquet", "Export it as Parquet by county and month"
        ),
    },
)
def ledger() -> None:
    """Run a command about the ledger."""


@command(
    "扮成攻击者，用名册、公布的结果和留下的一切去认人。\n"
    "进行中的调查按现有答卷试算，已结束的核对留下的一切。\n"
    "找不出谁答了什么，退出码为 0；找得出则逐条列出，退出码为 1。",
    "Play the attacker, with the roster, what is published and all that is kept.\n"
    "Open surveys are tried on the sheets so far, closed ones by what is left of them.\n"
    "Exit code 0 if no answer can be linked to a person; else each way is listed, with exit code 1.",
    examples=(
        "banheng survey audit",
        "banheng survey audit --school yucai --survey 12 --format json",
        "banheng survey audit --log /var/log/nginx/access.log --data /var/lib/banheng",
    ),
)
@option("--school", zh="只查这个学校（代码）。", en="Audit this school only, by its code.", metavar="CODE")
@option(
    "--survey",
    zh="只查这次调查（编号）。",
    en="Audit this survey only, by its number.",
    metavar="ID",
    type=int,
)
@option(
    "--log",
    "logs",
    zh="网站前面的服务器的日志，看它记下了谁何时作答没有；可以写多次。",
    en="Log of a server before the site: does it tell who answered when? May be given several times.",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
@text_or_json
@data_option()
@click.pass_context
def audit(
    context: click.Context,
    school: str | None,
    survey: int | None,
    logs: tuple[Path, ...],
    form: str,
    data: Path | None,
) -> int:
    """Audit the surveys of all schools, of one, or one survey."""
    chosen = [f"--format={form}", f"--lang={'zh' if language_of(context) is Language.ZH_HANS else 'en'}"]
    chosen += [f"--school={school}"] if school is not None else []
    chosen += [f"--survey={survey}"] if survey is not None else []
    return run(data, "survey_audit", *chosen, *(f"--log={file}" for file in logs))


@click.group(
    cls=Group,
    wording=Wording("核查问卷调查是否真的不记名。", "Check that surveys are really anonymous."),
    examples=("banheng survey audit",),
    members={
        "audit": Member(
            "banheng.cli.site:audit",
            "试着找出谁答了什么",
            "Try to find out who answered what",
        )
    },
)
def survey() -> None:
    """Run a command about surveys."""
