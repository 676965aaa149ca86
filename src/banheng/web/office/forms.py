"""Forms of the office: what is typed or chosen, before a use case looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.classes import classes_on
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.reading import check_class_code, code_of
from banheng.schools.models import Grade, Posting, Staff

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.accounts.access import Access
    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import ClassYear


class OfficeForm(forms.Form):
    """A form with the looks of the site."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            widget = field.widget
            looks = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
            widget.attrs["class"] = looks.get(type(widget), "form-control")

    def full_clean(self) -> None:
        super().full_clean()
        for name in self.errors.keys() & self.fields.keys():
            self.fields[name].widget.attrs["class"] += " is-invalid"

    def refuse(self, refusal: ChangeRefused) -> None:
        """Show why a change was not made."""
        self.add_error(None, refusal.reason)


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, staff: Staff) -> str:
        return f"{staff.name}（{staff.code}）"


class ClassChoice(forms.ModelChoiceField):
    def label_from_instance(self, class_year: ClassYear) -> str:
        return class_year.name


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Make a field for a day, which old browsers show as text."""
    widget = forms.DateInput(attrs={"type": "date", "placeholder": "2026-09-01"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


class HandOverForm(OfficeForm):
    staff = StaffChoice(Staff.objects.none(), label=_("新班主任"), empty_label=_("请选择"))
    day = day_field(_("从哪天起"))
    reason = forms.CharField(label=_("原因"), max_length=100, required=False)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = present_staff(access)


class AppointForm(OfficeForm):
    role = forms.ChoiceField(label=_("身份"), choices=Posting.Role.choices[::-1])
    staff = StaffChoice(Staff.objects.none(), label=_("教师"), empty_label=_("请选择"))
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"), required=False)
    reason = forms.CharField(label=_("原因"), max_length=100, required=False)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = present_staff(access)


class EndForm(OfficeForm):
    posting = forms.ModelChoiceField(Posting.objects.none(), label=_("任职"), empty_label=None)
    last = day_field(_("最后一天"))

    def __init__(self, class_year: ClassYear, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["posting"].queryset = class_year.school_class.postings.select_related("staff")


class MergeForm(OfficeForm):
    into = ClassChoice(None, label=_("并入"), empty_label=_("请选择"))
    day = day_field(_("从哪天起"))

    def __init__(self, access: Access, class_year: ClassYear, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["into"].queryset = classes_on(access.school, access.day).exclude(pk=class_year.pk)


class CloseForm(OfficeForm):
    last = day_field(_("最后一天"))


class SizeForm(OfficeForm):
    day = day_field(_("从哪天起"))
    pupils = forms.IntegerField(label=_("学生数"), min_value=0, max_value=999)
    boarders = forms.IntegerField(label=_("住宿生数"), min_value=0, max_value=999, initial=0)


class OpenForm(OfficeForm):
    code = forms.CharField(label=_("班级代码"), max_length=30, help_text=_("每年不变，例如 2026-3 或 302。"))
    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("年级"), empty_label=_("请选择"))
    name = forms.CharField(label=_("班级名称"), max_length=30, help_text=_("例如 三年级2班。"))
    number = forms.IntegerField(label=_("班号"), min_value=1, max_value=99)
    day = day_field(_("开班日期"))
    pupils = forms.IntegerField(label=_("学生数"), min_value=0, max_value=999, required=False)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["grade"].queryset = Grade.objects.filter(school=access.school)

    def clean_code(self) -> str:
        code = code_of(self.cleaned_data["code"])
        return checked(check_class_code, code)


class StaffForm(OfficeForm):
    code = forms.CharField(label=_("工号"), max_length=30, help_text=_("工号决定谁是谁，同名的人靠它区分。"))
    name = forms.CharField(label=_("姓名"), max_length=50)
    homeroom_since = day_field(_("任班主任起始日"), required=False)
    left = day_field(_("离校日期"), required=False)

    def clean_code(self) -> str:
        return code_of(self.cleaned_data["code"])


class TransferForm(OfficeForm):
    into = ClassChoice(None, label=_("转入"), required=False, empty_label=_("离校"))
    day = day_field(_("从哪天起"))

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["into"].queryset = classes_on(access.school, access.day)


class UploadForm(OfficeForm):
    file = forms.FileField(
        label=_("文件"), widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.zip"}), max_length=200
    )
    day = day_field(_("从哪天起算"))
    scheme = forms.ChoiceField(label=_("按哪个方案读"), required=False)

    def __init__(self, kind: str, versions: Sequence[SchemeVersion], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["scheme"].choices = [(version.code, version.title) for version in versions]
        if len(versions) < 2:
            del self.fields["scheme"]
        if kind == "evidence":
            self.fields["day"].label = _("属于哪个学年（填其中任意一天）")


class GuardianForm(OfficeForm):
    name = forms.CharField(label=_("姓名"), max_length=50)
    relationship = forms.CharField(label=_("关系"), max_length=20, help_text=_("例如 母亲。"))
    phone = forms.RegexField(
        r"^[0-9+() -]{5,20}$",
        label=_("电话"),
        error_messages={"invalid": _("请填电话号码，例如 13800000000。")},
    )


class DayForm(OfficeForm):
    day = day_field(_("日期"))
    is_school_day = forms.TypedChoiceField(
        label=_("这一天"),
        choices=[("no", _("不上课")), ("yes", _("上课")), ("public", _("恢复按国家校历"))],
    )
    reason = forms.CharField(label=_("原因"), max_length=100, required=False)


class YearForm(OfficeForm):
    code = forms.CharField(label=_("学年"), max_length=9, help_text=_("例如 2026-2027。"))
    first = day_field(_("学年开始"))
    last = day_field(_("学年结束"))
    first_1 = day_field(_("第一学期开学"))
    last_1 = day_field(_("第一学期最后一天"))
    first_2 = day_field(_("第二学期开学"), required=False)
    last_2 = day_field(_("第二学期最后一天"), required=False)

    def terms(self) -> list[tuple[date, date]]:
        """Give the terms that are filled in."""
        said = self.cleaned_data
        pairs = [(said["first_1"], said["last_1"]), (said["first_2"], said["last_2"])]
        return [(first, last) for first, last in pairs if first and last]


def present_staff(access: Access) -> Any:
    """List who works at the school, or will have left only later."""
    return Staff.objects.filter(
        Q(left__isnull=True) | Q(left__gte=access.day), school=access.school
    ).order_by("code")


def checked(check: Any, text: str) -> str:
    """Run a check of the roster on a field."""
    try:
        check(text)
    except ChangeRefused as refusal:
        raise forms.ValidationError(refusal.reason) from None
    return text
