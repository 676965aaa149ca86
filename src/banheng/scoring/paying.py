"""From results to pay, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.money import FEN_PER_YUAN, format_yuan
from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.rules.rule import Step
from banheng.schemes import allowances as kinds
from banheng.schemes.allowances import PoolBy, Prorate
from banheng.scoring.amounts import Payee, PaySetting, amount_of, days_counted, priced, prorate_of
from banheng.scoring.assisting import days_together
from banheng.scoring.concluding import Standing, deciding
from banheng.scoring.roster import Role
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from banheng.schemes.allowances import Allowance


def pay_out(
    allowances: Sequence[Allowance],
    setting: PaySetting,
    standings: Sequence[Standing],
    known: Collection[str] = (),
) -> list[Payee]:
    """Work out the pay of all subjects; the lines of classes are not paid.

    Of subjects whose pay is `known`, by their keys, only what they share with others is worked out; they have no
    class in common with the others.
    """
    payees = [Payee(standing) for standing in standings if not standing.subject.is_class_line]
    for allowance in allowances:
        paid_to = [p for p in payees if p.standing.subject.posting.role.value in allowance.paid_to]
        if isinstance(allowance, kinds.Pool):
            _pay_pool(allowance, paid_to)
            continue
        if isinstance(allowance, kinds.AssistantShare):
            _pay_assistants(allowance, setting, payees)
            continue
        for payee in paid_to:
            if payee.standing.subject.key not in known:
                _pay_line(allowance, setting, payee)
    for payee in payees:
        if payee.standing.subject.key not in known:
            _adjust(setting, payee)
    return payees


def _pay_line(allowance: Allowance, setting: PaySetting, payee: Payee) -> None:
    amount = amount_of(allowance, setting, payee)
    if amount is None:
        return
    part, whole = (
        (1, 1) if isinstance(allowance, NEVER_PRORATED) else days_counted(allowance, setting, payee.standing)
    )
    fen = divide(amount.numerator * part, amount.denominator * whole, setting.pay.rounding.mode)
    steps = amount.steps
    if part != whole:
        school_days = prorate_of(allowance, setting) is Prorate.SCHOOL_DAYS
        what = "prorated_school_days" if school_days else "prorated"
        steps = (*steps, Step(what, {"days": part * UNITS, "period_days": whole * UNITS}))
    payee.add(allowance.code, fen, line_step(allowance, fen, steps, amount.records))


def line_step(allowance: Allowance, fen: int, steps: tuple[Step, ...], records: tuple[str, ...]) -> Step:
    """Tell a line of the pay, with how it came about inside."""
    return Step("line", {"name": allowance.name, "yuan": format_yuan(fen)}, records, inner=steps)


NEVER_PRORATED = (kinds.Factor, kinds.Leave, kinds.PerDay, kinds.PerEvent, kinds.Decided, kinds.Minimum)
"""Kinds that already follow the days or the records; a minimum is pro-rated before it is compared."""


def _pay_pool(pool: kinds.Pool, payees: Sequence[Payee]) -> None:
    groups: dict[str, list[Payee]] = defaultdict(list)
    classes: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for payee in payees:
        subject = payee.standing.subject
        group = subject.places[pool.within]
        classes[group].add((subject.posting.school, subject.posting.school_class))
        if not any(effect.allowance == "forfeit_period" for _, effect in payee.standing.effects):
            groups[group].append(payee)
    for group, members in groups.items():
        total = pool.fen if pool.fen is not None else (pool.fen_per_class or 0) * len(classes[group])
        weights = [_weight(pool, payee.standing) for payee in members]
        keys = [payee.standing.subject.key for payee in members]
        for payee, weight, fen in zip(members, weights, share_out(total, weights, keys), strict=True):
            days = "_for_days" if pool.for_days else ""
            what = f"pool_{pool.by.value}{days}" if sum(weights) else "pool_alike"
            figures = {"weight": weight, "sum": sum(weights), "number": len(members) * UNITS}
            payee.add(pool.code, fen, line_step(pool, fen, (priced(what, total, **figures),), ()))


def _pay_assistants(allowance: kinds.AssistantShare, setting: PaySetting, payees: Sequence[Payee]) -> None:
    classes: dict[tuple[str, str], list[Payee]] = defaultdict(list)
    for payee in payees:
        posting = payee.standing.subject.posting
        classes[posting.school, posting.school_class].append(payee)
    for members in classes.values():
        shares = [
            _Share(assistant, teacher, *_share_of(allowance, setting, assistant, teacher))
            for assistant in members
            if assistant.standing.subject.is_assistant
            for teacher in members
            if teacher.standing.subject.posting.role is Role.HOMEROOM_TEACHER
            if days_together(assistant.standing.subject, teacher.standing.subject)
        ]
        for payee in members:
            got = [share for share in shares if share.assistant is payee]
            given = [share for share in shares if share.teacher is payee and not allowance.on_top]
            if got or given:
                fen = sum(share.fen for share in got) - sum(share.fen for share in given)
                steps = [share.step("share_got", share.teacher) for share in got]
                steps += [share.step("share_given", share.assistant) for share in given]
                payee.add(allowance.code, fen, line_step(allowance, fen, tuple(steps), ()))


@dataclass(frozen=True, slots=True)
class _Share:
    """What an assistant has of a homeroom teacher's lines, in fen, and the figures it comes from."""

    assistant: Payee
    teacher: Payee
    fen: int
    figures: Mapping[str, int | str]

    def step(self, what: str, other: Payee) -> Step:
        part = "" if self.figures["days"] == self.figures["period_days"] else "_for_days"
        return priced(f"{what}{part}", self.fen, name=other.standing.subject.name, **self.figures)


