"""`banheng bundle`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import polars as pl

from banheng import __version__
from banheng.bundles.bundle import SchoolName
from banheng.bundles.edition import inputs_as_data
from banheng.bundles.packing import Contents, as_zip, pack
from banheng.bundles.signing import fingerprint_of, make_private_key, read_private_key
from banheng.cli.command import command, option
from banheng.cli.inputs import find_scheme, input_options, read_inputs, scheme_argument
from banheng.cli.leaving import FINE, say_findings
from banheng.cli.output import WRITTEN, make_report
from banheng.cli.printing import say
from banheng.cli.refusing import refuse
from banheng.cli.remarks import say_days, say_scheme_faults, say_skipped
from banheng.core.errors import KeyUnreadable
from banheng.core.wording import Language, Wording
from banheng.scoring.run import Engine
from banheng.spreadsheets.result_table import as_json
from banheng.spreadsheets.writing import replace_when_done

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from banheng.cli.inputs import Inputs

NO_PRIVATE_KEY = Wording(
    "“{found}”里没有 Ed25519 私钥（PEM，不加密码）。请核对文件，或换一个不存在的文件名，由程序新建。",
    "there is no Ed25519 private key in '{found}' (PEM, without a password). Check the file, or name one that does not "
    "exist to have a key made.",
)
KEY_MADE = Wording(
    "新建了签名密钥 {file}，请妥善保管，不要外传。",
    "Made the signing key {file}. Keep it, and keep it to yourself.",
)
SIGNED = Wording(
    "签名密钥的指纹：{key}。请另行告知核验的人。",
    "Fingerprint of the signing key: {key}. Let those who verify know it by another way.",
)
HOLDS = Wording(
    "包里有教师姓名和每个人的结果，没有记录人、备注和学生姓名。请只交给有关的人。",
    "It holds the names of teachers and everybody's results, but neither recorders nor notes nor pupils' names. "
    "Give it to those concerned.",
)


@command(
    "把一期结果连同依据（方案、记录、名册、校历）装成一个核验包，\n"
    "别人用 banheng verify 在自己的电脑上重新计算，逐项核对。\n"
    "记录人和备注不装入，项目名称用代号代替。",
    "Pack the results of a period with all that they rest on (scheme, evidence, roster, calendar).\n"
    "Whoever gets the bundle computes them again with `banheng verify`. Recorders and notes are left\n"
    "out, names of projects are replaced.",
    examples=(
        "banheng bundle scheme.yaml --evidence 检查.xlsx --roster 名册.xlsx --period 2026-10 --output 十月.zip",
        "banheng bundle primary-month --evidence e.csv --roster r.csv --period 2026-10 --output b.zip --key school.pem",
    ),
)
@scheme_argument
@input_options
@option(
    "--output",
    zh="核验包写到这个文件。",
    en="Write the bundle to this file.",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
@option(
    "--key",
    zh="用这个文件里的私钥签名；没有这个文件就新建。不写则不签名。",
    en="Sign with the private key in this file, made if it is not there. Unsigned if not given.",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.pass_obj
def bundle(language: Language, /, output: Path, key: Path | None, **named: Any) -> int:
    """Score a period and pack the results with their inputs."""
    inputs = read_inputs(language, **named)
    rests_on = inputs_as_data(inputs.postings, inputs.calendar, ())
    results = as_json(make_report(inputs, Engine.COLUMNAR)) | {"inputs": rests_on}
    say_days(inputs, named["calendar"], language)
    say_scheme_faults(inputs.scheme_file, language)
    say_findings(inputs.findings, language)
    signing = _key(key, language) if key else None
    packed = pack(_contents(inputs, named["scheme"], results), signing)
    with replace_when_done(output) as partial:
        partial.write_bytes(as_zip(packed))
    say(WRITTEN.say(language, files=output))
    if signing:
        say(SIGNED.say(language, key=fingerprint_of(packed.manifest.public_key)))
    say(HOLDS.say(language))
    say_skipped(inputs, language)
    return FINE


def _contents(inputs: Inputs, scheme: str, results: dict[str, Any]) -> Contents:
    return Contents(
        school=SchoolName(code="、".join(sorted({each.school for each in inputs.postings})), name=""),
        scheme_text=find_scheme(scheme).read_text(encoding="utf-8-sig"),
        # counted from 1, as people count
        evidence=inputs.evidence.with_columns(pl.col("row") + 1),
        results=results,
        engine=__version__,
        at=datetime.now(UTC).replace(microsecond=0),
    )


def _key(path: Path, language: Language) -> Ed25519PrivateKey:
    try:
        if path.exists():
            return read_private_key(path)
        made = make_private_key(path)
    except (KeyUnreadable, OSError):
        raise refuse("E009", "--key", NO_PRIVATE_KEY, found=str(path)) from None
    say(KEY_MADE.say(language, file=path))
    return made
