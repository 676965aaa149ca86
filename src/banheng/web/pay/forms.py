from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.core.errors import MalformedNumber
from banheng.core.money import FEN_PER_YUAN, format_yuan, parse_yuan
from banheng.core.points import LIMIT, UNITS
from banheng.schools.models import Staff
from banheng.web.inputs import DateInput

if TYPE_CHECKING:
    from banheng.accounts.access import Access

_CONTROL = {"class": "form-control"}


class YuanField(forms.CharField):
    """An amount in yuan, read into fen; `most` is in fen."""

    most = LIMIT * FEN_PER_YUAN // UNITS

    widget = forms.TextInput(attrs={**_CONTROL, "inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> int:
        """Read the amount."""
        try:
            return parse_yuan(super().clean(value), most=self.most)
        except MalformedNumber as malformed:
            raise forms.ValidationError(
                gettext("“%(value)s”不是金额。请写成 120 或 120.50，最多两位小数，不超过 %(most)s 元。")
                % {"value": value, "most": format_yuan(self.most)}
            ) from malformed


class PaidForm(forms.Form):
    """When the money went out."""

    day = forms.DateField(label=_("发放日期"), widget=DateInput())
    voucher = forms.CharField(label=_("凭证号"), max_length=40, widget=forms.TextInput(attrs=_CONTROL))


class ExtraForm(forms.Form):
    """An amount for one person, decided by the principal."""

    staff = forms.ModelChoiceField(
        Staff.objects.none(),
        label=_("教师"),
        widget=forms.Select({"class": "form-select"}),
        empty_label=_("选教师"),
    )
    name = forms.CharField(
        label=_("名目"),
        max_length=40,
        widget=forms.TextInput(attrs={**_CONTROL, "list": "extra-names", "autocomplete": "off"}),
    )
    fen = YuanField(label=_("金额（元，扣回写负数）"))
    reason = forms.CharField(
        label=_("事由和依据"),
        max_length=400,
        widget=forms.Textarea(attrs={**_CONTROL, "rows": 2}),
        help_text=_("写明哪一次会议或哪一条规定；会印在本人的发放单上。"),
    )

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = Staff.objects.filter(school=access.school)
        self.fields["staff"].label_from_instance = lambda staff: f"{staff.name}（{staff.code}）"
