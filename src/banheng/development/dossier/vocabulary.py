"""What the codes of honours, training, posts and conditions are called: by the rules in force, else by the library."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from banheng.core.wording import Language, Wording
from banheng.development.models import Fact
from banheng.development.people import COMPLETE
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.facts import About
from banheng.eligibility.loading import list_packs, load_pack, pack_path
from banheng.eligibility.pack import conditions_in
from banheng.eligibility.records import HasHonour, HasIncident, HasPassed, HasTitle, HasTrained
from banheng.eligibility.values import FigureIs, Item, StepDone
from banheng.ledger.language import request_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from django.utils.functional import _StrPromise

    from banheng.eligibility.condition import Condition, Named
    from banheng.eligibility.pack import EligibilityRule
    from banheng.schools.models import School

Kind = Fact.Kind
Field = tuple[Fact.Kind, str]
Names = dict[str, Wording]

OTHER = "other"
ALWAYS: Mapping[Field, tuple[tuple[str, _StrPromise], ...]] = {
    (Kind.POST, "post"): (
        ("homeroom_teacher", _("班主任")),
        ("assistant_homeroom_teacher", _("副班主任（助理班主任）")),
        ("trainee_homeroom_teacher", _("见习班主任")),
        ("chief_homeroom_teacher", _("首席班主任")),
        ("grade_leader", _("年级组长")),
        ("middle_manager", _("学校中层干部")),
        ("reserve_cadre", _("后备干部")),
        (OTHER, _("其他")),
    ),
    (Kind.PAIR, "pairing"): (
        ("homeroom", _("班主任工作")),
        ("moral", _("德育")),
        ("subject", _("学科教学")),
    ),
    (Kind.HONOUR, "honour"): (
        ("excellent_homeroom_teacher", _("优秀班主任")),
        ("teaching_contest", _("教育教学竞赛")),
        ("homeroom_work", _("班主任工作成绩")),
        (OTHER, _("其他")),
    ),
    (Kind.TITLE, "title"): ((OTHER, _("其他")),),
    (Kind.TRAINING, "training"): (
        ("centralised", _("集中培训")),
        ("pre_service", _("岗前培训")),
        ("post_training", _("岗位培训")),
        ("study_class", _("班主任学习班")),
        ("school_based", _("校本培训")),
        ("enterprise_practice", _("企业实践")),
        (OTHER, _("其他")),
    ),
    (Kind.CONFIRMATION, "code"): ((COMPLETE, _("档案已核全（没有登记的就是没有）")),),
    (Kind.INCIDENT, "incident"): ((OTHER, _("其他")),),
}
"""What every school may say, whatever its rules name."""


class Vocabulary:
    """The names of codes at a school on a day."""

    def __init__(self, named: Mapping[Field, Names]) -> None:
        self.named = named

    def words(self, kind: Fact.Kind, field: str) -> list[tuple[str, str]]:
        """List the codes that may be entered, with what they are called."""
        if field == "other_post":
            return self.words(Kind.POST, "post")
        own = self.named.get((kind, field)) or _library().get((kind, field), {})
        always = {code: str(name) for code, name in ALWAYS.get((kind, field), ())}
        last = {code: always.pop(code) for code in (OTHER,) if code in always}
        return list((always | {code: _said(name) for code, name in own.items()} | last).items())

    def name(self, kind: Fact.Kind, field: str, code: str) -> str:
        """Give the name of a code; the code itself if nobody has named it."""
        known = _library().get((kind, field), {}).get(code)
        return _said(known) if known else code


def vocabulary_of(school: School, day: date) -> Vocabulary:
    """Gather what the rules in force on a day name."""
    return Vocabulary(
        _gather(rule for version in rules_in_force(school, day) for rule in version.rules.rules)
    )


@lru_cache(maxsize=1)
def _library() -> dict[Field, Names]:
    return _gather(rule for code in list_packs() for rule in load_pack(pack_path(code)).pack.rules)


def _said(name: Wording) -> str:
    """Say a name of a pack, which may hold braces."""
    return name.zh if request_language() is Language.ZH_HANS else name.en


def _gather(rules: Iterable[EligibilityRule]) -> dict[Field, Names]:
    """Take the names from conditions about people; a code that is named alone is named better than with others."""
    found: dict[Field, Names] = {}
    alone: dict[Field, Names] = {}
    for rule in rules:
        if rule.about is not About.PERSON:
            continue
        for condition in conditions_in(rule.when):
            for field, codes, name in _named(condition):
                for code in codes:
                    if len(codes) == 1:
                        alone.setdefault(field, {}).setdefault(code, name)
                    with_code = Wording(f"{name.zh}（{code}）", f"{name.en} ({code})")
                    found.setdefault(field, {}).setdefault(code, with_code)
    return {field: names | alone.get(field, {}) for field, names in found.items()}


def _named(condition: Condition) -> Iterator[tuple[Field, tuple[str, ...], Wording]]:
    match condition:
        case HasHonour():
            yield (Kind.HONOUR, "honour"), condition.honours, _name_of(condition)
        case HasTitle():
            yield (Kind.TITLE, "title"), (condition.title,), _name_of(condition)
        case HasTrained() | HasPassed():
            yield (Kind.TRAINING, "training"), condition.training, _name_of(condition)
        case Item() | StepDone():
            yield (Kind.CONFIRMATION, "code"), (condition.code,), _name_of(condition)
        case HasIncident():
            yield (Kind.INCIDENT, "incident"), (condition.incident,), _name_of(condition)
        case FigureIs():
            yield (Kind.FIGURE, "code"), (condition.figure,), _name_of(condition)
            if condition.percent_of:
                name = Wording(condition.percent_of_name, condition.percent_of_name_en)
                yield (Kind.FIGURE, "code"), (condition.percent_of,), name


def _name_of(condition: Named) -> Wording:
    return Wording(condition.name, condition.name_en)
