"""Open a plan of the school, or what stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from banheng.development.plans.models import Measure, Phase, Plan

if TYPE_CHECKING:
    from banheng.accounts.access import Access


def load_plan(access: Access, number: int) -> Plan:
    """Give a plan of the school, or raise Http404."""
    return get_object_or_404(Plan, school=access.school, pk=number)


def load_phase(access: Access, number: int) -> Phase:
    """Give a phase of a plan of the school, or raise Http404."""
    return get_object_or_404(Phase.objects.select_related("plan"), plan__school=access.school, pk=number)


def load_measure(access: Access, number: int) -> Measure:
    """Give a measure of a plan of the school, or raise Http404."""
    measures = Measure.objects.select_related("phase__plan", "owner", "reviewed_by")
    return get_object_or_404(measures, phase__plan__school=access.school, pk=number)
