"""The table of use cases that write: how each begins, what is done, and what must be true afterwards."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from PIL import Image
from tests.factories import adopt, make_pupils, put_one
from tests.surveys.conftest import GOOD, INSTRUMENT
from tests.surveys.test_surveys import SCHEME as SATISFIED
from tests.web.running_site import Browser
from uuid_utils import uuid7

from banheng.assessment.appealing import Objection, appeal
from banheng.assessment.models import Appeal, Ruling, ScoreSheet
from banheng.ledger.models import Photo, Record
from banheng.payroll.models import PaySheet
from banheng.payroll.slips import checksum_as_kept
from banheng.schools.models import BulkChange, Enrolment, Pupil
from banheng.surveys.answering import answer
from banheng.surveys.models import AnswerSheet, Survey
from banheng.surveys.opening import open_survey
from benchmarks.chaos.school import CONTACT, SCHEME, Place, final, published, reviewed
from benchmarks.chaos.sending import NotTaken, ask, hand_in, press, read

BATCH = 40
FEW, MANY = 20, 400
"""Pupils of a list that is worked on at once, and of one that goes to the worker."""
LONGEST_WORK = 150
"""Seconds after which somebody who waits for a file would ask for help."""


class HalfDone(Exception):
    """Something is visible that is neither before nor after."""


@dataclass
class Subject:
    """What a use case is tried on.

    Attributes:
        acknowledged: what the site has said is done.
    """

    place: Place
    what: Any
    acknowledged: set[str] = field(default_factory=set)

    @property
    def path(self) -> str:
        return f"/s/{self.place.code}"


class UseCase(NamedTuple):
    """A row of the table.

    Attributes:
        do: from wherever it stands to its end; notes in the subject what was acknowledged on the way.
        there: gives what is done; raises HalfDone.
        whole: all that is there at the end.
    """

    name: str
    make: Callable[[Place, Random], Any]
    do: Callable[[Callable[[str], Browser], Subject], None]
    there: Callable[[Subject], set[str]]
    whole: frozenset[str]


def _entry(**more: Any) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat()
    said = {"id": str(uuid7()), "school_class": "101", "item": "hygiene", "event": "unswept", "noted_at": now}
    return said | more


def _send(open_as: Callable[[str], Browser], subject: Subject) -> None:
    with closing(open_as("inspector")) as browser:
        sending = {"sent_at": subject.what[0]["noted_at"], "entries": subject.what}
        answers = ask(browser, f"{subject.path}/inspect/records/", sending)["answers"]
    refused = [each for each in answers if each["state"] not in {"accepted", "repeated"}]
    if refused:
        raise NotTaken(str(refused[0]))
    subject.acknowledged.add("recorded")


def _recorded(subject: Subject) -> set[str]:
    number = Record.objects.filter(pk__in=[each["id"] for each in subject.what]).count()
    if number not in {0, len(subject.what)}:
        raise HalfDone(f"{number} of {len(subject.what)} records of one sending")
    return {"recorded"} if number else set()


def photographed_record(place: Place, chance: Random) -> tuple[Record, bytes]:
    file = io.BytesIO()
    Image.effect_noise((200, 150), chance.uniform(20, 90)).save(file, "JPEG")
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    record = put_one(
        place.small.school,
        by=place.people.users["inspector"],
        day=timezone.localdate(),
        at=timezone.now(),
        photos=(digest,),
    )
    return record, file.getvalue()


def _send_photo(open_as: Callable[[str], Browser], subject: Subject) -> None:
    record, photo = subject.what
    with closing(open_as("inspector")) as browser:
        hand_in(browser, f"{subject.path}/inspect/photos/{record.pk}/", "photo", photo, 200)
    subject.acknowledged.add("photo kept")


def _photo_kept(subject: Subject) -> set[str]:
    photos = list(Photo.objects.filter(record=subject.what[0]))
    for photo in photos:
        try:
            Image.open(photo.file.path).load()
        except OSError as error:
            raise HalfDone(f"a photo is in the database and not on the disk: {error}") from error
    if len(photos) > 1:
        raise HalfDone("a photo is there twice")
    return {"photo kept"} if photos else set()


def _publish(open_as: Callable[[str], Browser], subject: Subject) -> None:
    with closing(open_as("principal")) as browser:
        path = f"{subject.path}/desk/{SCHEME}/{subject.what.period}/publish/"
        press(browser, path, school_days="5", contact=CONTACT)
    subject.acknowledged.add("published")


def _published(subject: Subject) -> set[str]:
    sheet = ScoreSheet.objects.get(pk=subject.what.pk)
    parts = [
        sheet.editions.count(),
        sheet.publications.filter(withdrawn_at=None).count(),
        sheet.steps.filter(kind="published").count(),
    ]
    is_published = sheet.state == ScoreSheet.State.PUBLISHED
    if parts != ([1, 1, 1] if is_published else [0, 0, 0]):
        raise HalfDone(f"{sheet.state}: editions, notices, steps {parts}")
    return {"published"} if is_published else set()


def _appeal(open_as: Callable[[str], Browser], subject: Subject) -> None:
    if not Appeal.objects.filter(sheet=subject.what, school_class__code="101").exists():
        with closing(open_as(f"{subject.place.code}-t101")) as browser:
            path = f"{subject.path}/appeals/new/{SCHEME}/{subject.what.period}/101/"
            press(browser, path, about="result", text="已经扫过")
    subject.acknowledged.add("appealed")


def _appealed(subject: Subject) -> set[str]:
    found = Appeal.objects.filter(sheet=subject.what, school_class__code="101").count()
    if found > 1:
        raise HalfDone("the same appeal twice")
    return {"appealed"} if found else set()


def _open_appeal(place: Place, _chance: Random) -> Appeal:
    sheet, staff = published(place, place.months[0]), place.small.teachers["102"]
    record = Record.objects.get(school_class=place.small.classes["102"], day=place.months[0])
    return appeal(
        sheet,
        Objection("已经扫过", record=record),
        school_class=place.small.classes["102"],
        staff=staff,
        by=staff.user,
        at=timezone.now(),
    )


def _rule(open_as: Callable[[str], Browser], subject: Subject) -> None:
    if Appeal.objects.get(pk=subject.what.pk).is_open:
        with closing(open_as("principal")) as browser:
            path = f"{subject.path}/appeals/{subject.what.number}/rule/"
            press(browser, path, outcome="upheld", reason="照片为证", voids=str(subject.what.record_id))
    subject.acknowledged.add("ruled")


def _ruled(subject: Subject) -> set[str]:
    rulings = list(Ruling.objects.filter(appeal=subject.what))
    voids = Record.objects.filter(voids=subject.what.record_id).count()
    editions = subject.what.sheet.editions.count()
    by_ruling = [ruling.edition_id is not None for ruling in rulings]
    if (by_ruling, voids, editions) not in (([], 0, 1), ([True], 1, 2)):
        raise HalfDone(f"rulings with edition {by_ruling}, voids {voids}, editions {editions}")
    return {"ruled"} if rulings else set()


def _pay(open_as: Callable[[str], Browser], subject: Subject) -> None:
    with closing(open_as("bookkeeper")) as bookkeeper, closing(open_as("principal")) as principal:
        if not _paid(subject):
            leads_to = press(bookkeeper, f"{subject.path}/pay/prepare/{subject.what.pk}/")
            if leads_to == f"{subject.path}/pay/":  # a refusal
                raise NotTaken(f"prepare led to {leads_to}")
        subject.acknowledged.add("prepared")
        pay_sheet = PaySheet.objects.get(sheet=subject.what)
        path = f"{subject.path}/pay/{pay_sheet.pk}"
        if "approved" not in _paid(subject):
            press(principal, f"{path}/approve/", seen=pay_sheet.checksum)
        subject.acknowledged.add("approved")
        if "paid" not in _paid(subject):
            press(bookkeeper, f"{path}/paid/", day=timezone.localdate().isoformat(), voucher="记-1")
        subject.acknowledged.add("paid")


def _paid(subject: Subject) -> set[str]:
    found = PaySheet.objects.filter(sheet=subject.what).first()
    if found is None:
        return set()
    steps = list(found.steps.order_by("pk").values_list("kind", flat=True))
    slips = found.slips.count()
    if steps != ["prepared", "approved", "paid"][: len(steps)] or not steps or found.state != steps[-1]:
        raise HalfDone(f"{found.state} after {steps}")
    if slips != len(subject.place.small.teachers) or found.checksum != checksum_as_kept(found):
        raise HalfDone(f"{slips} slips, checksum {found.checksum}")
    return set(steps)


def _list_of_pupils(_place: Place, chance: Random) -> bytes:
    number = chance.choice([FEW, MANY])
    rows = [f"x{each:04},学生{each},{chance.choice(['101', '102', '201'])}" for each in range(number)]
    return "\n".join(["学号,姓名,班级", *rows]).encode()


def _import(open_as: Callable[[str], Browser], subject: Subject) -> None:
    school = subject.place.small.school
    with closing(open_as("office")) as browser:
        if not BulkChange.objects.filter(school=school).exists():
            path = f"{subject.path}/office/imports/new/pupils/"
            hand_in(browser, path, "file", subject.what, 302, day=timezone.localdate().isoformat())
        subject.acknowledged.add("handed in")
        path = f"{subject.path}/office/imports/{BulkChange.objects.get(school=school).pk}/"
        until = time.monotonic() + LONGEST_WORK
        while (status := BulkChange.objects.get(school=school).status) != "done":
            if status == "ready":
                press(browser, f"{path}confirm/")
                subject.acknowledged.add("confirmed")
            elif status not in {"reading", "working"} or time.monotonic() > until:
                raise HalfDone(f"the file is '{status}' and stays so")
            read(browser, path)
            time.sleep(0.2)
        subject.acknowledged |= {"confirmed", "done"}


def _imported(subject: Subject) -> set[str]:
    school = subject.place.small.school
    came = Pupil.objects.filter(school=OuterRef("school"), code__startswith="x").order_by()
    counted = came.values("school").annotate(number=Count("pk")).values("number")
    # in one query: the worker may be at it
    found = BulkChange.objects.filter(school=school).annotate(pupils=Coalesce(Subquery(counted), 0))
    if len(found) > 1:
        raise HalfDone("a file was taken twice")
    if found:
        status, pupils = found[0].status, found[0].pupils
    else:
        status, pupils = "", Pupil.objects.filter(school=school, code__startswith="x").count()
    rows = subject.what.count(b"\n")
    if pupils != (rows if status == "done" else 0):
        raise HalfDone(f"{pupils} of {rows} pupils, file '{status}'")
    reached = {"": 0, "reading": 1, "ready": 1, "working": 2, "done": 3}[status]
    return set(["handed in", "confirmed", "done"][:reached])


def _answered_survey(place: Place, _chance: Random) -> Survey:
    first = timezone.localdate() - timedelta(days=12)
    adopt(place.small.school, first=place.months[0], text=SATISFIED.replace("satisfaction", "opinion"))
    make_pupils(place.small, *(f"学生{number}" for number in range(8)))
    Enrolment.objects.filter(pupil__school=place.small.school).update(first=place.months[0])
    survey = open_survey(
        place.small.school,
        INSTRUMENT,
        title="",
        first=first,
        last=first + timedelta(days=9),
        item="opinion",
        events={"guardian": "parent", "pupil": "student"},
        by=place.people.users["office"],
        at=timezone.now() - timedelta(days=12),
    )
    for right in survey.rights.filter(school_class__code="101").select_related("survey"):
        answer(right, GOOD, day=first)
    return survey


def _close(open_as: Callable[[str], Browser], subject: Subject) -> None:
    with closing(open_as("office")) as browser:
        press(browser, f"{subject.path}/surveys/{subject.what.pk}/close/")
    subject.acknowledged.add("closed")


def _closed(subject: Subject) -> set[str]:
    survey = Survey.objects.get(pk=subject.what.pk)
    records = Record.objects.filter(school=subject.place.small.school, source="survey").count()
    parts = [
        survey.publication is not None,
        not AnswerSheet.objects.filter(survey=survey).exists(),
        records > 0,
    ]
    if parts != [survey.closed_at is not None] * 3:
        raise HalfDone(f"closed {survey.closed_at}; publication, no sheets, records: {parts}")
    return {"closed"} if survey.closed_at else set()


TABLE = (
    UseCase("record", lambda *_: [_entry()], _send, _recorded, frozenset({"recorded"})),
    UseCase(
        "sync a batch kept offline",
        lambda *_: [_entry(note="无网时登记") for _ in range(BATCH)],
        _send,
        _recorded,
        frozenset({"recorded"}),
    ),
    UseCase("send a photo", photographed_record, _send_photo, _photo_kept, frozenset({"photo kept"})),
    UseCase(
        "publish a sheet",
        lambda place, _: reviewed(place, place.months[0]),
        _publish,
        _published,
        frozenset({"published"}),
    ),
    UseCase(
        "appeal",
        lambda place, _: published(place, place.months[0]),
        _appeal,
        _appealed,
        frozenset({"appealed"}),
    ),
    UseCase("rule on an appeal", _open_appeal, _rule, _ruled, frozenset({"ruled"})),
    UseCase(
        "pay: prepare, approve, pay",
        lambda place, _: final(place, place.months[0]),
        _pay,
        _paid,
        frozenset({"prepared", "approved", "paid"}),
    ),
    UseCase(
        "import a list of pupils",
        _list_of_pupils,
        _import,
        _imported,
        frozenset({"handed in", "confirmed", "done"}),
    ),
    UseCase("close a survey", _answered_survey, _close, _closed, frozenset({"closed"})),
)
