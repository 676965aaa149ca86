from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.development.mentoring.models import Entry, Pair, Side, Topic
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from banheng.schools.models import School


class PairForm(SiteForm):
    mentor = StaffChoice(label=_("师父"), empty_label=_("请选择"))
    mentee = StaffChoice(label=_("徒弟"), empty_label=_("请选择"))
    kind = forms.ChoiceField(label=_("类别"), choices=Pair.Kind)
    mentee_post = forms.ChoiceField(
        label=_("徒弟任职"), choices=[("", _("按档案")), *Pair.Post.choices], required=False
    )
    is_young = forms.BooleanField(label=_("徒弟是青年教师"), required=False)
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))
    goals = text_field(_("约定的目标"), most=1000)
    remark = text_field(_("说明（跨年级段的写明原因）"), required=False, most=300)

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["mentor"].of(school)
        self.fields["mentee"].of(school)


class SignForm(SiteForm):
    side = forms.ChoiceField(label=_("签字方"), choices=Side)
    day = day_field(_("签字日期"))


class CeremonyForm(SiteForm):
    day = day_field(_("仪式日期"))


class TopicForm(SiteForm):
    code = forms.ChoiceField(label=_("内容"), choices=Topic.Code)
    day = day_field(_("日期"))
    note = text_field(_("做了什么"))


class EntryForm(SiteForm):
    kind = forms.ChoiceField(label=_("方式"), choices=Entry.Kind)
    day = day_field(_("日期"))
    text = text_field(_("内容"), most=1000)


class ReflectionForm(SiteForm):
    text = text_field(_("期末反思：收获、不足、下一步"), most=2000)


class EndForm(SiteForm):
    day = day_field(_("结束日期"))
    reason = text_field(_("提前结束的原因（按期结束不填）"), required=False, most=300)
