"""The page of a round: what everybody may know of it, and what the account may do in it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.development.posts.advancing import who_decides, who_finishes
from banheng.development.posts.judging import missing_marks, standings
from banheng.development.posts.models import NOTICES, Post, Round, Step, Way
from banheng.development.posts.suitability import kept, suitable
from banheng.development.posts.terms import is_short, term_years
from banheng.web.posts.forms import (
    AnswerForm,
    ApplyForm,
    DecideForm,
    FinishForm,
    MarksForm,
    ObjectionForm,
    PanelForm,
    ReasonForm,
    RecommendForm,
    ScreenForm,
)
from banheng.web.posts.given_marks import given_results
from banheng.web.posts.loading import own_staff, runs_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.development.posts.judging import Standing
    from banheng.development.posts.models import Applicant, RoundStep

MAY_WITHDRAW = {Step.APPLIED, Step.RECOMMENDED, Step.SCREENED, Step.LISTED, Step.COMPETED}


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of the round: over (with its entry), the one it is at, or ahead."""

    name: str
    state: str
    entry: RoundStep | None


@dataclass(slots=True)
class Line:
    """An applicant as the account may see them, with the forms that it may use.

    Attributes:
        answers: of the rules, as `suitability.kept` gives them: those of the screening, before it those of today.
    """

    applicant: Applicant
    answers: list[dict[str, object]]
    sees_all: bool
    sees_outcome: bool
    may_withdraw: bool
    forms: dict[str, Form] = field(default_factory=dict)


def show_round(
    request: HttpRequest,
    access: Access,
    selection: Round,
    *,
    of_applicant: tuple[int, str, Form] | None = None,
    **bound: Form,
) -> HttpResponse:
    """Show a round; forms that were filled in wrongly are shown again as they are.

    Args:
        of_applicant: number of the applicant, name and form, where it is about one of them.
    """
    runs, step = runs_posts(access), selection.step if selection.is_running else ""
    lines = list(_lines(access, selection, step))
    if of_applicant:
        number, name, form = of_applicant
        for line in lines:
            if line.applicant.pk == number:
                line.forms[name] = form
    places = standings(selection) if runs and Step.COMPETED in selection.steps else []
    shown = {
        "selection": selection,
        "steps": list(_steps(selection)),
        "lines": lines,
        "standings": places if any(any(line.parts) for line in places) or step == Step.COMPETED else [],
        "missing": missing_marks(selection) if runs and step == Step.COMPETED else [],
        "panel": selection.panel.select_related("user") if runs else [],
        "is_judge": step == Step.COMPETED and selection.panel.filter(user=access.user).exists(),
        "objections": list(_objections(access, selection)),
        "lacks_rules": runs and step == Step.SCREENED and not any(line.answers for line in lines),
        "runs": runs,
        "years_asked": term_years(access.school, access.day)
        if runs and is_short(access.school, selection.first, selection.last, access.day)
        else None,
        "tab": "rounds",
        "errors": [form for form in bound.values() if form.non_field_errors()],
        **_forms(access, selection, step, places),
        **bound,
    }
    return render(request, "posts/round.html", shown)


def _forms(access: Access, selection: Round, step: str, places: list[Standing]) -> dict[str, Form | None]:
    """Give the forms about the round as a whole that the account may use at the step."""
    keeps, staff = access.may(Permission.KEEP_TEAM), own_staff(access)
    applied = staff and selection.applicants.filter(staff=staff, withdrawn_at=None).exists()
    may_finish = step and access.may(who_finishes(selection))
    has_panel = any(part["way"] == Way.PANEL for part in selection.parts)
    before = step in MAY_WITHDRAW
    return {
        "application": ApplyForm(access) if step == Step.APPLIED and staff and not applied else None,
        "recommendation": RecommendForm(access)
        if step == Step.RECOMMENDED and access.may(Permission.SEE_TEAM)
        else None,
        "objecting": ObjectionForm() if step in NOTICES else None,
        "panel_form": PanelForm(access, initial={"users": [each.user_id for each in selection.panel.all()]})
        if keeps and has_panel and before
        else None,
        "results_form": MarksForm(
            selection,
            [line.applicant for line in places],
            (Way.MARK, Way.VOTE),
            initial=given_results(line.applicant for line in places),
        )
        if keeps and step == Step.COMPETED
        else None,
        "finishing": FinishForm(initial={"step": step}) if may_finish else None,
        "cancelling": ReasonForm(prefix="cancel") if keeps and step else None,
    }


