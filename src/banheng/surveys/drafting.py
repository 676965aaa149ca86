"""Questionnaires of the school: a draft that is being written, and versions that never change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid
from banheng.policies.drafting import MOST_TITLE, text_mark
from banheng.policies.recording import MOST_CODE
from banheng.questionnaires.loading import parse_instrument
from banheng.schemes.composing import compose
from banheng.surveys.checking import checked_instrument
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import InstrumentDraft, InstrumentVersion

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School


def begin_draft(school: School, text: str, *, by: User, at: datetime) -> InstrumentDraft:
    """Keep a text as a new draft; faults are no hindrance.

    Raises:
        SchemeUnreadable: the text is no YAML, or too large.
    """
    return InstrumentDraft.objects.create(
        school=school, title=_title_of(text), text=text, changed_by=by, changed_at=at
    )


def change_draft(draft: InstrumentDraft, text: str, *, known_as: str, by: User, at: datetime) -> None:
    """Replace the text of a draft.

    Args:
        known_as: `text_mark` of the text that the change was made on.

    Raises:
        SchemeUnreadable: the text is no YAML, or too large.
        SurveyRefused: somebody else has changed the draft since.
    """
    title = _title_of(text)
    with transaction.atomic():
        current = InstrumentDraft.objects.select_for_update().get(pk=draft.pk)
        if text_mark(current.text) != known_as:
            raise SurveyRefused(
                "changed_since",
                gettext("%(who)s刚刚改过这份草稿，您的修改还没有保存。请核对后再保存一次。")
                % {"who": current.changed_by or gettext("有人")},
            )
        current.title, current.text = title, text
        current.changed_by, current.changed_at = by, at
        current.save()


def save_version(draft: InstrumentDraft, *, by: User, at: datetime) -> InstrumentVersion:
    """Make the next version of a draft's code; the draft is then done with and goes.

    Raises:
        SurveyRefused: it has faults or blanks, or says what a version says already.
    """
    with transaction.atomic():
        type(draft.school).objects.select_for_update().get(pk=draft.school_id)
        draft = InstrumentDraft.objects.select_for_update().select_related("school").get(pk=draft.pk)
        file = checked_instrument(draft.text)
        code = file.instrument.instrument
        if len(code) > MOST_CODE:
            raise SurveyRefused("code_too_long", gettext("问卷代码最多 60 个字。请缩短。"))
        versions = InstrumentVersion.objects.filter(school=draft.school, code=code)
        if known := versions.filter(digest=file.fingerprint).first():
            raise SurveyRefused(
                "known_already",
                gettext("与第 %(number)d 版内容相同，不需要再存。") % {"number": known.number},
            )
        version = InstrumentVersion.objects.create(
            school=draft.school,
            code=code,
            number=(versions.aggregate(Max("number"))["number__max"] or 0) + 1,
            title=file.instrument.title[:MOST_TITLE],
            text=draft.text,
            digest=file.fingerprint,
            created_by=by,
            created_at=at,
        )
        draft.delete()
    return version


def _title_of(text: str) -> str:
    try:
        title = parse_instrument(text).instrument.title
    except SchemeInvalid:
        root = compose(text)
        pairs = root.value if root is not None else []
        title = next((str(value.value) for key, value in pairs if key.value == "title"), "")
    return title[:MOST_TITLE] or gettext("未命名的问卷")
