from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.bureau.collecting.columns import catalogue
from banheng.bureau.naming import called
from banheng.web.inputs import SiteForm, day_field, text_field


class OpenForm(SiteForm):
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    deadline = day_field(_("报送截止日期"))
    jump_percent = forms.IntegerField(
        label=_("比上年增减超过百分之几须说明"), min_value=1, max_value=1000, initial=30
    )
    columns = forms.MultipleChoiceField(
        label=_("采集栏目（已选优质均衡七项；要同时判定基本均衡，请加选其余几项）"),
        widget=forms.CheckboxSelectMultiple,
    )
    own = text_field(_("自定栏目（可不填；每行一个：代码、空格、名称）"), required=False, most=1000)
    note = text_field(_("填报说明（口径、依据文件）"), required=False, most=2000)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["columns"].choices = [(code, called(stock.name)) for code, stock in catalogue().items()]


class FileForm(SiteForm):
    file = forms.FileField(
        label=_("XLSX 或 CSV 文件"), max_length=200, widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"})
    )


class ReasonForm(SiteForm):
    reason = text_field(_("原因"))
