from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.development.research.models import Level, Work
from banheng.schools.models import Staff
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from banheng.schools.models import School


class SearchForm(SiteForm):
    words = forms.CharField(label=_("关键词"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=[("", _("全部")), *Work.Kind.choices], required=False)
    category = forms.ChoiceField(
        label=_("案例分类"), choices=[("", _("全部")), *Work.Category.choices], required=False
    )


class WorkForm(SiteForm):
    kind = forms.ChoiceField(label=_("类别"), choices=Work.Kind)
    title = forms.CharField(label=_("标题"), max_length=200)
    category = forms.ChoiceField(
        label=_("案例分类（案例必选）"), choices=[("", "—"), *Work.Category.choices], required=False
    )
    text = forms.CharField(
        label=_("正文或摘要"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("写到学生的地方一律用化名，不写能认出学生和家庭的细节。"),
    )
    link = forms.URLField(label=_("链接（没有不填）"), max_length=300, required=False, assume_scheme="https")
    level = forms.ChoiceField(
        label=_("发表或获奖的级别"), choices=[("", "—"), *Level.choices], required=False
    )
    place = forms.CharField(label=_("发表或获奖（没有不填）"), max_length=200, required=False)
    day = day_field(_("完成日期"))


class ReasonForm(SiteForm):
    reason = text_field(_("退回原因"), most=300)


class ProjectForm(SiteForm):
    title = forms.CharField(label=_("课题"), max_length=200)
    level = forms.ChoiceField(label=_("级别"), choices=Level)
    question = text_field(_("研究什么，怎样研究"), most=2000)
    leader = StaffChoice(label=_("主持人"), empty_label=_("请选择"))
    members = forms.ModelMultipleChoiceField(
        Staff.objects.none(), label=_("参加人"), required=False, widget=forms.SelectMultiple
    )
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["leader"].of(school)
        self.fields["members"].queryset = Staff.objects.filter(school=school, left=None)
        self.fields["members"].widget.attrs["size"] = 6


class StartForm(SiteForm):
    number = forms.CharField(label=_("立项编号"), max_length=60)


class ResultForm(SiteForm):
    result = text_field(_("成果（终止的写原因）"), most=2000)
