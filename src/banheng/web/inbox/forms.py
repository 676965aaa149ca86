from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.notices.kind import Mail
from banheng.notices.kinds import KINDS
from banheng.notices.models import SchoolHours
from banheng.notices.preferring import mail_choice, school_hours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.access import Access
    from banheng.notices.kind import Kind
    from banheng.notices.models import Preference

_CONTROL = {"class": "form-control"}
HOURS = ("quiet_from", "quiet_until", "daily_at")


def hour_widget() -> forms.TimeInput:
    """Make the field for an hour, which old browsers show as text."""
    return forms.TimeInput(format="%H:%M", attrs={**_CONTROL, "type": "time", "placeholder": "17:00"})


class PreferenceForm(forms.Form):
    """The address of somebody, how each kind of notice goes there, and their hours."""

    email = forms.EmailField(label=_("邮箱"), required=False, widget=forms.EmailInput(_CONTROL))
    quiet_from = forms.TimeField(label=_("免打扰自"), required=False, widget=hour_widget())
    quiet_until = forms.TimeField(label=_("免打扰至"), required=False, widget=hour_widget())
    daily_at = forms.TimeField(label=_("每日汇总的时间"), required=False, widget=hour_widget())

    def __init__(
        self, *arguments: Any, access: Access, preference: Preference, kinds: Sequence[Kind], **named: Any
    ) -> None:
        initial = {"email": access.user.email, **{name: getattr(preference, name) for name in HOURS}}
        super().__init__(*arguments, initial=initial, label_suffix="", **named)
        standard = school_hours(access.school)
        for name in HOURS:
            hour = f"{getattr(standard, name):%H:%M}"
            self.fields[name].help_text = gettext("不填就用学校的 %(hour)s") % {"hour": hour}
        self.kinds = kinds
        for kind in kinds:
            self.fields[f"mail_{kind.code}"] = forms.ChoiceField(
                label=kind.name,
                choices=Mail.choices,
                initial=mail_choice(preference, kind).value,
                widget=forms.Select({"class": "form-select"}),
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        if (said.get("quiet_from") is None) != (said.get("quiet_until") is None):
            raise forms.ValidationError(gettext("免打扰的起止时间请都填，或都不填。"))
        return said

    def choices(self) -> list[Any]:
        """List the fields of the kinds, for the table."""
        return [self[f"mail_{kind.code}"] for kind in self.kinds]

    def said(self) -> dict[str, Any]:
        """Give what was chosen."""
        said = self.cleaned_data
        mail = {kind.code: said[f"mail_{kind.code}"] for kind in self.kinds}
        return {"email": said["email"], "mail": mail, **{name: said[name] for name in HOURS}}


class SchoolHoursForm(forms.ModelForm):
    """The hours of a school."""

    class Meta:
        model = SchoolHours
        fields = HOURS
        widgets: ClassVar = {name: hour_widget() for name in HOURS}


class RobotForm(forms.Form):
    """What a robot is called and what it tells."""

    name = forms.CharField(label=_("群名称"), max_length=50, widget=forms.TextInput(_CONTROL))
    kinds = forms.MultipleChoiceField(
        label=_("发送哪些消息"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, label_suffix="", **named)
        self.fields["kinds"].choices = [
            (kind.code, kind.name) for kind in KINDS.values() if kind.group is not None
        ]


class NewRobotForm(RobotForm):
    """A robot with the address that its platform gave out."""

    address = forms.CharField(
        label=_("Webhook 地址"), max_length=300, widget=forms.TextInput({**_CONTROL, "autocomplete": "off"})
    )
    secret = forms.CharField(
        label=_("加签密钥（机器人设了“加签”才填）"),
        max_length=100,
        required=False,
        widget=forms.TextInput({**_CONTROL, "autocomplete": "off"}),
    )
    field_order = ("name", "address", "secret", "kinds")
