"""Progress that nobody has to report, because the yearly data say it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.balance.coefficient import computed
from banheng.balance.exact import decimal_of, rounded
from banheng.balance.schools import COMPULSORY, Level
from banheng.bureau.collecting.columns import USUAL
from banheng.bureau.collecting.models import Collection
from banheng.bureau.library import regime_of
from banheng.bureau.naming import called
from banheng.bureau.standing.county import standing_of

if TYPE_CHECKING:
    from decimal import Decimal

    from banheng.bureau.standing.county import Compared, Standing
    from banheng.bureau.targets.models import Letter, Target

PLACES = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """A figure of the yearly data.

    Attributes:
        value: exact enough to be compared; `shown` is rounded.
        source: where it stands, for people.
    """

    value: Decimal
    source: str

    @property
    def shown(self) -> str:
        """Round half up for people."""
        return f"{rounded(self.value, PLACES)}"


class Measuring:
    """The yearly data for one letter: those that were locked last in its time, read when first asked for."""

    def __init__(self, letter: Letter) -> None:
        self._letter = letter

    def of(self, target: Target) -> Measured | None:
        """Give what a target names: at a school the value for a student, otherwise the coefficient of the county."""
        level, _, code = target.indicator.partition(":")
        if level not in {each.value for each in Level} or self._standing is None:
            return None
        compared = self._standing.of(Level(level), code)
        value = self._value(self._standing, compared) if compared else None
        if compared is None or value is None:
            return None
        said = {"year": self._standing.collection.year, "name": called(compared.indicator.name)}
        return Measured(value, gettext("%(year)d 年数据：%(name)s") % said)

    def _value(self, standing: Standing, compared: Compared) -> Decimal | None:
        if self._letter.school_id is None:
            return None if compared.variation is None else computed(compared.variation).value
        own = [each.school for each in standing.counted if each.filing.school_id == self._letter.school_id]
        values = (value for unit, value in compared.values if unit.school in own)
        value = next(values, None)
        return None if value is None else decimal_of(value)

    @cached_property
    def _standing(self) -> Standing | None:
        years = (self._letter.first.year, self._letter.last.year)
        locked = Collection.objects.filter(
            bureau=self._letter.bureau_id, year__range=years, locked_at__isnull=False
        )
        newest = locked.select_related("bureau").first()
        return None if newest is None else standing_of(newest, regime_of(USUAL))


def indicator_choices() -> list[tuple[str, str]]:
    """List the figures that a target may name."""
    names = {Level.PRIMARY: gettext("小学"), Level.JUNIOR: gettext("初中")}
    return [
        (f"{level}:{each.code}", f"{names[level]}：{called(each.name)}")
        for level in COMPULSORY
        for each in regime_of(USUAL).indicators
    ]
