from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.development.care.confiding import counsellors
from banheng.development.care.models import CareNote, Counsellor
from banheng.development.care.pressure import OFTEN, QUESTIONS
from banheng.web.inputs import SiteForm, StaffChoice, text_field

if TYPE_CHECKING:
    from banheng.accounts.access import Access


class ConfideForm(SiteForm):
    """What is written, and to whom it may be shown."""

    counsellor = forms.ModelChoiceField(
        Counsellor.objects.none(), label=_("交给谁看"), empty_label=_("只给自己"), required=False
    )

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offered = counsellors(access.school, access.day).exclude(staff=access.user.staff_id)
        self.fields["counsellor"].queryset = offered

    def content(self) -> dict[str, Any]:
        """Give what was written."""
        return {name: value for name, value in self.cleaned_data.items() if name != "counsellor"}


class RequestForm(ConfideForm):
    about = forms.ChoiceField(
        label=_("关于"),
        choices=[
            ("work", _("工作困难")),
            ("life", _("生活困难")),
            ("health", _("疾病")),
            ("family", _("家庭")),
            ("counselling", _("预约心理辅导")),
        ],
    )
    text = text_field(_("说明"), most=2000)
    field_order = ("about", "text", "counsellor")


class CareerForm(ConfideForm):
    now = text_field(_("现在的情况和长处"), most=2000)
    goals = text_field(_("三年内想达到什么"), most=2000)
    steps = text_field(_("打算怎样做，需要什么帮助"), most=2000)
    field_order = ("now", "goals", "steps", "counsellor")


class PressureForm(ConfideForm):
    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        asked = {
            code: forms.TypedChoiceField(label=text, choices=OFTEN, coerce=int)
            for code, text in QUESTIONS.items()
        }
        for field in asked.values():
            field.widget.attrs["class"] = "form-select"
        self.fields = asked | self.fields


FORMS = {
    CareNote.Kind.REQUEST: RequestForm,
    CareNote.Kind.PRESSURE: PressureForm,
    CareNote.Kind.CAREER: CareerForm,
}


class AnswerForm(SiteForm):
    text = text_field(_("答复"), most=2000)


class CounsellorForm(SiteForm):
    staff = StaffChoice(label=_("辅导人"), empty_label=_("请选择"))
    about = forms.CharField(label=_("负责什么"), max_length=100)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(access.school)
