from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.ledger.models import Reply
from banheng.ledger.replying import LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable


class FilterForm(forms.Form):
    """What to look for in the list; everything may be left open."""

    school_class = forms.ChoiceField(label=_("班级"), required=False)
    item = forms.ChoiceField(label=_("项目"), required=False)
    day = forms.DateField(
        label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    recorder = forms.ChoiceField(label=_("记录人"), required=False)

    def offer(self, field: str, choices: Iterable[tuple[str, str]]) -> None:
        """Fill a list to choose from."""
        self.fields[field].choices = [("", _("全部")), *choices]


class ReplyForm(forms.Form):
    kind = forms.ChoiceField(choices=Reply.Kind)
    text = forms.CharField(
        label=_("说明"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT}),
    )
    photo = forms.FileField(
        label=_("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic"}),
    )
