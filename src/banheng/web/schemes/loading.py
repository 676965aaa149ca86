"""Find a draft, a version or an adoption of the school, and what of its days is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.shortcuts import get_object_or_404

from banheng.ledger.models import Closure
from banheng.policies.models import Adoption, SchemeDraft, SchemeVersion

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.access import Access


def load_draft(access: Access, number: int) -> SchemeDraft:
    """Give a draft of the school.

    Raises:
        Http404: it has none of that number.
    """
    return get_object_or_404(SchemeDraft, school=access.school, pk=number)


def load_version(access: Access, number: int) -> SchemeVersion:
    """Give a version of the school; raises as `load_draft`."""
    return get_object_or_404(SchemeVersion.objects.select_related("school"), school=access.school, pk=number)


def load_adoption(access: Access, number: int) -> Adoption:
    """Give an adoption of the school; raises as `load_draft`."""
    return get_object_or_404(Adoption.objects.select_related("version"), school=access.school, pk=number)


def settled_until(version: SchemeVersion) -> date | None:
    """Give the last day whose results of the version's code are settled."""
    closures = Closure.objects.filter(school=version.school_id, scheme_code=version.code)
    return closures.aggregate(Max("last"))["last__max"]
