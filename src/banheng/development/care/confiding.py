"""Write in confidence, read it, answer it, delete it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.care.models import CareLook, CareNote, Counsellor
from banheng.development.errors import DevelopmentRefused
from banheng.duties.sealing import reseal, seal, unseal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff


def counsellors(school: School, day: date) -> QuerySet[Counsellor]:
    """List those whom one may confide in on a day."""
    serving = Counsellor.objects.filter(school=school, first__lte=day)
    return serving.filter(Q(last=None) | Q(last__gte=day)).select_related("staff")


def name_counsellor(school: School, staff: Staff, *, about: str, day: date) -> Counsellor:
    """Name somebody as a counsellor.

    Raises:
        DevelopmentRefused: they are one.
    """
    if counsellors(school, day).filter(staff=staff).exists():
        raise DevelopmentRefused("named", gettext("已经是辅导人。"))
    return Counsellor.objects.create(school=school, staff=staff, about=about.strip(), first=day)


def dismiss_counsellor(counsellor: Counsellor, *, day: date) -> None:
    """End that somebody is a counsellor; from this day on they can open nothing of it any more."""
    Counsellor.objects.filter(pk=counsellor.pk, last=None).update(last=day - timedelta(days=1))


def confide(
    owner: Staff, kind: str, content: Mapping[str, Any], *, counsellor: Counsellor | None, at: datetime
) -> CareNote:
    """Write something down for oneself, or for oneself and a counsellor.

    Raises:
        DevelopmentRefused: the counsellor is oneself, or a request has none.
    """
    if counsellor is not None and counsellor.staff == owner:
        raise DevelopmentRefused("self", gettext("请选择别人做辅导人。"))
    if kind == CareNote.Kind.REQUEST and counsellor is None:
        raise DevelopmentRefused("nobody", gettext("诉求要选择交给谁。"))
    return CareNote.objects.create(
        school=owner.school,
        staff=owner,
        kind=kind,
        counsellor=counsellor.staff if counsellor else None,
        sealed=seal(dict(content)),
        at=at,
    )


def may_read(note: CareNote, user: User, day: date) -> bool:
    """Tell whether somebody may open a note: its owner, and the counsellor it names while they are one."""
    if user.staff_id is None:
        return False
    if note.staff_id == user.staff_id:
        return True
    serves = counsellors(note.school, day).filter(staff=user.staff_id)
    return note.counsellor_id == user.staff_id and serves.exists()


def open_note(note: CareNote, user: User, *, at: datetime) -> tuple[dict[str, Any], str]:
    """Give what was written and what was answered; a look by the counsellor is noted.

    Raises:
        DevelopmentRefused: it is not theirs to read.
        banheng.duties.errors.WorkRefused: the key does not fit.
    """
    if not may_read(note, user, timezone.localdate(at)):
        raise DevelopmentRefused("not_yours", gettext("这份记录只有本人和指定的辅导人可以看。"))
    content = unseal(note.sealed)
    if note.staff_id != user.staff_id:
        CareLook.objects.create(note=note, by=user, by_name=user.name, at=at)
    return content, unseal(note.answer) if note.answer else ""


def answer(note: CareNote, user: User, *, text: str, at: datetime) -> None:
    """Answer as the counsellor; an answer may be written anew.

    Raises:
        DevelopmentRefused: they are not its counsellor.
    """
    if note.staff_id == user.staff_id or not may_read(note, user, timezone.localdate(at)):
        raise DevelopmentRefused("not_yours", gettext("只有指定的辅导人可以答复。"))
    note.answer, note.answered_at = seal(text.strip()), at
    note.save(update_fields=["answer", "answered_at"])


def delete_old_notes(today: date) -> Counter[str]:
    """Delete what is past its time; give how many of each kind."""
    deleted: Counter[str] = Counter()
    changed = CareNote.objects.annotate(changed=Coalesce("answered_at", "at"))
    for kind, months in CareNote.KEPT_MONTHS.items():
        number, _ = changed.filter(kind=kind, changed__date__lt=months_before(today, months)).delete()
        deleted[kind] = number
    return +deleted


def months_before(today: date, months: int) -> date:
    """Give the day so many months before."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return today.replace(year=year, month=month + 1, day=min(today.day, 28))


def reseal_notes() -> int:
    """Encrypt all notes anew with the first key. Give how many."""
    notes = list(CareNote.objects.all())
    for note in notes:
        note.sealed = reseal(note.sealed)
        note.answer = reseal(note.answer) if note.answer else None
    CareNote.objects.bulk_update(notes, ["sealed", "answer"])
    return len(notes)
