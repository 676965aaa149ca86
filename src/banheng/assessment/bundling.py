"""A bundle of an edition, with which anybody can compute it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.assessment.evidence import ledger_table
from banheng.assessment.frozen_inputs import scored_period_of
from banheng.assessment.live import MARGIN
from banheng.assessment.models import FrozenSheet
from banheng.bundles.bundle import EditionName, LedgerHead, SchoolName
from banheng.bundles.packing import Contents, pack
from banheng.bundles.pieces_json import Piece
from banheng.ledger.models import Record
from banheng.ledger.site_key import signing_key

if TYPE_CHECKING:
    import polars as pl

    from banheng.bundles.bundle import Bundle


def bundle_of(edition: FrozenSheet) -> Bundle:
    """Pack an edition with what it rests on, signed by this site; it is the same whenever it is made.

    Raises:
        KeyUnreadable: the site's key cannot be read.
    """
    sheet, evidence = edition.sheet, evidence_of(edition)
    return pack(
        Contents(
            school=SchoolName(code=sheet.school.code, name=sheet.school.name),
            scheme_text=edition.version.text,
            evidence=evidence,
            results=edition.results,
            engine=edition.engine_version,
            at=edition.at,
            edition=EditionName(number=edition.number, digest=edition.digest),
            ledger=LedgerHead(sequence=edition.ledger_sequence, hash=edition.ledger_hash),
            hashes=_hashes(edition),
            pieces=_pieces(edition),
        ),
        signing_key(),
    )


def evidence_of(edition: FrozenSheet) -> pl.DataFrame:
    """Give the records of an edition's period as the ledger stood when it was computed."""
    period = scored_period_of(edition).period
    records = ledger_table(edition.sheet.school).between(period.first - MARGIN, period.last + MARGIN)
    return records.filter(records["row"] <= edition.ledger_sequence)


def _hashes(edition: FrozenSheet) -> dict[int, str]:
    period = scored_period_of(edition).period
    days = Q(day__range=(period.first - MARGIN, period.last + MARGIN)) | Q(voids__isnull=False)
    records = Record.objects.filter(school=edition.sheet.school, sequence__lte=edition.ledger_sequence)
    return dict(records.filter(days).values_list("sequence", "hash"))


def _pieces(edition: FrozenSheet) -> list[Piece]:
    """List the editions that a longer period added up, as they were then."""
    named = [piece["digest"] for piece in edition.results["inputs"].get("pieces", ())]
    editions = FrozenSheet.objects.filter(sheet__school=edition.sheet.school, digest__in=named)
    by_digest = {each.digest: each for each in editions.select_related("sheet")}
    return [
        Piece(
            period=piece.sheet.period,
            edition=piece.number,
            digest=piece.digest,
            ledger=piece.ledger_hash,
            at=piece.at,
            results=piece.results,
        )
        for piece in (by_digest[digest] for digest in named)
    ]
