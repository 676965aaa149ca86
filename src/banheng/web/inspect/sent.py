"""What the inspection screen sends, and when it was noted if the phone's clock is wrong."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from banheng.ledger.desk import Entry

_LONGEST_WAIT = timedelta(days=36_500)


def _made_by_time(given: UUID) -> UUID:
    """Only what devices make is taken: names that the site makes itself have other versions."""
    if given.version != 7:
        raise ValueError("not a UUID of version 7")
    return given


def _without_nul(text: str) -> str:
    if "\x00" in text:
        raise ValueError("text with a NUL character")
    return text


DeviceId = Annotated[UUID, AfterValidator(_made_by_time)]
Text = Annotated[str, Field(max_length=2000), AfterValidator(_without_nul)]
Code = Annotated[str, Field(max_length=60), AfterValidator(_without_nul)]
Digest = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class SentEntry(BaseModel):
    """One thing noted on a phone.

    Attributes:
        day: chosen by the recorder; without it, the day on which it was noted.
        noted_at: as the phone's clock said.
    """

    model_config = ConfigDict(extra="forbid")

    id: DeviceId
    school_class: Code
    item: Code
    event: Code = ""
    level: Code = ""
    project: Text = ""
    quantity: Code = ""
    value: Code = ""
    note: Text = ""
    beyond_control: bool = False
    day: date | None = None
    noted_at: AwareDatetime
    photos: Annotated[tuple[Digest, ...], Field(max_length=20)] = ()

    def entry(self, *, sent_at: datetime, received_at: datetime) -> Entry:
        """Give the entry of the ledger, its times corrected."""
        noted_at = corrected(self.noted_at, sent_at=sent_at, received_at=received_at)
        said = self.model_dump(exclude={"day", "noted_at"})
        return Entry(**said, day=self.day or timezone.localdate(noted_at), noted_at=noted_at)


class Sending(BaseModel):
    """A bundle of entries; they are read one by one, so that a bad one does not hold up the others.

    Attributes:
        sent_at: as the phone's clock said when it sent them.
        account: whose entries they are; a phone may be signed in as somebody else by now.
    """

    model_config = ConfigDict(extra="forbid")

    sent_at: AwareDatetime
    account: int | None = None
    entries: list[object]


def corrected(noted_at: datetime, *, sent_at: datetime, received_at: datetime) -> datetime:
    """Tell when something was noted: as long before it arrived as the phone's own clock counted."""
    waited = min(max(sent_at - noted_at, timedelta(0)), _LONGEST_WAIT)
    return received_at - waited
