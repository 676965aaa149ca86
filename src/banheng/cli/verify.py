"""`banheng verify`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from banheng.bundles.signing import wanted_fingerprint
from banheng.bundles.unpacking import unpack
from banheng.bundles.verifying import verify
from banheng.cli.command import argument, command, option, text_or_json
from banheng.cli.leaving import FINE, REFUSED
from banheng.cli.printing import give, give_findings_json, give_json
from banheng.cli.refusing import refuse
from banheng.core.errors import BundleUnreadable, KeyUnreadable
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.bundles.bundle import Manifest
    from banheng.bundles.verifying import Checked

VERIFY_VERSION = "banheng-verify/1"

NO_KEY = Wording(
    "“{found}”不是公钥文件，也不是十六进制的公钥或指纹。请核对。",
    "'{found}' is no file with a public key, and no public key or fingerprint in hexadecimal. Check it.",
)
ABOUT = Wording("{school}　{title}　{period}", "{school}  {title}  {period}")
EDITION = Wording("第 {number} 版，公布的摘要 {digest}", "edition {number}, published as {digest}")
LEDGER = Wording("记录截至第 {sequence} 条，{hash}", "ledger up to record {sequence}, {hash}")
MADE = Wording("{at}，班衡 {engine}", "{at}, Banheng {engine}")
DIGEST = Wording("核验包的摘要 {digest}", "digest of the bundle {digest}")
OUTCOMES = {True: Wording("通过", "holds"), False: Wording("不符", "differs")}
VERIFIED = Wording("核验通过：结果与依据相符。", "Verified: the results follow from what they rest on.")
DIFFERENT = Wording("核验不通过，请看以上不符之处。", "Not verified; see above what differs.")


@command(
    "核验一个核验包：内容和签名是否与封装时一致，\n再用其中的方案、记录、名册重新计算，逐项比较。\n"
    "不需要网站，也不需要数据库。\n\n"
    "退出码：0 核验通过；1 有不符之处；2 无法读取。",
    "Verify a bundle: whether contents and signature are as packed, and whether scheme, evidence and\n"
    "roster give the same results when computed again. It needs neither a site nor a database.\n\n"
    "Exit codes: 0 verified, 1 something differs, 2 the bundle cannot be read.",
    examples=(
        "banheng verify 十月.zip",
        "banheng verify october.zip --key school.pem",
        'banheng verify october.zip --key "6668 7aad f862 bd77 6c8f c18b 8e9f 8e20" --format json',
    ),
)
@argument("path", "核验包", "the bundle", metavar="BUNDLE", type=click.Path(path_type=Path))
@option(
    "--key",
    zh="应当由这把密钥签名：公钥文件、公钥或指纹（十六进制）。",
    en="Who ought to have signed it: a file with the public key, the key or its fingerprint in hexadecimal.",
    metavar="KEY",
)
@text_or_json
@click.pass_obj
def verify_bundle(language: Language, path: Path, key: str | None, form: str) -> int:
    """Verify a bundle and say what was found."""
    try:
        wanted = wanted_fingerprint(key) if key else ""
    except KeyUnreadable:
        raise refuse("E009", "--key", NO_KEY, found=str(key)) from None
    try:
        bundle = unpack(path)
    except BundleUnreadable as refused:
        if form == "json":
            give_findings_json(refused.findings)
        raise
    checks = verify(bundle, wanted)
    holds = all(check.holds for check in checks)
    if form == "json":
        give_json(_as_json(bundle.manifest, checks, verified=holds))
    else:
        give(_as_text(bundle.manifest, checks, language))
        give((VERIFIED if holds else DIFFERENT).say(language))
    return FINE if holds else REFUSED


def _as_text(manifest: Manifest, checks: Sequence[Checked], language: Language) -> str:
    school, scheme = manifest.school.name or manifest.school.code, manifest.scheme
    lines = [ABOUT.say(language, school=school, title=scheme.title, period=manifest.period).strip()]
    if edition := manifest.edition:
        lines.append(EDITION.say(language, number=edition.number, digest=edition.digest))
    lines.append(MADE.say(language, at=manifest.made_at, engine=manifest.engine))
    if manifest.ledger is not None:
        lines.append(LEDGER.say(language, sequence=manifest.ledger.sequence, hash=manifest.ledger.hash))
    lines += [DIGEST.say(language, digest=manifest.digest), ""]
    for check in checks:
        lines.append(f"{check.name.say(language)}: {OUTCOMES[check.holds].say(language)}")
        lines += [f"  {finding.line(language)}" for finding in check.findings]
    return "\n".join([*lines, ""])


def _as_json(manifest: Manifest, checks: Sequence[Checked], *, verified: bool) -> dict[str, object]:
    about = manifest.model_dump(exclude={"members"})
    stated = {
        check.code: {"holds": check.holds, "findings": [finding.as_json() for finding in check.findings]}
        for check in checks
    }
    return {"version": VERIFY_VERSION, "verified": verified, "manifest": about, "checks": stated}
