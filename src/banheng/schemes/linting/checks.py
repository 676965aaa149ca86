"""All checks; a new one is a function beside its like and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Finding, Severity
from banheng.schemes.linting import (
    bands,
    bounds,
    events,
    honours,
    paying,
    periods,
    points,
    ratings,
    remarks,
    vetoes,
)
from banheng.schemes.loading import BLANK_LEFT

if TYPE_CHECKING:
    from banheng.schemes.loading import SchemeFile

CHECKS = (
    points.indicator_sums,
    points.total_sum,
    points.weight_sums,
    points.some_weights,
    points.survey_weights,
    points.parts_beyond_cap,
    points.full_points_needed,
    points.full_points_missing,
    points.figure_above_item,
    points.parts_above_item,
    points.unreachable_points,
    bounds.lower_above_upper,
    bounds.cap_below_full,
    bounds.cap_cancels_weights,
    bounds.idle_cap,
    bounds.unbounded_adjustment,
    bands.empty_band,
    bands.gap,
    bands.shared_end,
    bands.overlap,
    bands.unreachable_band,
    bands.open_end,
    events.priced_differently,
    events.priced_twice,
    events.floor_unstated,
    events.range_reversed,
    events.late_is_better,
    events.missing_unstated,
    events.record_priced_twice,
    vetoes.unknown_evidence,
    vetoes.always_met,
    vetoes.never_met,
    vetoes.no_effect,
    vetoes.best_rating_possible,
    ratings.shares_above_whole,
    ratings.nobody_left_over,
    ratings.rating_twice,
    ratings.rating_out_of_reach,
    ratings.too_many_needed,
    ratings.ties_unstated,
    ratings.quota_ties_unstated,
    ratings.share_rounding_unstated,
    ratings.paid_without_ranking,
    ratings.quota_without_ranking,
    paying.negative_pay,
    paying.prorating_unstated,
    paying.unknown_rating,
    paying.unknown_line,
    paying.pool_without_weights,
    paying.no_pupils_counted,
    paying.stage_without_rate,
    periods.piece_too_long,
    periods.longer_is_shorter,
    periods.due_beyond_period,
    periods.due_on_fixed_date,
    periods.streak_too_long,
    periods.five_week_month,
    periods.weeks_unstated,
    honours.unknown_rating_used,
    honours.unknown_veto_used,
    honours.period_not_scored,
    honours.honour_out_of_reach,
    honours.honoured_in_spite_of_veto,
    honours.never_follows,
    honours.deadline_unstated,
    honours.use_twice,
    honours.class_by_rating,
    events.discretion_unexplained,
    remarks.code_form,
    remarks.clause_form,
    remarks.assumption,
    remarks.unusual_total,
)


def lint(file: SchemeFile, *, errors_only: bool = False) -> list[Finding]:
    """Find everything that a scheme contradicts or leaves open, in the order of the file."""
    findings = [
        Finding("schemes.E010", Severity.ERROR, file.place_of(path), BLANK_LEFT) for path in file.blanks()
    ]
    for check in CHECKS:
        if errors_only and check.severity is not Severity.ERROR:
            continue
        findings += [
            Finding(check.id, check.severity, file.place_of(path), check.wording, dict(figures))
            for path, figures in check.find(file.scheme)
        ]
    return sorted(findings, key=lambda finding: (finding.place.line, finding.id))
