from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.models import User
from banheng.assessment.visits import inspected_items
from banheng.ledger.duties import pupils_for_duty, staff_for_duty
from banheng.ledger.models import Post
from banheng.policies.in_force import scheme_of, versions_in_force

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.access import Access
    from banheng.schools.models import School

_CONTROL = {"class": "form-control"}
_SELECT = {"class": "form-select"}


def posts_in_use(school: School, *, for_pupils: bool) -> Any:
    """List the posts that may be put on the rota."""
    return Post.objects.filter(school=school, retired=False, for_pupils=for_pupils)


def item_names(school: School, day: date) -> dict[str, str]:
    """Name what inspectors look at under the schemes in force, by code."""
    versions = versions_in_force(school, day)
    return {item.code: item.name for version in versions for item in inspected_items(scheme_of(version))}


class MakeForm(forms.Form):
    """Who takes turns, on which posts."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("参加轮值的人"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个人。")},
    )
    posts = forms.ModelMultipleChoiceField(
        Post.objects.none(),
        label=_("岗位"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一个岗位。")},
    )
    again = forms.BooleanField(label=_("下周起已经排好的也重新排"), required=False)

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["people"].queryset = staff_for_duty(access.school, access.day)
        self.fields["posts"].queryset = posts_in_use(access.school, for_pupils=False)


class PutForm(forms.Form):
    """Somebody of the staff on a post."""

    post = forms.ModelChoiceField(
        Post.objects.none(), label=_("岗位"), widget=forms.Select(_SELECT), empty_label=_("选岗位")
    )
    user = forms.ModelChoiceField(
        User.objects.none(), label=_("姓名"), widget=forms.Select(_SELECT), empty_label=_("选人")
    )

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["post"].queryset = posts_in_use(access.school, for_pupils=False)
        self.fields["user"].queryset = staff_for_duty(access.school, access.day)


class PupilForm(forms.Form):
    """A pupil on a pupils' post: one who inspected before, or the name of a new one."""

    pupil_post = forms.ModelChoiceField(
        Post.objects.none(), label=_("岗位"), widget=forms.Select(_SELECT), empty_label=_("选岗位")
    )
    pupil = forms.ModelChoiceField(
        User.objects.none(),
        label=_("以前检查过的学生"),
        required=False,
        widget=forms.Select(_SELECT),
        empty_label="—",
    )
    name = forms.CharField(
        label=_("或新学生的姓名"), max_length=50, required=False, widget=forms.TextInput(_CONTROL)
    )

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["pupil_post"].queryset = posts_in_use(access.school, for_pupils=True)
        self.fields["pupil"].queryset = pupils_for_duty(access.school)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        if bool(said.get("pupil")) == bool(said.get("name")):
            raise forms.ValidationError(gettext("请选一位以前检查过的学生，或填写新学生的姓名，二者取一。"))
        return said


class PostForm(forms.ModelForm):
    """A post: what its inspectors look at, where, and whether they are pupils."""

    items = forms.MultipleChoiceField(
        label=_("检查项目"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Post
        fields = ("name", "items", "grades", "for_pupils")
        widgets: ClassVar = {"name": forms.TextInput(_CONTROL), "grades": forms.CheckboxSelectMultiple}

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.school = access.school
        names = item_names(access.school, access.day)
        unknown = {
            code: _("%s（现行方案没有这一项）") % code for code in self.instance.items if code not in names
        }
        self.fields["items"].choices = [*names.items(), *unknown.items()]
        self.fields["grades"].queryset = access.school.grades.all()
        if self.instance.pk and self.instance.duties.exists():
            self.fields["for_pupils"].disabled = True
            self.fields["for_pupils"].help_text = _("这个岗位已经排过人，不能再改由谁检查；请另建岗位。")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if Post.objects.filter(school=self.school, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(
                gettext("已有或曾有名为“%(name)s”的岗位。请换一个名称。") % {"name": name}
            )
        return name
