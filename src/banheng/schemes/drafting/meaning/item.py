"""What the text of one scored item means."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.awards import read_awards
from banheng.schemes.drafting.meaning.bands import read_bands
from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, number
from banheng.schemes.drafting.meaning.limits import (
    Limits,
    read_exemptions,
    read_limits,
    read_repeat,
    read_target,
)
from banheng.schemes.drafting.meaning.phrases import phrases
from banheng.schemes.drafting.meaning.ranks import read_ranks
from banheng.schemes.drafting.meaning.rates import Rate, read_rates
from banheng.schemes.drafting.meaning.settling import Read, Words
from banheng.schemes.drafting.meaning.shares import (
    has_mean,
    is_rated,
    is_rater,
    read_first,
    read_judged,
    read_mean,
    read_ratio,
    read_trim,
)
from banheng.schemes.drafting.meaning.slate import PAUSES, Slate
from banheng.schemes.drafting.nodes import Meaning, Span

_HEADING = re.compile(
    rf"^[^{PAUSES}0-9(]{{0,40}}\([^()]{{0,12}}?(?P<n>{FIGURE})\s*[分%][^()]{{0,6}}\)[。.:,、\s]*"
)
_WORTH = re.compile(
    rf"^[^{PAUSES}0-9]{{0,20}}?(?:占|计|共|共计|分值为?:?|分值是){{1,2}}(?P<n>{FIGURE})分(?=[,。;:])"
)
_SHORT_CLASS = re.compile(r"^([A-Z])(?:级|等|档|类)$")
_CERTAIN, _LIKELY, _GUESS = Decimal("0.95"), Decimal("0.8"), Decimal("0.4")
_PERIOD = re.compile("^(?:每学[期年]|每[月周年]|期末|学年末|全[月年])")
_BY_GRADE = re.compile("^(?:按|评为|评定为|为)")
GRADES = frozenset(phrases("levels")["grades"])
_MEASURED = re.compile(r"[^,;。:\x1f0-9_]{0,20}率")


class ItemReader:
    """Reads one text; each method tries one mechanism and answers None when the text is not of that kind."""

    def __init__(self, label: str, text: str, points: int | Decimal | None, unit: str, role: str) -> None:
        self.label = label
        self.points = points
        self.unit = unit
        self.role = role
        self.slate = Slate(text)
        for worth in (_HEADING, _WORTH):
            match = worth.search(self.slate.open)
            if match and points is not None and number(match["n"]) == points and text[match.end() :].strip():
                self.slate.wipe(Span(*match.span()))
        self.bands = read_bands(self.slate, label)
        self.ranks = None if self.bands else read_ranks(self.slate)
        self.trim = read_trim(self.slate)
        self.repeat = read_repeat(self.slate)
        self.limits: Limits = read_limits(self.slate, points)
        self.exemptions = read_exemptions(self.slate)
        self.ratio = None if self.bands or self.ranks else read_ratio(self.slate)
        self.rates = self.turned(read_rates(self.slate, label, unit))

    def turned(self, rates: list[Rate]) -> list[Rate]:
        """Take rates without a verb for deductions where the text speaks of nothing else: `晚归,2分/人次,扣完为止`."""
        speaks_of_taking = (
            self.limits.floor or self.limits.max_deduct or self.repeat or "扣" in self.slate.open
        )
        if speaks_of_taking and not any(rate.has_verb for rate in rates):
            return [replace(rate, sign=-1) for rate in rates]
        return rates

    @property
    def taking(self) -> list[Rate]:
        return [rate for rate in self.rates if rate.sign < 0]

    @property
    def giving(self) -> list[Rate]:
        return [rate for rate in self.rates if rate.sign > 0]

    @property
    def is_bonus(self) -> bool:
        return self.role == "bonus"

    def use(self, rates: Sequence[Rate]) -> None:
        for rate in rates:
            self.slate.wipe(rate.span)

    def floor(self) -> dict[str, Any]:
        floor: dict[str, Any] = {"floor": self.limits.floor}
        if self.limits.max_deduct:
            floor["max_deduct"] = self.limits.max_deduct
        return floor

    def cap(self) -> Figure | int | Decimal | None:
        return self.limits.cap or self.limits.out_of or self.points

    def as_bands(self) -> dict[str, Any] | None:
        return self.bands

    def as_rank(self) -> dict[str, Any] | None:
        return self.ranks

    def as_signed(self) -> dict[str, Any] | None:
        """A start with rates in both directions."""
        counted = [rate for rate in self.giving if rate.quantity]
        if not (self.taking and self.giving and (self.limits.start or counted)):
            return None
        self.use(self.rates)
        return {
            "start": self.limits.start,
            "rules": [rule for rate in self.rates for rule in _signed(rate)],
            "min": self.limits.floor,
            "max": self.cap(),
        }

    def as_shortfall(self) -> dict[str, Any] | None:
        """A target, and a price for each one that is missing."""
        short = next((rate for rate in self.taking if rate.quantity and rate.quantity.is_short), None)
        if not short or not short.quantity:
            return None
        per = short.quantity.per.text
        ends = (short.span.start, len(self.slate.open))
        target = next((found for end in ends if (found := read_target(self.slate, end, per))), None)
        if not target:
            return None
        figure, unit, span = target
        self.slate.wipe(span)
        self.use(self.rates)
        params: dict[str, Any] = {"target": figure}
        if "%" in unit or "百分点" in unit:
            measured = _MEASURED.search(self.slate.text)
            params |= {
                "measure": _PERIOD.sub("", measured[0].strip()) if measured else self.label,
                "unit": "%",
            }
        others = [rule for rate in self.taking if rate is not short for rule in rate.as_rules()]
        return (
            params
            | {"per": short.quantity.per, "rate": short.low}
            | self.floor()
            | ({"rules": others} if others else {})
        )

    def as_awards(self) -> dict[str, Any] | None:
        if self.taking or len(self.rates) < (1 if self.rates and self.rates[0].names else 2):
            return None
        params = read_awards(self.slate, self.rates, is_bonus=self.is_bonus)
        if not params:
            return None
        self.use(self.rates)
        params |= self.combined()
        if cap := self.limits.cap or self.limits.out_of or (None if self.is_bonus else self.points):
            params["cap"] = cap
        return params

    def combined(self) -> dict[str, Any]:
        combine = next(
            (name for name in ("highest_per_project", "highest", "sum") if read_first(self.slate, name)),
            "sum",
        )
        halves = self.slate.take_any("items", "halves")
        return {"combine": combine} | ({"halves": halves["event"].strip("、")} if halves else {})

    def as_ratio(self) -> dict[str, Any] | None:
        return self.ratio

    def as_deduct(self) -> dict[str, Any] | None:
        if not (self.taking or self.repeat.get("rates")):
            return self.by_a_list() or self.all_or_nothing()
        full = [rate for rate in self.giving if self.points is not None and rate.low.value == self.points]
        parts = [rate for rate in self.giving if rate not in full and not rate.gives_nothing]
        self.use(self.rates)
        rules: list[dict[str, Any]] = [rule for rate in self.taking for rule in rate.as_rules()]
        rules += [{"event": rate.event, "zero_item": True} for rate in self.giving if rate.gives_nothing]
        if not rules:
            rules = [{"event": self.label, "rate": self.repeat["rates"][0], "per": "次"}]
        params: dict[str, Any] = {"rules": rules + self.exemptions}
        if parts:
            params["parts"] = [{"event": rate.event, "points": rate.low} for rate in parts]
        if self.repeat:
            params["repeat"] = self.repeat
        for name in ("normalise", "carry_over"):
            if phrase := self.slate.take_any("items", name):
                params[name] = Words(phrase[0], Span(*phrase.span()))
        if self.role == "penalty":
            return (
                params
                | {"from": "total"}
                | ({"max_deduct": self.limits.max_deduct} if self.limits.max_deduct else {})
            )
        return params | self.floor()

    def all_or_nothing(self) -> dict[str, Any] | None:
        """Read `未组织不得分` where nothing else is said."""
        if self.is_bonus or not self.giving or not all(rate.gives_nothing for rate in self.giving):
            return None
        self.use(self.giving)
        return {"rules": [{"event": rate.event, "zero_item": True} for rate in self.giving]} | self.floor()

    def by_a_list(self) -> dict[str, Any] | None:
        """Read `按…标准扣分,扣完为止`: what it costs stands elsewhere."""
        if self.rates or not self.slate.take_any("items", "by_a_list"):
            return None
        return {"rules": []} | self.floor()

    def as_graded(self) -> dict[str, Any] | None:
        """Read `每次2分,按优2分、良1.5分、差0.5分累计`: what each check may give, and what its mark gives."""
        graded = {
            name: rate.low for rate in self.giving if (name := _BY_GRADE.sub("", rate.event.text)) in GRADES
        }
        most = max((amount.value for amount in graded.values() if amount.value is not None), default=None)
        others = [rate for rate in self.giving if _BY_GRADE.sub("", rate.event.text) not in GRADES]
        if self.taking or len(graded) < 2 or not others or any(rate.low.value != most for rate in others):
            return None
        self.use(self.giving)
        return {
            "levels": graded,
            "aggregate": "sum" if "累" in self.slate.text else "mean" if has_mean(self.slate) else "once",
        }

    def as_accrue(self) -> dict[str, Any] | None:
        counted = [rate for rate in self.giving if rate.quantity]
        if not self.giving or not (counted or self.is_bonus):
            return None
        params: dict[str, Any] = {"rules": [rule for rate in self.giving for rule in rate.as_rules()]}
        if counted and counted[0].quantity:
            unit = counted[0].quantity.per.text
            target = read_target(self.slate, counted[0].span.end, unit)
            if (
                target
                and target[1] == unit
                and target[0].value != 1
                and target[2].end <= counted[0].span.end - 2
            ):
                params["target"] = target[0]
                self.slate.wipe(target[2])
        self.use(self.rates)
        return params | {"cap": self.cap()}

    def as_levels(self) -> dict[str, Any] | None:
        """Named levels of which one holds, or parts that are added up."""
        if not self.giving or self.taking:
            return None
        pairs = [pair for rate in self.giving for pair in _levels(rate)]
        self.use(self.rates)
        amounts = [amount.value for _, amount in pairs if amount.value is not None]
        if self.points is not None and len(pairs) > 1 and amounts and max(amounts) < self.points:
            params: dict[str, Any] = {"parts": [{"event": name, "points": amount} for name, amount in pairs]}
            return params | {"parts_sum": sum(amounts)}
        aggregate = "mean" if has_mean(self.slate) else "once"
        return {"levels": dict(pairs), "aggregate": aggregate}

    def as_mean(self) -> dict[str, Any] | None:
        params = None if self.rates else read_mean(self.slate) or self.converted()
        if params is None:
            return None
        bounds = {"out_of": self.limits.out_of, "scale": self.limits.scale}
        return params | {name: bound for name, bound in bounds.items() if bound} | self.trim

    def converted(self) -> dict[str, Any] | None:
        """Read `问卷满分50分,按70分折算`: one mark that is put on another scale."""
        if not self.limits.scale or self.limits.scale.value == (
            self.limits.out_of and self.limits.out_of.value
        ):
            return None
        words = re.split(rf"[{PAUSES}(]", self.slate.text)[0].strip()
        return {"source": re.sub(r"(?:的|得分|总分|满分).*$|^(?:按|以|将|把)", "", words) or self.label}

    def as_judged(self) -> dict[str, Any] | None:
        if self.taking or any(rate.quantity or not is_rater(rate.event.text) for rate in self.giving):
            return None
        if len(self.giving) == 1 and self.giving[0].high is not None:
            self.use(self.giving)
            return {}
        if self.giving:
            self.use(self.giving)
            return {"parts": [{"event": rate.event, "points": rate.low} for rate in self.giving]}
        return read_judged(self.slate)

    def meaning(self) -> Meaning:
        for mechanism, read in self.mechanisms():
            params = read()
            if params is not None:
                settled = Read(params)
                unread = self.slate.unread()
                confidence = _CERTAIN if not unread else _LIKELY - Decimal("0.1") * min(len(unread), 4)
                if mechanism == "judged" and not params:
                    confidence = min(confidence, _LIKELY if is_rated(self.slate.text) else _GUESS)
                return Meaning(mechanism, settled, confidence, settled.spans, unread)
        return self.nothing_said()

    def nothing_said(self) -> Meaning:
        """An item of points without a rule is left to judgement; without points nothing can be said."""
        settled = Read({"rules": self.exemptions} if self.exemptions else {})
        mechanism = None if self.points is None else "judged"
        return Meaning(mechanism, settled, _GUESS, settled.spans, self.slate.unread())

    def mechanisms(self) -> list[tuple[str, Callable[[], dict[str, Any] | None]]]:
        return [
            ("bands", self.as_bands),
            ("rank", self.as_rank),
            ("signed", self.as_signed),
            ("shortfall", self.as_shortfall),
            ("awards", self.as_awards),
            ("ratio", self.as_ratio),
            ("mean", self.as_mean),
            ("judged", self.as_judged),
            ("deduct", self.as_deduct),
            ("levels", self.as_graded),
            ("accrue", self.as_accrue),
            ("levels", self.as_levels),
        ]


def _signed(rate: Rate) -> list[dict[str, Any]]:
    return [
        {key: _negative(part) if rate.sign < 0 else part for key, part in rule.items()}
        for rule in rate.as_rules()
    ]


def _negative(part: Any) -> Any:
    if isinstance(part, Figure) and part.value is not None:
        return Figure(-part.value, part.span)
    return part


def _levels(rate: Rate) -> list[tuple[str, Figure]]:
    if rate.names:
        return [
            (_SHORT_CLASS.sub(r"\1", name), amount)
            for name, amount in zip(rate.names, rate.amounts, strict=True)
        ]
    return [(_SHORT_CLASS.sub(r"\1", rate.event.text), rate.low)]


def read_item(
    label: str, text: str, points: int | Decimal | None = None, unit: str = "分", role: str = "base"
) -> Meaning:
    """Read how an item is scored. `text` is in NFKC and without its marker; places in the answer count from its start."""
    return ItemReader(label, text, points, unit, role).meaning()
