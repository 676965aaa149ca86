from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.development.certificates.models import CertificateTerms, Standing
from banheng.web.inputs import SiteForm, SiteModelForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.core.wording import Language
    from banheng.eligibility.values import Item
    from banheng.schools.models import School

STANDINGS = {
    Standing.VALID: _("有效"),
    Standing.EXPIRED: _("已过期"),
    Standing.REVOKED: _("已撤销"),
}


class ApplyForm(SiteForm):
    statement = text_field(_("申请说明（可不填）"), required=False)


class ApplyForForm(ApplyForm):
    """The office applies for somebody without an account."""

    staff = StaffChoice(label=_("教师"), empty_label=_("请选择"))
    field_order = ("staff", "statement")

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(school)


class ScreenForm(SiteForm):
    screening = text_field(_("初审意见（可不填）"), required=False, most=300)


class AssessForm(SiteForm):
    day = day_field(_("考核日期"))
    marks = forms.DecimalField(
        label=_("考核得分（百分制，可不填）"), min_value=0, max_value=100, decimal_places=1, required=False
    )
    passed = forms.TypedChoiceField(
        label=_("结论"),
        choices=[("yes", _("通过")), ("no", _("不通过"))],
        coerce=lambda value: value == "yes",
    )
    confirmed = forms.MultipleChoiceField(
        label=_("学校确认具备的条件"), widget=forms.CheckboxSelectMultiple, required=False
    )
    note = text_field(_("考核情况（可不填）"), required=False, most=300)

    def __init__(self, items: Mapping[str, Item], language: Language, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["confirmed"].choices = [(code, item.named(language)) for code, item in items.items()]
        if not items:
            del self.fields["confirmed"]


class DecideForm(SiteForm):
    decision = text_field(_("认定意见（不予认定的必填）"), required=False, most=300)


class RevokeForm(SiteForm):
    reason = text_field(_("撤销原因"), most=200)


class TermsForm(SiteModelForm):
    class Meta:
        model = CertificateTerms
        fields = ("valid_years", "alert_days", "issuer")
        labels: ClassVar = {
            "valid_years": _("有效期（年，不填为长期有效）"),
            "issuer": _("发证单位（如教育局统一印制，填教育局；不填为本校）"),
        }


class FilterForm(SiteForm):
    standing = forms.ChoiceField(
        label=_("状态"), choices=[("", _("全部")), *STANDINGS.items()], required=False
    )
    name = forms.CharField(label=_("姓名或编号"), max_length=50, required=False)
