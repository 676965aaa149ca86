from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Role
from banheng.core.errors import MalformedNumber
from banheng.core.money import parse_yuan
from banheng.core.points import LIMIT, parse_units
from banheng.development.posts.figures import Figure
from banheng.development.posts.models import ALWAYS, Applicant, Change, Post, Round, Step, Way
from banheng.schools.classes import classes_on
from banheng.schools.models import Posting
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.accounts.access import Access

MINUTES = _("会议纪要编号")
PARTS = 4
"""Parts of a competition that the form has room for."""


class ClassChoice(forms.ModelChoiceField):
    """One of the classes of today; gives the class itself."""

    def __init__(self, **named: Any) -> None:
        super().__init__(None, empty_label=_("请选择"), **named)

    def clean(self, value: Any) -> Any:
        chosen = super().clean(value)
        return chosen and chosen.school_class

    def of(self, access: Access) -> None:
        """Offer the classes of the day."""
        self.queryset = classes_on(access.school, access.day)


class RoundForm(SiteForm):
    title = forms.CharField(label=_("名称"), max_length=100)
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    steps = forms.MultipleChoiceField(
        label=_("步骤"),
        choices=[(step.value, step.label) for step in Step if step not in ALWAYS],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("审核筛选、审定、公布并聘任每轮都有。只走推荐任命的，只选“年级推荐”。"),
        required=False,
    )
    decider = forms.ChoiceField(label=_("由谁审定"), choices=Round.Decider.choices)
    notice_days = forms.IntegerField(label=_("公示天数（上学日）"), min_value=0, max_value=60)
    first = day_field(_("聘期自"))
    last = day_field(_("聘期至"))

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for number in range(1, PARTS + 1):
            self.fields[f"name{number}"] = forms.CharField(
                label=_("竞聘项目 %(number)d") % {"number": number},
                max_length=30,
                required=False,
                widget=forms.TextInput({"class": "form-control"}),
            )
            self.fields[f"way{number}"] = forms.ChoiceField(
                label=_("怎样计分"), choices=Way.choices, widget=forms.Select({"class": "form-select"})
            )
            self.fields[f"weight{number}"] = forms.IntegerField(
                label=_("权重"),
                min_value=1,
                max_value=100,
                required=False,
                widget=forms.NumberInput({"class": "form-control"}),
            )

    @property
    def general(self) -> Iterable[forms.BoundField]:
        """Give the fields that are not of a part."""
        return [self[name] for name in ("title", "post", "first", "last", "decider", "notice_days", "steps")]

    @property
    def part_rows(self) -> Iterable[Iterable[forms.BoundField]]:
        """Give the fields of each part."""
        return [
            [self[f"{name}{number}"] for name in ("name", "way", "weight")] for number in range(1, PARTS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        """Gather the parts that have a name."""
        given = super().clean() or {}
        parts = [
            {name: given.pop(f"{name}{number}", None) for name in ("name", "way", "weight")}
            for number in range(1, PARTS + 1)
        ]
        given["parts"] = [part | {"weight": part["weight"] or 1} for part in parts if part["name"]]
        return given


def usual_parts() -> dict[str, object]:
    """Give the parts that most schools have, to begin with."""
    named = (
        (gettext("笔试"), Way.MARK, 30),
        (gettext("演讲答辩"), Way.PANEL, 40),
        (gettext("民主测评"), Way.VOTE, 30),
    )
    return {
        f"{field}{number}": value
        for number, part in enumerate(named, start=1)
        for field, value in zip(("name", "way", "weight"), part, strict=True)
    }


class ApplyForm(SiteForm):
    statement = text_field(_("申请理由和带班设想"))
    wish = ClassChoice(label=_("希望任职的班级（可不选）"), required=False)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["wish"].of(access)


class RecommendForm(SiteForm):
    staff = StaffChoice(label=_("推荐教师"), empty_label=_("请选择"))
    reason = text_field(_("推荐理由"))

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(access.school)


class ScreenForm(SiteForm):
    passed = forms.ChoiceField(label=_("审核结论"), choices=(("yes", _("通过")), ("no", _("不通过"))))
    remark = text_field(_("审核意见（不通过的必填）"), required=False)

    def clean_passed(self) -> bool:
        """Read the choice."""
        return self.cleaned_data["passed"] == "yes"


class ReasonForm(SiteForm):
    reason = text_field(_("理由"))


class ObjectionForm(SiteForm):
    text = text_field(_("异议内容（只有办理人和校长看得到）"))


class AnswerForm(SiteForm):
    upheld = forms.ChoiceField(label=_("核查结果"), choices=(("no", _("异议不成立")), ("yes", _("异议成立"))))
    answer = text_field(_("核查结论"))

    def clean_upheld(self) -> bool:
        """Read the choice."""
        return self.cleaned_data["upheld"] == "yes"


class PanelForm(SiteForm):
    users = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("评委"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        granted = RoleGrant.objects.filter(school=access.school, withdrawn_at=None)
        granted = granted.exclude(role=Role.PUPIL_INSPECTOR)
        self.fields["users"].queryset = User.objects.filter(
            Q(staff__school=access.school, staff__left=None) | Q(pk__in=granted.values("user")),
            is_active=True,
        ).order_by("name", "pk")


class MarksForm(SiteForm):
    """The marks of one judge, or what the office counts: a field for each applicant and part.

    Attributes:
        rows: each applicant with their fields.
    """

    def __init__(
        self,
        selection: Round,
        applicants: Iterable[Applicant],
        ways: Iterable[Way],
        *arguments: Any,
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.rows = []
        for applicant in applicants:
            fields = []
            for part in selection.parts:
                if part["way"] in ways:
                    fields += self._fields(applicant, part)
            self.rows.append((applicant, [self[name] for name in fields]))

    def _fields(self, applicant: Applicant, part: dict[str, Any]) -> list[str]:
        name = f"m-{applicant.pk}-{part['code']}"
        if part["way"] == Way.VOTE:
            self.fields[f"{name}-for"] = _number(_("%(part)s：赞成票") % {"part": part["name"]})
            self.fields[f"{name}-cast"] = _number(_("%(part)s：有效票") % {"part": part["name"]})
            return [f"{name}-for", f"{name}-cast"]
        widget = forms.TextInput({"class": "form-control", "inputmode": "decimal", "autocomplete": "off"})
        label = _("%(part)s（0—100）") % {"part": part["name"]}
        self.fields[name] = forms.CharField(label=label, max_length=10, required=False, widget=widget)
        return [name]


def _number(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput({"class": "form-control"})
    return forms.IntegerField(label=label, min_value=0, max_value=100_000, required=False, widget=widget)


class DecideForm(SiteForm):
    outcome = forms.ChoiceField(label=_("审定结果"), choices=Applicant.Outcome.choices)
    school_class = ClassChoice(label=_("任职班级"), required=False)
    remark = text_field(_("说明"), required=False)

    def __init__(self, access: Access, post: str, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if Post(post).has_class:
            self.fields["school_class"].of(access)
        else:
            del self.fields["school_class"]


class FinishForm(SiteForm):
    step = forms.CharField(widget=forms.HiddenInput)
    remark = text_field(_("说明"), required=False)
    minutes = forms.CharField(label=MINUTES, max_length=100, required=False)


class AppointForm(SiteForm):
    staff = StaffChoice(label=_("教师"), empty_label=_("请选择"))
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    school_class = ClassChoice(label=_("班级（班主任、副班主任、见习班主任必选）"), required=False)
    first = day_field(_("任职自"))
    last = day_field(_("任职至"))
    reason = text_field(_("依据，如年级推荐意见"))
    minutes = forms.CharField(label=MINUTES, max_length=100, required=False)
    waived_for = text_field(_("破格理由（规则不允许而仍要聘任时填写）"), required=False)

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(access.school)
        self.fields["school_class"].of(access)

    def clean_post(self) -> Post:
        """Read the choice."""
        return Post(self.cleaned_data["post"])


class ResignForm(SiteForm):
    """Somebody asks to leave the own class."""

    school_class = ClassChoice(label=_("班级"))
    reason = text_field(_("辞任理由"))

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        held = Posting.objects.filter(staff=access.user.staff_id or 0).exclude(last__lt=access.day)
        self.fields["school_class"].queryset = classes_on(access.school, access.day).filter(
            school_class__in=held.values("school_class")
        )


class ChangeForm(SiteForm):
    kind = forms.ChoiceField(label=_("事项"), choices=Change.Kind.choices)
    staff = StaffChoice(label=_("教师"), empty_label=_("请选择"))
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    school_class = ClassChoice(label=_("班级（有班级的岗位必选）"), required=False)
    reason = text_field(_("事由"))

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(access.school)
        self.fields["school_class"].of(access)

    def clean_kind(self) -> Change.Kind:
        """Read the choice."""
        return Change.Kind(self.cleaned_data["kind"])

    def clean_post(self) -> Post:
        """Read the choice."""
        return Post(self.cleaned_data["post"])


class HearForm(SiteForm):
    on = day_field(_("听取意见日期"))
    heard = text_field(_("本人意见"))


class DecideChangeForm(SiteForm):
    approve = forms.ChoiceField(label=_("决定"), choices=(("yes", _("同意")), ("no", _("不同意"))))
    last = day_field(_("任职的最后一天"), required=False)
    successor = StaffChoice(label=_("接任教师（次日起任班主任）"), empty_label=_("暂不确定"), required=False)
    sanction = forms.ChoiceField(
        label=_("处理"), choices=[("", "—"), *Change.Sanction.choices], required=False
    )
    remark = text_field(_("决定的理由"))
    minutes = forms.CharField(label=MINUTES, max_length=100, required=False)

    def __init__(self, access: Access, change: Change, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["successor"].of(access.school)
        if change.kind == Change.Kind.REFUSE:
            del self.fields["last"], self.fields["successor"]
        else:
            del self.fields["sanction"]
            if change.post != Post.HOMEROOM_TEACHER:
                del self.fields["successor"]

    def clean_approve(self) -> bool:
        """Read the choice."""
        return self.cleaned_data["approve"] == "yes"


class FiguresForm(SiteForm):
    figure = forms.ChoiceField(
        label=_("登记什么"),
        choices=((Figure.WEEKLY_LESSONS.value, _("周课时")), (Figure.BIRTH_YEAR.value, _("出生年份"))),
    )
    since = day_field(_("自哪天起"))
    text = forms.CharField(
        label=_("每行一人：工号和数字"),
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "t101\t12"}),
        max_length=20_000,
        help_text=_(
            "可从表格复制两列粘贴。课时请填全体教师，不上课的填 0，平均数才准。只登记出生年份，不要填身份证号。"
        ),
    )

    def clean_figure(self) -> Figure:
        """Read the choice."""
        return Figure(self.cleaned_data["figure"])


class NormForm(SiteForm):
    homeroom_lessons = forms.CharField(
        label=_("班主任工作折合周课时（不折合的留空）"), max_length=8, required=False
    )
    pupils_per_counsellor = forms.IntegerField(
        label=_("每多少名学生配一名专职辅导员（不作要求的留空）"),
        min_value=1,
        max_value=10_000,
        required=False,
    )

    def clean_homeroom_lessons(self) -> int | None:
        """Read the lessons into units."""
        said = self.cleaned_data["homeroom_lessons"]
        if not said:
            return None
        try:
            units = parse_units(said)
        except MalformedNumber:
            units = -1
        if not 0 <= units <= LIMIT:
            raise forms.ValidationError(gettext("“%(said)s”不是课时数。请填 4 或 4.5。") % {"said": said})
        return units


class AllowanceForm(SiteForm):
    """What somebody gets for a rest that is over."""

    yuan = forms.CharField(label=_("金额（元）"), max_length=12)
    reason = text_field(_("依据"), most=400)

    def clean_yuan(self) -> int:
        """Read the amount into fen."""
        said = self.cleaned_data["yuan"]
        try:
            return parse_yuan(said)
        except MalformedNumber as malformed:
            raise forms.ValidationError(
                gettext("“%(said)s”不是金额。请写成 120 或 120.50。") % {"said": said}
            ) from malformed


class EmptyForm(SiteForm):
    """A button without fields, which may be refused all the same."""
