"""`pieces.json` of a bundle: the published results that a longer period adds up."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, TypeAdapter, ValidationError

from banheng.bundles.bundle import PIECES, Sha256
from banheng.bundles.edition import digest_of_edition, digests_of, sheet_in
from banheng.bundles.faults import NO_TABLE, OTHER_PIECE
from banheng.spreadsheets.faults import refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.scheme import Scheme
    from banheng.scoring.outcome import ScoreSheet


class Piece(BaseModel):
    """An edition of a shorter period.

    Attributes:
        ledger: hash of the last record that was read for it.
        results: with the roster and calendar that they rest on.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    period: str
    edition: int
    digest: Sha256
    ledger: str
    at: AwareDatetime
    results: dict[str, Any]

    def name(self) -> dict[str, object]:
        """Give what names the piece in the inputs of the longer period."""
        return {"period": self.period, "edition": self.edition, "digest": self.digest}


_PIECES = TypeAdapter(list[Piece])


def write_pieces(pieces: Sequence[Piece]) -> bytes:
    """Write pieces in their order."""
    plain = [piece.model_dump() | {"at": piece.at.isoformat()} for piece in pieces]
    return f"{json.dumps(plain, ensure_ascii=False, indent=2)}\n".encode()


def read_pieces(content: bytes) -> list[Piece]:
    """Read pieces back.

    Raises:
        InputRefused: the content is no such list.
    """
    try:
        return _PIECES.validate_json(content)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"])) or PIECES
        raise refused(PIECES, [NO_TABLE.fault(place=place).finding(PIECES)]) from error


def settled_in(pieces: Sequence[Piece], scheme: Scheme, school: str) -> dict[str, ScoreSheet]:
    """Give the sheets of pieces by their periods, each as it was published.

    Raises:
        InputRefused: a piece is not what its digest names, or makes no sense.
    """
    try:
        for piece in pieces:
            found = _digest(piece, school)
            if found != piece.digest:
                fault = OTHER_PIECE.fault(period=piece.period, claimed=piece.digest, found=found)
                raise refused(PIECES, [fault.finding(PIECES)])
        return {piece.period: sheet_in(piece.results, scheme) for piece in pieces}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise refused(PIECES, [NO_TABLE.fault(place="results").finding(PIECES)]) from error


def _digest(piece: Piece, school: str) -> str:
    fingerprint = piece.results["scheme"]["fingerprint"]
    digests = digests_of(piece.results, scheme=fingerprint, ledger=piece.ledger)
    return digest_of_edition(digests, school=school, period=piece.period, at=piece.at)
