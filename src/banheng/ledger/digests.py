"""A signed digest of all ledgers for each day: kept elsewhere, it shows that a database is older or another one.

A chain proves that nothing inside it was changed, not that it is whole: who puts a database of last week back, or
a copy made anew with other records, has a chain that holds. The head of each chain, signed and out of their reach,
tells the difference.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from banheng.bundles.signing import is_signed, sign
from banheng.ledger.models import Chain, Record
from banheng.ledger.site_key import public_key, signing_key
from banheng.schools.models import School

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

FORMAT = "banheng-ledger/1"
MOST_BYTES = 4 * 1024 * 1024


class Head(BaseModel):
    """The end of a school's chain."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sequence: int = Field(ge=1)
    hash: str = Field(pattern="^[0-9a-f]{64}$")


class Digest(BaseModel):
    """What is signed.

    Attributes:
        heads: by the code of the school; schools without records are left out.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: str
    at: str
    heads: dict[str, Head]


class Signed(BaseModel):
    """The file; `digest` is the text that the signature covers."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    digest: str
    public_key: str
    signature: str


def write_digest(day: date, at: datetime) -> Path:
    """Sign how all ledgers end, into the folder of digests; one file a day, the first of a day stays.

    Raises:
        KeyUnreadable: the key of the site cannot be read.
        OSError: the folder cannot be written.
    """
    file: Path = settings.DIGESTS / f"ledger-{day.isoformat()}.json"
    if file.exists():
        return file
    chains = Chain.objects.filter(sequence__gt=0).select_related("school").order_by("school__code")
    heads = {chain.school.code: Head(sequence=chain.sequence, hash=chain.hash) for chain in chains}
    text = Digest(format=FORMAT, at=at.isoformat(timespec="seconds"), heads=heads).model_dump_json()
    signed = Signed(digest=text, public_key=public_key(), signature=sign(_named(text), signing_key()))
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_suffix(".part")
    partial.write_text(signed.model_dump_json(indent=1), encoding="utf-8")
    partial.replace(file)
    return file


def disagreements(folder: Path, school: School) -> Iterator[tuple[str, str, int]]:
    """List the digests that a school's ledger does not agree with: name of the file, reason, number of the record.

    The reason is `older` if the ledger ends before, `other` if another record stands there, `forged` if the file
    was not signed by this site or cannot be read; then the number is 0.
    """
    for file in sorted(folder.glob("ledger-*.json")):
        digest = _read(file)
        if digest is None:
            yield file.name, "forged", 0
            continue
        head = digest.heads.get(school.code)
        if head is None:
            continue
        found = (
            Record.objects.filter(school=school, sequence=head.sequence)
            .values_list("hash", flat=True)
            .first()
        )
        if found is None:
            yield file.name, "older", head.sequence
        elif found != head.hash:
            yield file.name, "other", head.sequence


def _read(file: Path) -> Digest | None:
    """Read a digest; None if this site has not signed it."""
    try:
        with file.open("rb") as opened:
            signed = Signed.model_validate_json(opened.read(MOST_BYTES))
        if signed.public_key != public_key() or not is_signed(
            _named(signed.digest), signed.signature, signed.public_key
        ):
            return None
        digest = Digest.model_validate(json.loads(signed.digest))
    except (OSError, ValidationError, ValueError):
        return None
    return digest if digest.format == FORMAT else None


def _named(text: str) -> str:
    """Name the purpose with the digest, so that no signature on anything else can stand for it."""
    return f"{FORMAT}:{hashlib.sha256(text.encode()).hexdigest()}"