def _share_of(
    allowance: kinds.AssistantShare, setting: PaySetting, assistant: Payee, teacher: Payee
) -> tuple[int, Mapping[str, int | str]]:
    base = max(0, teacher.sum_of(allowance.of))
    days, own = (
        days_together(assistant.standing.subject, teacher.standing.subject),
        teacher.standing.subject.days,
    )
    fen = divide(base * allowance.percent * days, HUNDRED_PERCENT * len(own), setting.pay.rounding.mode)
    figures: dict[str, int | str] = {"days": days * UNITS, "period_days": len(own) * UNITS}
    return fen, {**figures, "base": format_yuan(base), "percent": allowance.percent}


def _weight(pool: kinds.Pool, standing: Standing) -> int:
    weight = {
        PoolBy.EQUAL: UNITS,
        PoolBy.POINTS: max(0, standing.total),
        PoolBy.RATING: max(0, pool.weights.get(standing.rating, 0)),
    }[pool.by]
    return weight * len(standing.subject.days) if pool.for_days else weight


def share_out(total: int, weights: Sequence[int], keys: Sequence[str]) -> list[int]:
    """Share out a sum to the last fen by weights: round down, then one fen each to the largest remainders.

    Equal remainders go in the order of the keys; if all weights are 0, all share equally.

    Examples:
        >>> share_out(100, [1, 1, 1], ["a", "b", "c"])
        [34, 33, 33]
    """
    if not weights:
        return []
    if sum(weights) == 0:
        weights = [1] * len(weights)
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    remainders = [total * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda number: (-remainders[number], keys[number]))
    for number in first[: total - sum(shares)]:
        shares[number] += 1
    return shares


def _adjust(setting: PaySetting, payee: Payee) -> None:
    """Vetoes, decisions, rounding and floor, in this order.

    Vetoes take only from pay that there is. The floor holds up what the lines come to, but neither what a veto
    has taken nor what was decided, and it pays no one without a line.
    """
    standing = payee.standing
    settled = any(effect.allowance == "forfeit_period" for _, effect in standing.effects)
    for veto, effect in standing.effects:
        if payee.so_far <= 0:
            break
        if effect.allowance == "forfeit_period":
            fen = -payee.so_far
            figures: dict[str, int | str] = {"name": veto.name, "yuan": format_yuan(fen)}
            payee.add(f"veto:{veto.code}", fen, Step("pay_forfeited", figures))
        elif effect.allowance_percent is not None:
            percent = effect.allowance_percent
            fen = divide(
                payee.so_far * (percent - HUNDRED_PERCENT), HUNDRED_PERCENT, setting.pay.rounding.mode
            )
            figures = {"name": veto.name, "percent": percent, "yuan": format_yuan(fen)}
            payee.add(f"veto:{veto.code}", fen, Step("pay_reduced", figures))
    for decision in standing.decisions(setting.scheme, "allowance"):
        fen = divide((decision.value or 0) * FEN_PER_YUAN, UNITS)
        change = fen - payee.so_far
        figures = {"by": deciding(setting.scheme, decision), "why": decision.note}
        figures |= {"decided": format_yuan(fen), "yuan": format_yuan(change)}
        payee.add("decision", change, Step("decided", figures, (decision.id,)))
        settled = True
    step = setting.pay.rounding.step
    rounded = divide(payee.so_far, step, setting.pay.rounding.mode) * step
    if rounded != payee.so_far:
        fen = rounded - payee.so_far
        payee.add("rounding", fen, Step("rounding", {"yuan": format_yuan(fen)}))
    floor = setting.pay.floor
    if floor is not None and payee.so_far < floor and payee.lines and not settled:
        fen = floor - payee.so_far
        payee.add("floor", fen, Step("floor", {"floor": format_yuan(floor), "yuan": format_yuan(fen)}))
    standing.add("pay", Step("pay", {"yuan": format_yuan(payee.so_far)}))


def differences(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """Give what a recomputation changes in the pay, in fen by subject; what is equal is left out."""
    keys = [*before, *(key for key in after if key not in before)]
    changes = {key: after.get(key, 0) - before.get(key, 0) for key in keys}
    return {key: fen for key, fen in changes.items() if fen}
