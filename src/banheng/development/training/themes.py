"""The themes of training, and how far the plan of a year has held them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ruamel.yaml import YAML

from banheng.core.wording import Language
from banheng.development.training.models import Enrolment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.training.models import YearPlan


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the clauses that ask for it; `group` is for reading only."""

    code: str
    name: str
    name_en: str
    group: str
    group_en: str
    clauses: Sequence[str]

    def say(self, language: Language) -> str:
        """Give its name."""
        return self.name if language is Language.ZH_HANS else self.name_en

    def say_group(self, language: Language) -> str:
        """Give the name of its group."""
        return self.group if language is Language.ZH_HANS else self.group_en


@dataclass(slots=True)
class Held:
    """What a year has planned and held of a theme; `people` are those who attended, each once."""

    planned: int = 0
    held: int = 0
    last: date | None = None
    people: set[int] = field(default_factory=set)


@cache
def themes() -> dict[str, Theme]:
    """Give all themes by code, in the order of the file."""
    content = (files("banheng.development.training") / "themes.yaml").read_text(encoding="utf-8")
    return {each["code"]: Theme(**each) for each in YAML(typ="safe").load(content)}


def held_in(plan: YearPlan) -> list[tuple[Theme, Held]]:
    """Tell for every theme what the year has planned and held of it."""
    found: defaultdict[str, Held] = defaultdict(Held)
    people: defaultdict[int, set[int]] = defaultdict(set)
    attended = Enrolment.objects.filter(session__training__plan=plan, attended_at__isnull=False)
    for number, staff in attended.values_list("session__training", "staff"):
        people[number].add(staff)
    for training in plan.trainings.filter(cancelled_for="").prefetch_related("sessions"):
        closed = [session.until for session in training.sessions.all() if session.closed_at is not None]
        for code in training.themes:
            held = found[code]
            held.planned += training.times
            held.held += len(closed)
            held.last = max(filter(None, [held.last, *closed]), default=None)
            held.people |= people[training.pk]
    return [(theme, found[code]) for code, theme in themes().items()]
