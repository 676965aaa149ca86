"""The example of primary-month as a bundle, and ways to tamper with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import polars as pl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from banheng import __version__
from banheng.bundles.bundle import Bundle, EditionName, LedgerHead, SchoolName, member_of
from banheng.bundles.edition import digest_of_edition, digests_of, inputs_as_data
from banheng.bundles.packing import Contents, pack, signed
from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.schemes.library import library_path
from banheng.schemes.loading import parse_scheme
from banheng.scoring.run import score
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_json
from banheng.spreadsheets.roster_file import read_roster

EXAMPLE = library_path("primary-month")
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
CALENDAR = SchoolCalendar(
    days_off=frozenset(date(2026, 10, day) for day in range(1, 8)),
    working_days=frozenset({date(2026, 10, 10)}),
)
AT = datetime(2026, 11, 3, 8, 30, tzinfo=UTC)


HEAD = LedgerHead(sequence=88, hash="e" * 64)


@cache
def contents() -> Contents:
    """The example's inputs and results, as a school's ledger would hold them."""
    text = (EXAMPLE / "scheme.yaml").read_text(encoding="utf-8")
    file, period = parse_scheme(text), parse_period("2026-10")
    postings = read_roster(EXAMPLE / "example/roster.csv")
    evidence = read_evidence(
        [EXAMPLE / "example/evidence.csv"], file.scheme, postings, period, CALENDAR
    ).evidence.with_columns(pl.col("row") + 1)
    sheet = score(file.scheme, evidence, postings, period, CALENDAR)
    results = as_json(Report(sheet, file.fingerprint, records=evidence.height))
    results |= {"inputs": inputs_as_data(postings, CALENDAR, [])}
    digests = digests_of(results, scheme=file.fingerprint, ledger=HEAD.hash)
    return Contents(
        school=SchoolName(code="shiyan", name="实验小学"),
        scheme_text=text,
        evidence=evidence,
        results=results,
        engine=__version__,
        at=AT,
        edition=EditionName(
            number=2, digest=digest_of_edition(digests, school="shiyan", period="2026-10", at=AT)
        ),
        ledger=HEAD,
        hashes={row: f"{row:064x}" for row in evidence["row"]},
    )


@cache
def good() -> Bundle:
    """A bundle as a school hands it out."""
    return pack(contents(), KEY)


def changed(member: str, edit: Callable[[str], str], bundle: Bundle | None = None) -> Bundle:
    """A bundle one of whose members somebody edited."""
    bundle = bundle or good()
    text = bundle.members[member].decode()
    edited = edit(text)
    assert edited != text
    return replace(bundle, members={**bundle.members, member: edited.encode()})


def digested_anew(bundle: Bundle) -> Bundle:
    """The same with digests that fit, as somebody without the key can make them."""
    members = {name: member_of(content) for name, content in bundle.members.items()}
    manifest = bundle.manifest.model_copy(update={"members": members})
    return replace(bundle, manifest=manifest.model_copy(update={"digest": manifest.computed_digest()}))


def signed_anew(bundle: Bundle, key: Ed25519PrivateKey = OTHER_KEY) -> Bundle:
    """The same signed by a key of one's own."""
    return replace(bundle, manifest=signed(digested_anew(bundle).manifest, key))


def lines(edit: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    """An edit of the lines of a text."""
    return lambda text: "\n".join(edit(text.split("\n")))
