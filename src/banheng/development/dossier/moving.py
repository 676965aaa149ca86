"""A dossier as a signed file, and taking it in at another school when its teacher moves there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from banheng.bundles.signing import fingerprint_of, is_signed, sign
from banheng.core.errors import KeyUnreadable
from banheng.development.dossier.importing import identity
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.honours.models import Honour
from banheng.ledger.site_key import public_key, signing_key
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff

FORMAT = "banheng-dossier/1"
MOST_BYTES = 1024 * 1024
MOST_FACTS = 3_000
STAYS = frozenset({Fact.Kind.FIGURE, Fact.Kind.CONFIRMATION})
"""What the school says of the present; the next one says it anew."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MovedFact(_Strict):
    """A fact on its way."""

    kind: Fact.Kind
    name: str = Field(max_length=200)
    since: date
    until: date | None
    content: dict[str, str | int | bool]
    proof: str


class Dossier(_Strict):
    """What is signed.

    Attributes:
        school: code and name of the school that gave it out.
        teacher: code and name there.
    """

    format: str
    school: tuple[str, str]
    teacher: tuple[str, str]
    at: str
    facts: tuple[MovedFact, ...] = Field(max_length=MOST_FACTS)


class Signed(_Strict):
    """The file."""

    dossier: str = Field(max_length=MOST_BYTES)
    public_key: str = Field(max_length=64)
    signature: str = Field(max_length=128)


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose signature holds.

    Attributes:
        fingerprint: of the key that signed it, to be compared with the one the other school names.
        is_own: it was signed by this site.
    """

    dossier: Dossier
    fingerprint: str
    is_own: bool


def give_out(staff: Staff, at: datetime) -> bytes:
    """Write what is confirmed about a teacher, with their time in post here, as a signed file.

    Raises:
        KeyUnreadable: the key of the site cannot be read.
    """
    dossier = Dossier(
        format=FORMAT,
        school=(staff.school.code, staff.school.name),
        teacher=(staff.code, staff.name),
        at=at.isoformat(timespec="seconds"),
        facts=tuple(_facts(staff, timezone.localdate(at)))[:MOST_FACTS],
    )
    text = dossier.model_dump_json()
    signed = {
        "dossier": text,
        "public_key": public_key(),
        "signature": sign(_digest(text), signing_key()),
    }
    return json.dumps(signed, ensure_ascii=False, indent=1).encode()


def _facts(staff: Staff, today: date) -> Iterator[MovedFact]:
    school = staff.school.name
    for fact in staff.facts.filter(withdrawn_at=None, confirmed_at__isnull=False).exclude(kind__in=STAYS):
        yield MovedFact(
            kind=fact.kind,
            name=fact.name,
            since=fact.since,
            until=fact.until,
            content=fact.content,
            proof=fact.proof,
        )
    homeroom = staff.postings.filter(role=Posting.Role.HOMEROOM_TEACHER, first__lte=today).order_by("first")
    for posting in homeroom.select_related("school_class"):
        yield MovedFact(
            kind=Fact.Kind.POST,
            name=f"{school}　{posting.get_role_display()}（{posting.school_class.code}）",
            since=posting.first,
            until=min(posting.last or today, today),
            content={"post": "homeroom_teacher"},
            proof=gettext("%(school)s花名册") % {"school": school},
        )
    awarded = Honour.objects.filter(staff=staff, state=Honour.State.AWARDED, revoked_at=None)
    for honour in awarded.exclude(decided_at=None):
        assert honour.decided_at is not None  # noqa: S101 - excluded above
        day = timezone.localdate(honour.decided_at)
        yield MovedFact(
            kind=Fact.Kind.HONOUR,
            name=f"{school}　{honour.name}",
            since=day,
            until=day,
            content={"honour": honour.code, "level": "school"},
            proof=honour.number,
        )


def _digest(text: str) -> str:
    """Name the dossier and its purpose, so that no signature on anything else can stand for it."""
    return f"{FORMAT}:{hashlib.sha256(text.encode()).hexdigest()}"


def read_moved(content: bytes) -> Received:
    """Read a file and check its signature.

    Raises:
        DevelopmentRefused: it is no such file, or was changed after it was signed.
    """
    if len(content) > MOST_BYTES:
        raise DevelopmentRefused("too_large", gettext("文件超过 1 MB，不是成长档案文件。"))
    try:
        signed = Signed.model_validate_json(content)
    except ValidationError as error:
        raise DevelopmentRefused(
            "no_dossier",
            gettext("这不是班衡导出的成长档案文件。请选择对方学校导出的 .json 文件，不要另存或改动。"),
        ) from error
    if not is_signed(_digest(signed.dossier), signed.signature, signed.public_key):
        raise DevelopmentRefused(
            "tampered",
            gettext("签名与内容不符：文件在签发之后被改动过，或没有传完整。请向对方学校重新索取。"),
        )
    try:
        dossier = Dossier.model_validate_json(signed.dossier)
    except ValidationError as error:
        raise DevelopmentRefused(
            "unknown_format", gettext("文件的格式不认识，可能出自更新的版本。请先升级本站。")
        ) from error
    if dossier.format != FORMAT:
        raise DevelopmentRefused(
            "unknown_format", gettext("文件的格式不认识，可能出自更新的版本。请先升级本站。")
        )
    return Received(dossier, fingerprint_of(signed.public_key), _is_ours(signed.public_key))


def _is_ours(key: str) -> bool:
    try:
        return key == public_key()
    except KeyUnreadable:
        return False


def new_facts(received: Received, staff: Staff) -> list[MovedFact]:
    """List what a file would add to the dossier of a teacher; what was taken in and withdrawn is not new."""
    known = {identity(fact) for fact in staff.facts.all()}
    found: list[MovedFact] = []
    for moved in received.dossier.facts:
        said = identity(_as_fact(moved, staff))
        if said not in known:
            known.add(said)
            found.append(moved)
    return found


def _as_fact(moved: MovedFact, staff: Staff) -> Fact:
    return Fact(staff=staff, **moved.model_dump())


@transaction.atomic
def take_in(received: Received, staff: Staff, *, by: User, at: datetime) -> Sequence[Fact]:
    """Put what is new into the dossier of a teacher; all of it or nothing, and a second time nothing.

    Raises:
        DevelopmentRefused: the file is about somebody with another name, or says what cannot be.
    """
    name = received.dossier.teacher[1]
    if name != staff.name:
        raise DevelopmentRefused(
            "other_name",
            gettext("文件是“%(found)s”的档案，选的是“%(name)s”。请核对姓名。")
            % {"found": name, "name": staff.name},
        )
    type(staff).objects.select_for_update().get(pk=staff.pk)
    return [
        record_fact(
            staff,
            moved.kind,
            moved.name,
            since=moved.since,
            until=moved.until,
            content=moved.content,
            proof=moved.proof,
            source=Fact.Source.MOVED,
            by=by,
            at=at,
        )
        for moved in new_facts(received, staff)
    ]
