"""Verify a bundle: that it is as it was packed, who vouches for it, and that its results follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng import __version__
from banheng.bundles.bundle import MANIFEST, MEMBERS
from banheng.bundles.faults import (
    DIGEST_DIFFERS,
    NOT_SIGNED,
    OTHER_ENGINE,
    OTHER_KEY,
    SIGNATURE_WRONG,
    UNKNOWN_KEY,
    UNSIGNED,
)
from banheng.bundles.lines import first_difference
from banheng.bundles.published import other_edition
from banheng.bundles.recomputing import recompute
from banheng.bundles.signing import fingerprint_of, is_signed
from banheng.core.findings import Severity
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.bundles.bundle import Bundle, Manifest
    from banheng.core.findings import Finding
    from banheng.spreadsheets.faults import Fault


@dataclass(frozen=True)
class Checked:
    """One check and what it found."""

    code: str
    name: Wording
    findings: Sequence[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing was found that refuses the bundle."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)


def verify(bundle: Bundle, wanted_key: str = "") -> list[Checked]:
    """Check a bundle that was unpacked; each check says what it found first.

    Args:
        bundle: as it was read.
        wanted_key: fingerprint of the key that it ought to be signed with; empty if nobody says.
    """
    manifest = bundle.manifest
    changed = (first_difference(name, bundle.members[name], manifest.members[name]) for name in MEMBERS)
    return [
        Checked("members", Wording("内容", "contents"), [finding for finding in changed if finding]),
        Checked("manifest", Wording("清单", "manifest"), _found(_digest(manifest))),
        Checked("signature", Wording("签名", "signature"), _found(_signature(manifest, wanted_key))),
        Checked("edition", Wording("公布的版次", "edition"), list(other_edition(bundle))),
        Checked(
            "results",
            Wording("重新计算", "recomputing"),
            [*_found(_engine(manifest)), *recompute(bundle)],
        ),
    ]


def _found(faults: Iterator[Fault]) -> list[Finding]:
    return [fault.finding(MANIFEST) for fault in faults]


def _digest(manifest: Manifest) -> Iterator[Fault]:
    found = manifest.computed_digest()
    if found != manifest.digest:
        yield DIGEST_DIFFERS.fault(claimed=manifest.digest, found=found)


def _signature(manifest: Manifest, wanted_key: str) -> Iterator[Fault]:
    if not (manifest.public_key and manifest.signature):
        yield NOT_SIGNED.fault() if wanted_key else UNSIGNED.fault()
        return
    key = fingerprint_of(manifest.public_key)
    if not is_signed(manifest.digest, manifest.signature, manifest.public_key):
        yield SIGNATURE_WRONG.fault(key=key)
    elif not wanted_key:
        yield UNKNOWN_KEY.fault(key=key)
    if wanted_key and key != wanted_key:
        yield OTHER_KEY.fault(found=key, wanted=wanted_key)


def _engine(manifest: Manifest) -> Iterator[Fault]:
    if manifest.engine != __version__:
        yield OTHER_ENGINE.fault(claimed=manifest.engine, found=__version__)
