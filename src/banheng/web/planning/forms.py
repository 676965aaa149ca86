from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.balance.exact import read_exact
from banheng.balance.loading import list_standards
from banheng.bureau.library import standard_of
from banheng.bureau.naming import called
from banheng.bureau.planning.saving import Terms
from banheng.core.errors import MalformedNumber
from banheng.core.money import FEN_PER_YUAN, format_yuan
from banheng.web.inputs import SiteForm

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banheng.balance.regime import Indicator, Regime

MOST_FEN = 10**14
"""A million million yuan."""
PRICED = ("fen", "lot", "ceiling", "budget", "move_fen", "movable")


class MaybeYuanField(forms.CharField):
    """An amount in yuan that may be left open, read into fen; large as buildings are."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return format_yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Read the amount; None if nothing is typed."""
        written = super().clean(value)
        if not written:
            return None
        try:
            fen = read_exact(written) * FEN_PER_YUAN
        except MalformedNumber:
            fen = Fraction(-1)
        if fen.denominator != 1 or not 0 <= fen < MOST_FEN:
            raise forms.ValidationError(
                gettext("“%(value)s”不是金额。请写成 120 或 120.50，最多两位小数。") % {"value": value}
            )
        return int(fen)


class TermsForm(SiteForm):
    """Prices and limits for every indicator of a regime; what has no price is not bought."""

    name = forms.CharField(label=_("方案名称"), max_length=60)
    standard = forms.ChoiceField(label=_("每所学校还要达到"), required=False)
    budget = MaybeYuanField(label=_("总预算（元，不填为不限）"), required=False, max_length=20)

    def __init__(self, regime: Regime, *arguments: Any, **named: Any) -> None:
        self.regime = regime
        super().__init__(*arguments, **named)
        codes = {each.code for each in regime.indicators}
        fitting = [
            standard_of(code)
            for code in list_standards()
            if codes & {each.code for each in standard_of(code).requirements}
        ]
        self.fields["standard"].choices = [
            ("", gettext("只管差异系数")),
            *((each.standard, called(each.title)) for each in fitting),
        ]
        for indicator in regime.indicators:
            for part, field in _price_fields().items():
                field.widget.attrs["class"] = "form-control"
                self.fields[f"{indicator.code}-{part}"] = field

    def general(self) -> Iterator[Any]:
        """Give the fields that are not about one indicator."""
        return (self[name] for name in ("name", "standard", "budget"))

    def prices(self) -> list[tuple[Indicator, list[Any]]]:
        """Give the fields of each indicator."""
        return [(each, [self[f"{each.code}-{part}"] for part in PRICED]) for each in self.regime.indicators]

    def terms(self) -> Terms:
        """Put together what was typed."""
        said = self.cleaned_data
        prices = {}
        for indicator in self.regime.indicators:
            price = {part: said[f"{indicator.code}-{part}"] for part in PRICED}
            if price["fen"] is not None:
                prices[indicator.code] = price | {"lot": str(price["lot"] or 1)}
        return Terms(self.regime.regime, said["standard"], prices, said["budget"])

    def clean(self) -> dict[str, Any]:
        """Refuse a lot where single ones are moved."""
        said = super().clean()
        for indicator in self.regime.indicators:
            if said.get(f"{indicator.code}-move_fen") is not None and said.get(
                f"{indicator.code}-lot"
            ) not in (None, 1):
                self.add_error(
                    f"{indicator.code}-lot", gettext("能在学校之间调配的按个数计，每份数量应为 1。")
                )
        return said


def terms_as_initial(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give kept terms as what a form begins with."""
    initial = {"standard": terms["standard"], "budget": terms["budget"]}
    for code, price in terms["prices"].items():
        initial |= {f"{code}-{part}": price.get(part) for part in PRICED}
    return initial


def _price_fields() -> dict[str, forms.Field]:
    return {
        "fen": MaybeYuanField(label=_("单价（元）"), required=False, max_length=20),
        "lot": forms.DecimalField(
            label=_("每份是多少（如一间教室 60 平方米填 60）"),
            required=False,
            min_value=0.001,
            max_digits=10,
            decimal_places=3,
        ),
        "ceiling": forms.IntegerField(label=_("每校最多份数"), required=False, min_value=0, max_value=10**8),
        "budget": MaybeYuanField(label=_("本项预算（元）"), required=False, max_length=20),
        "move_fen": MaybeYuanField(
            label=_("调配一个的费用（元，能调配才填）"), required=False, max_length=20
        ),
        "movable": forms.IntegerField(label=_("每校最多调出"), required=False, min_value=0, max_value=10**6),
    }
