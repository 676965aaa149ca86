"""Pack a result with all that it is computed from."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from banheng.bundles.bundle import (
    CALENDAR,
    EVIDENCE,
    FORMAT,
    MANIFEST,
    MEMBERS,
    PIECES,
    RESULTS,
    ROSTER,
    SCHEME,
    Bundle,
    EditionName,
    LedgerHead,
    Manifest,
    SchemeName,
    SchoolName,
    member_of,
)
from banheng.bundles.calendar_json import write_calendar
from banheng.bundles.edition import calendar_data_in, roster_in
from banheng.bundles.evidence_csv import write_evidence
from banheng.bundles.pieces_json import write_pieces
from banheng.bundles.pseudonyms import without_names
from banheng.bundles.roster_csv import write_roster
from banheng.bundles.signing import public_key_of, sign
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    import polars as pl
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from banheng.bundles.edition import Results
    from banheng.bundles.pieces_json import Piece

NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The time of every member, so that the same contents are the same file."""


@dataclass(frozen=True)
class Contents:
    """What is packed.

    Attributes:
        evidence: with `row` as the place of each record in the ledger, or in its file.
        hashes: those of the ledger by that place.
        results: in the form `banheng-score/1`, with `inputs`: roster, calendar and the names of pieces.
        engine: the version that computed the results.
        at: when they were computed or published, so that packing them again gives the same bundle.
        pieces: the published results that a longer period adds up.
    """

    school: SchoolName
    scheme_text: str
    evidence: pl.DataFrame
    results: Results
    engine: str
    at: datetime
    edition: EditionName | None = None
    ledger: LedgerHead | None = None
    hashes: Mapping[int, str] = field(default_factory=dict)
    pieces: Sequence[Piece] = ()


def pack(contents: Contents, key: Ed25519PrivateKey | None) -> Bundle:
    """Put contents together, name by name left out, and sign them."""
    file = parse_scheme(contents.scheme_text)
    members = {
        SCHEME: contents.scheme_text.encode(),
        EVIDENCE: write_evidence(without_names(contents.evidence, file.scheme), contents.hashes),
        ROSTER: write_roster(roster_in(contents.results)),
        CALENDAR: write_calendar(calendar_data_in(contents.results)),
        PIECES: write_pieces(contents.pieces),
        RESULTS: _results_text(contents.results),
    }
    manifest = Manifest(
        format=FORMAT,
        school=contents.school,
        scheme=SchemeName(code=file.scheme.scheme, title=file.scheme.title, fingerprint=file.fingerprint),
        period=contents.results["period"]["code"],
        edition=contents.edition,
        ledger=contents.ledger,
        engine=contents.engine,
        made_at=contents.at.isoformat(),
        members={name: member_of(content) for name, content in members.items()},
        digest="0" * 64,
        public_key="",
        signature="",
    )
    return Bundle(signed(manifest, key), members)


def signed(manifest: Manifest, key: Ed25519PrivateKey | None) -> Manifest:
    """Give a manifest with its digest, signed unless there is no key."""
    digest = manifest.computed_digest()
    signature = {"public_key": public_key_of(key), "signature": sign(digest, key)} if key else {}
    return manifest.model_copy(update={"digest": digest, **signature})


def as_zip(bundle: Bundle) -> bytes:
    """Write a bundle as the file that it is handed on as."""
    out = io.BytesIO()
    contents = {MANIFEST: bundle.manifest.text().encode(), **bundle.members}
    with zipfile.ZipFile(out, "w") as file:
        for name in (MANIFEST, *MEMBERS):
            member = zipfile.ZipInfo(name, NO_TIME)
            member.create_system, member.external_attr = 3, 0o644 << 16  # as on Unix, on every system
            member.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(member, contents[name])
    return out.getvalue()


def _results_text(results: Results) -> bytes:
    """Write results without what stands in other members, and without remarks, which name files and cells."""
    kept = {name: value for name, value in results.items() if name != "inputs"} | {"findings": []}
    return f"{json.dumps(kept, ensure_ascii=False, indent=2)}\n".encode()
