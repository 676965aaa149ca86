"""Between a form of marks and what was given: names of fields, and marks already there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banheng.core.points import format_units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banheng.development.posts.models import Applicant, PanelMember


def given_results(applicants: Iterable[Applicant]) -> dict[str, object]:
    """Give what the office has entered, by the names of the fields."""
    given: dict[str, object] = {}
    for applicant in applicants:
        for mark in applicant.marks.all():
            name = f"m-{applicant.pk}-{mark.part}"
            if mark.judge_id is None and mark.votes_cast is not None:
                given |= {f"{name}-for": mark.votes_for, f"{name}-cast": mark.votes_cast}
            elif mark.judge_id is None:
                given[name] = format_units(mark.units)
    return given


def given_marks(applicants: Iterable[Applicant], member: PanelMember) -> dict[str, object]:
    """Give what a member of the panel has given, by the names of the fields."""
    return {
        f"m-{applicant.pk}-{mark.part}": format_units(mark.units)
        for applicant in applicants
        for mark in applicant.marks.all()
        if mark.judge_id == member.pk
    }


def read_names(given: dict[str, Any]) -> Iterator[tuple[int, str, str, Any]]:
    """Take the names of the fields apart: applicant, part, what of a vote, and what was filled in."""
    for name, said in given.items():
        if said not in (None, ""):
            _, number, part, *of_vote = name.split("-")
            yield int(number), part, of_vote[0] if of_vote else "", said
