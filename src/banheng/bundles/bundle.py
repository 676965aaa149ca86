"""A bundle: a result and all that it is computed from, held together by digests."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT: Final = "banheng-bundle/1"

MANIFEST, SCHEME, EVIDENCE = "manifest.json", "scheme.yaml", "evidence.csv"
ROSTER, CALENDAR, PIECES, RESULTS = "roster.csv", "calendar.json", "pieces.json", "results.json"
MEMBERS = (SCHEME, EVIDENCE, ROSTER, CALENDAR, PIECES, RESULTS)
"""What the manifest vouches for, in the order in which it stands in the file."""

LINE_DIGEST = 8
"""Hexadecimal digits kept of the digest of a line: enough to name a changed one, the whole member has all 64."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _moment(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("a moment without its time zone")
    return text


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SchoolName(_Part):
    code: str
    name: str


class SchemeName(_Part):
    code: str
    title: str
    fingerprint: Sha256


class EditionName(_Part):
    """An edition of a published result; the digest is the one that is printed with it."""

    number: int
    digest: Sha256


class LedgerHead(_Part):
    """The last record of the school's ledger when the result was computed."""

    sequence: int
    hash: str


class Member(_Part):
    """The digest of a member, and short ones of its lines, one after the other."""

    sha256: Sha256
    lines: Annotated[str, StringConstraints(pattern=rf"^([0-9a-f]{{{LINE_DIGEST}}})*$")]


class Manifest(_Part):
    """What a bundle says of itself.

    Attributes:
        edition, ledger: none for a bundle made from files.
        engine: the version of Banheng that computed the results.
        digest: of everything but itself and the two after it.
        public_key, signature: Ed25519, hexadecimal; empty in a bundle that nobody signed.
    """

    format: Literal["banheng-bundle/1"]
    school: SchoolName
    scheme: SchemeName
    period: str
    edition: EditionName | None
    ledger: LedgerHead | None
    engine: str
    made_at: Annotated[str, AfterValidator(_moment)]
    members: dict[str, Member]
    digest: Sha256
    public_key: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]
    signature: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{128})?$")]

    def text(self) -> str:
        """Write the manifest; this is the only way to write it, so that no byte of it can differ unseen."""
        return json.dumps(self.model_dump(), ensure_ascii=False, indent=2) + "\n"

    def computed_digest(self) -> str:
        """Compute what `digest` ought to be."""
        content = self.model_dump(exclude={"digest", "public_key", "signature"})
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Bundle:
    """A manifest and the members by name, as they stand in the file."""

    manifest: Manifest
    members: Mapping[str, bytes]


def member_of(content: bytes) -> Member:
    """Give the digests of a member."""
    return Member(
        sha256=hashlib.sha256(content).hexdigest(), lines="".join(line_digests(content.split(b"\n")))
    )


def line_digests(lines: list[bytes]) -> Iterator[str]:
    """Give the short digest of each line, without its line feed."""
    return (hashlib.sha256(line).hexdigest()[:LINE_DIGEST] for line in lines)
