"""What is not put right in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.bureau.findings.models import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School


def findings_of(schools: Collection[School] | QuerySet[School]) -> QuerySet[Finding]:
    """List what was found at schools, what is due first before what is later."""
    return Finding.objects.filter(school__in=schools).select_related("school", "owner", "visit__inspection")


def open_first(findings: Sequence[Finding], day: date) -> list[Finding]:
    """Order findings: overdue, then open by day, then closed."""
    return sorted(findings, key=lambda each: (each.is_closed, not each.is_late(day), each.due, each.pk))


def repeated(finding: Finding) -> list[Finding]:
    """List what was found at the same school earlier against the same standard, and was closed."""
    if not finding.standard:
        return []
    earlier = Finding.objects.filter(school=finding.school, standard=finding.standard, state="closed")
    return list(earlier.filter(found_on__lt=finding.found_on).exclude(pk=finding.pk))
