"""Open a letter of a bureau, or a target in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from banheng.bureau.targets.models import Letter, Target

if TYPE_CHECKING:
    from banheng.accounts.bureau_access import BureauAccess


def load_letter(access: BureauAccess, number: int) -> Letter:
    """Give a letter of the bureau, or raise Http404."""
    letters = Letter.objects.select_related("school", "concluded_by").prefetch_related("signatures")
    return get_object_or_404(letters, bureau=access.bureau, pk=number)


def load_target(access: BureauAccess, number: int) -> Target:
    """Give a target of a letter of the bureau, or raise Http404."""
    targets = Target.objects.select_related("letter__school", "staff", "parent")
    return get_object_or_404(targets, letter__bureau=access.bureau, pk=number)
