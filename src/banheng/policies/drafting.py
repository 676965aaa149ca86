"""Begin a draft, change its text, drop it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid
from banheng.policies.errors import PolicyRefused
from banheng.policies.models import SchemeDraft
from banheng.schemes.composing import compose
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

MOST_TITLE = 200


def begin_draft(school: School, text: str, *, by: User | None, at: datetime) -> SchemeDraft:
    """Keep a text as a new draft; faults in the scheme are no hindrance.

    Raises:
        SchemeUnreadable: the text is no YAML, or too large to be a scheme.
    """
    return SchemeDraft.objects.create(
        school=school, title=title_of(text), text=text, changed_by=by, changed_at=at
    )


def change_draft(
    draft: SchemeDraft, text: str, *, known_as: str, by: User | None, at: datetime
) -> SchemeDraft:
    """Replace the text of a draft.

    Args:
        known_as: `text_mark` of the text that the change was made on.

    Raises:
        SchemeUnreadable: the text is no YAML, or too large to be a scheme.
        PolicyRefused: somebody else has changed the draft since.
    """
    title = title_of(text)
    with transaction.atomic():
        current = SchemeDraft.objects.select_for_update().get(pk=draft.pk)
        if text_mark(current.text) != known_as:
            raise PolicyRefused(
                "changed_since",
                gettext("%(who)s刚刚改过这份草稿，您的修改还没有保存。请核对后再保存一次。")
                % {"who": current.changed_by or gettext("有人")},
            )
        current.title, current.text = title, text
        current.changed_by, current.changed_at = by, at
        current.save()
    return current


def text_mark(text: str) -> str:
    """Give a mark by which two texts are known to be the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def title_of(text: str) -> str:
    """Give the title that a scheme text states.

    Raises:
        SchemeUnreadable: the text is no YAML, or too large to be a scheme.
    """
    try:
        title = parse_scheme(text).scheme.title
    except SchemeInvalid:
        root = compose(text)
        pairs = root.value if root is not None else []
        title = next((str(value.value) for key, value in pairs if key.value == "title"), "")
    return title[:MOST_TITLE] or gettext("未命名的方案")
