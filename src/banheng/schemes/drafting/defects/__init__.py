"""Mistakes of a document itself; one check, one function, silent on what only resembles one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schemes.drafting.defects.bands import check_bands
from banheng.schemes.drafting.defects.blanks import check_blanks
from banheng.schemes.drafting.defects.defect import Defect
from banheng.schemes.drafting.defects.periods import check_periods
from banheng.schemes.drafting.defects.references import check_references
from banheng.schemes.drafting.defects.rules import check_rules
from banheng.schemes.drafting.defects.subscores import check_subscores
from banheng.schemes.drafting.defects.sums import (
    check_indicator_sums,
    check_quotas,
    check_total,
    check_weights,
)
from banheng.schemes.drafting.defects.terms import check_terms

if TYPE_CHECKING:
    from banheng.schemes.drafting.drafting import Draft

__all__ = ["CHECKS", "Defect", "find_defects"]

CHECKS = (
    check_total,
    check_indicator_sums,
    check_weights,
    check_quotas,
    check_blanks,
    check_bands,
    check_subscores,
    check_rules,
    check_terms,
    check_references,
    check_periods,
)


def find_defects(draft: Draft) -> list[Defect]:
    """Find the defects of a document, in its order."""
    found = [defect for check in CHECKS for defect in check(draft)]
    return sorted(found, key=lambda defect: defect.span)
