"""Object to a public list, and answer an objection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import NOTICES, Objection
from banheng.development.posts.round_steps import running

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.posts.models import Round


def object_to(selection: Round, *, text: str, by: User, at: datetime) -> Objection:
    """Object to the list that hangs out.

    Raises:
        DevelopmentRefused: no list hangs out, or nothing is said.
    """
    if not text.strip():
        raise DevelopmentRefused("no_text", gettext("请写明异议的内容。"))
    with transaction.atomic():
        kept = running(selection, *NOTICES)
        return Objection.objects.create(round=kept, step=kept.step, text=text.strip(), by=by, at=at)


def answer_objection(objection: Objection, *, upheld: bool, answer: str, by: User, at: datetime) -> None:
    """Answer an objection once; if it is right, the applicant is screened or decided anew.

    Raises:
        DevelopmentRefused: nothing is said, it is answered, or somebody answers their own.
    """
    if not answer.strip():
        raise DevelopmentRefused("no_text", gettext("请写明核查的结论。"))
    if objection.by_id == by.pk:
        raise DevelopmentRefused("own", gettext("自己提的异议要由别人核查。"))
    changed = Objection.objects.filter(pk=objection.pk, answered_at=None).update(
        upheld=upheld, answer=answer.strip(), answered_by=by, answered_at=at
    )
    if not changed:
        raise DevelopmentRefused("answered", gettext("这条异议已经答复。"))
