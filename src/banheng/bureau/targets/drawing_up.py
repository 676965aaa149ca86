"""Draw a target letter up, from the library or by hand, and change it until it is laid before both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.models import BudgetLine, Letter, Problem, Target
from banheng.core.money import FEN_PER_YUAN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from banheng.accounts.models import User
    from banheng.bureau.targets.template import LetterDraft, TargetDraft
    from banheng.schools.models import Bureau, School, Staff


def draw_up(
    bureau: Bureau,
    draft: LetterDraft | None,
    *,
    title: str,
    school: School | None,
    party: str = "",
    year: int | None = None,
    first: date,
    last: date,
    basis: str = "",
    appraisal_percent: int | None = None,
    by: User | None,
    at: datetime,
) -> Letter:
    """Draw a letter up.

    Raises:
        BureauRefused: it ends before it begins, or nobody is on the other side.
    """
    if last < first:
        raise BureauRefused("days", gettext("结束日期早于开始日期。请核对。"))
    if school is None and not party.strip():
        raise BureauRefused("no_party", gettext("请选择学校，或写明由哪个单位签订。"))
    with transaction.atomic():
        letter = Letter.objects.create(
            bureau=bureau,
            school=school,
            party=school.name if school else party.strip(),
            title=title.strip(),
            template=draft.letter if draft else "",
            basis=basis.strip(),
            year=year,
            first=first,
            last=last,
            appraisal_percent=appraisal_percent,
            made_by=by,
            made_at=at,
        )
        if draft:
            problems = {
                each.code: Problem.objects.create(
                    letter=letter, position=place, text=each.text, clauses=" ".join(each.clause)
                )
                for place, each in enumerate(draft.problems, 1)
            }
            _add_drafts(letter, None, draft.targets, problems)
    return letter


def add_target(
    letter: Letter,
    *,
    name: str,
    parent: Target | None = None,
    owner: str = "",
    co_owners: str = "",
    kind: str = Target.Kind.YES_NO,
    direction: str = Target.Direction.AT_LEAST,
    value: Decimal | None = None,
    unit: str = "",
    due: date | None = None,
    proof: str = "",
    indicator: str = "",
) -> Target:
    """Add a target, below another one or at the top.

    Raises:
        BureauRefused: the letter is laid before both sides.
    """
    refuse_offered(letter)
    position = (letter.targets.filter(parent=parent).aggregate(last=Max("position"))["last"] or 0) + 1
    return Target.objects.create(
        letter=letter,
        parent=parent,
        position=position,
        name=name.strip(),
        owner=owner.strip(),
        co_owners=co_owners.strip(),
        kind=kind,
        direction=direction,
        value=value,
        unit=unit.strip(),
        due=due,
        proof=proof.strip(),
        indicator=indicator.strip(),
    )


def change_target(
    target: Target,
    *,
    name: str,
    owner: str,
    co_owners: str,
    kind: str,
    direction: str,
    value: Decimal | None,
    unit: str,
    due: date | None,
    proof: str,
    indicator: str,
) -> None:
    """Say anew what is to be reached.

    Raises:
        BureauRefused: the letter is laid before both sides.
    """
    refuse_offered(target.letter)
    target.name, target.owner, target.co_owners = name.strip(), owner.strip(), co_owners.strip()
    target.kind, target.direction, target.value, target.unit = kind, direction, value, unit.strip()
    target.due, target.proof, target.indicator = due, proof.strip(), indicator.strip()
    target.save()


def remove_target(target: Target) -> None:
    """Take a target out, with its parts.

    Raises:
        BureauRefused: the letter is laid before both sides.
    """
    refuse_offered(target.letter)
    target.delete()


def add_budget_line(target: Target, *, name: str, fen: int | None) -> BudgetLine:
    """Add money to a target; without an amount it stays blank.

    Raises:
        BureauRefused: the letter is laid before both sides.
    """
    refuse_offered(target.letter)
    return BudgetLine.objects.create(target=target, name=name.strip(), fen=fen)


def name_reporter(target: Target, *, staff: Staff | None) -> None:
    """Say who of the school reports on a target.

    Raises:
        BureauRefused: they are not of the school, or the letter is concluded.
    """
    refuse_concluded(target.letter)
    if staff is not None and staff.school_id != target.letter.school_id:
        raise BureauRefused("stranger", gettext("责任人要是本校教职工。"))
    target.staff = staff
    target.save(update_fields=["staff"])


def refuse_offered(letter: Letter) -> None:
    """Refuse to change what is laid before both sides.

    Raises:
        BureauRefused: it is.
    """
    if letter.offered_at is not None:
        raise BureauRefused("offered", gettext("责任书已经提交签订，不能再改。要改请先退回起草。"))


def refuse_concluded(letter: Letter) -> None:
    """Refuse to change what is over.

    Raises:
        BureauRefused: it is.
    """
    if letter.concluded_at is not None:
        raise BureauRefused("concluded", gettext("责任书已经总结结束，不能再改。"))


def _add_drafts(
    letter: Letter, parent: Target | None, drafts: Sequence[TargetDraft], problems: dict[str, Problem]
) -> None:
    for place, draft in enumerate(drafts, 1):
        made = Target.objects.create(
            letter=letter,
            parent=parent,
            position=place,
            name=draft.name,
            clauses=" ".join(draft.clause),
            note=draft.note or "",
            owner=draft.owner,
            co_owners=draft.co_owners,
            kind=draft.kind,
            direction=draft.direction,
            value=draft.value,
            unit=draft.unit,
            due=draft.due,
            proof=draft.proof,
            indicator=draft.indicator,
        )
        made.problems.set(problems[code] for code in draft.answers)
        BudgetLine.objects.bulk_create(
            BudgetLine(
                target=made, name=line.name, fen=None if line.yuan is None else line.yuan * FEN_PER_YUAN
            )
            for line in draft.budget
        )
        _add_drafts(letter, made, draft.parts, problems)