def _lines(access: Access, selection: Round, step: str) -> Iterator[Line]:
    """List who the account may see: those who run it everybody, others the public list and themselves."""
    runs, sees_team = runs_posts(access), access.may(Permission.SEE_TEAM)
    done = selection.state == Round.State.DONE
    is_public = done or _is_past(selection, Step.LISTED)
    outcome_is_public = done or _is_past(selection, Step.RESULT_PUBLISHED)
    today = _answers_of_today(access, selection) if runs and step == Step.SCREENED else {}
    related = (
        "staff",
        "wish",
        "outcome_class",
        "recommended_by",
        "waived_by",
        "screened_by",
        "decided_by",
        "round",
    )
    for each in selection.applicants.select_related(*related):
        is_own = each.staff_id == access.user.staff_id
        listed = is_public and each.passed and each.withdrawn_at is None
        if not (runs or sees_team or is_own or listed):
            continue
        live = each.withdrawn_at is None
        line = Line(
            each,
            each.answers or today.get(each.pk, []),
            sees_all=runs or is_own,
            sees_outcome=runs or outcome_is_public,
            may_withdraw=live and step in MAY_WITHDRAW and (is_own or access.may(Permission.KEEP_TEAM)),
        )
        if live and not is_own:
            line.forms = _forms_about(access, selection, line, step)
        yield line


def _answers_of_today(access: Access, selection: Round) -> dict[int, list[dict[str, object]]]:
    live = list(selection.applicants.filter(withdrawn_at=None, passed=None).select_related("staff"))
    found = suitable(access.school, [each.staff for each in live], Post(selection.post), access.day)
    return {each.pk: kept(answers) for each, answers in zip(live, found, strict=True)}


def _forms_about(access: Access, selection: Round, line: Line, step: str) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    applicant, is_hindered = line.applicant, any(answer["hinders"] for answer in line.answers)
    if access.may(Permission.KEEP_TEAM) and step in {Step.SCREENED, Step.LISTED}:
        forms["screening"] = ScreenForm(prefix=f"s{applicant.pk}")
    if (
        access.may(Permission.DECIDE_TEAM)
        and step == Step.SCREENED
        and is_hindered
        and not applicant.waived_for
    ):
        forms["waiving"] = ReasonForm(prefix=f"w{applicant.pk}")
    decided_now = step in {Step.APPROVED, Step.RESULT_PUBLISHED}
    if decided_now and applicant.passed and access.may(who_decides(selection)):
        chosen = applicant.outcome_class or applicant.wish
        year = (
            chosen
            and chosen.years.filter(
                academic_year__first__lte=access.day, academic_year__last__gte=access.day
            ).first()
        )
        forms["deciding"] = DecideForm(
            access,
            selection.post,
            prefix=f"d{applicant.pk}",
            initial={"outcome": applicant.outcome, "school_class": year and year.pk},
        )
    return forms


def _is_past(selection: Round, step: Step) -> bool:
    """Tell whether the round has come to a step that it has, or further."""
    if step not in selection.steps or selection.step not in selection.steps:
        return False
    return selection.steps.index(selection.step) >= selection.steps.index(step)


def _steps(selection: Round) -> Iterator[StepShown]:
    entries = {entry.step: entry for entry in selection.log.all()}
    for code in selection.steps:
        now = selection.is_running and code == selection.step
        state = "now" if now else "over" if code in entries else "ahead"
        yield StepShown(str(Step(code).label), state, entries.get(code))


def _objections(access: Access, selection: Round) -> Iterator[dict[str, Any]]:
    """List the objections: those who run the round all with the form to answer, others their own."""
    found = selection.objections.select_related("by", "answered_by")
    if not runs_posts(access):
        found = found.filter(by=access.user)
    may_answer = access.may(Permission.KEEP_TEAM) and selection.is_running
    for each in found:
        is_open = may_answer and each.answered_at is None and each.by_id != access.user.pk
        yield {"objection": each, "form": AnswerForm(prefix=f"o{each.pk}") if is_open else None}
