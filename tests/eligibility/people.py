"""People of whom so much is known."""

from datetime import date

from banheng.core.wording import Language
from banheng.eligibility.evaluating import evaluate
from banheng.eligibility.facts import Person
from banheng.eligibility.loading import load_pack, pack_path, parse_pack
from banheng.eligibility.saying import say_answer

AT = date(2026, 9, 1)
CHOICES = {
    "001-V": {"newcomers": "paired", "stage": "three_years"},
    "003-B": {"stationed": "counts", "average": "all", "floor": "both"},
    "003-E": {"exits": "all_three", "new_training": "before", "match": "on_top"},
}
"""One choice for every setting that has none."""


def person(**facts):
    return Person.model_validate({"name": "王老师", **facts})


def in_force(code, **choices):
    return load_pack(pack_path(code)).in_force({**CHOICES.get(code, {}), **choices})


def condition(when, *, settings=""):
    """The rules of a pack with this one condition."""
    text = f"pack: p\ntitle: t\ntitle_en: t\n{settings}rules:\n  - {{code: r, name: 规则, name_en: rule, kind: serve, when: {when}}}\n"
    return parse_pack(text).in_force()


def answer(rules, who, rule="r", at=AT):
    (found,) = [each for each in evaluate(rules, who, at) if each.rule.code == rule]
    return found


def said(rules, who, rule="r", at=AT, language=Language.ZH_HANS):
    return say_answer(answer(rules, who, rule, at), language)
