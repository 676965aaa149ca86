"""The figures of a scheme's allowances as a form; sending it tries them and saves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext

from banheng.core.errors import MalformedNumber
from banheng.core.money import format_yuan
from banheng.core.points import format_units, parse_units
from banheng.payroll.rates import rates_of
from banheng.schools.models import Stage
from banheng.web.pay.forms import YuanField

if TYPE_CHECKING:
    from django.http import QueryDict

    from banheng.payroll.rates import Rate
    from banheng.schemes.scheme import Scheme


class PercentField(forms.CharField):
    """A percentage, read into units."""

    widget = YuanField.widget

    def clean(self, value: Any) -> int:
        """Read the percentage."""
        try:
            return parse_units(super().clean(value))
        except MalformedNumber as malformed:
            raise forms.ValidationError(
                gettext("“%(value)s”不是百分数。请写成 80 或 12.5。") % {"value": value}
            ) from malformed


class RatesForm(forms.Form):
    """One field for each figure, filled with the present one."""

    def __init__(self, scheme: Scheme, sent: QueryDict) -> None:
        self.rates = rates_of(scheme)
        present = {rate.path: _figure(rate) for rate in self.rates}
        is_sent = any(path in sent for path in present)
        super().__init__(present | sent.dict() if is_sent else None, initial=present)
        names = _rating_names(scheme)
        for rate in self.rates:
            field = PercentField if rate.is_percent else YuanField
            self.fields[rate.path] = field(label=_label(rate, names))

    def changed(self) -> dict[str, int]:
        """Give the figures that are not the present ones, by path."""
        sent = self.cleaned_data
        return {rate.path: sent[rate.path] for rate in self.rates if sent[rate.path] != rate.value}


def _figure(rate: Rate) -> str:
    return format_units(rate.value) if rate.is_percent else format_yuan(rate.value)


def _rating_names(scheme: Scheme) -> dict[str, dict[str, str]]:
    """Name ratings by code, for the scheme's own period and for each longer one."""
    parts = {"": scheme} | {longer.to.value: longer for longer in scheme.longer_periods}
    return {period: {rating.code: rating.name for rating in part.ratings} for period, part in parts.items()}


def _label(rate: Rate, rating_names: dict[str, dict[str, str]]) -> str:
    """Say which figure it is: 等次奖励 · 优秀（元）."""
    kind, *beneath = rate.within
    said = {
        "fen_per_class": gettext("每班"),
        "most_fen": gettext("最多"),
        "least_fen": gettext("最少"),
        "average_fen": gettext("平均工资"),
        "bands": gettext("第 %(number)s 档") % {"number": beneath[0]} if beneath else "",
    }
    if kind == "events":
        detail = rate.allowance.events[beneath[0]].name
    elif kind in said:
        detail = said[kind]
    elif beneath and beneath[0].isdigit():
        detail = gettext("第 %(number)s 名") % {"number": beneath[0]}
    else:
        names = {stage.value: str(stage.label) for stage in Stage} | rating_names[
            rate.path.rpartition("/")[0]
        ]
        detail = names.get(beneath[0], beneath[0]) if beneath and beneath[0] != "all" else ""
    unit = gettext("（%）") if rate.is_percent else gettext("（元）")
    return " · ".join(filter(None, [rate.allowance.name, detail])) + unit
