"""A draft as a scheme file: it loads, its blanks stay blanks, and what it does not say stands in it as remarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from banheng.schemes.drafting.scheme_ends import SchemeEnds
from banheng.schemes.drafting.scheme_layout import dump
from banheng.schemes.drafting.scheme_remarks import footer, header
from banheng.schemes.drafting.scheme_tree import SchemeTree, sound, with_blanks
from banheng.schemes.scheme import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.drafting.defects import Defect
    from banheng.schemes.drafting.drafted import Draft
    from banheng.schemes.drafting.scheme_ends import Part
    from banheng.schemes.drafting.scheme_rules import Content

STAGES = {
    "primary": "primary",
    "junior": "junior",
    "boarding_junior": "junior",
    "senior": "senior",
    "vocational": "vocational",
    "nine_year": "primary junior",
}


class NothingScored(ValueError):
    """A document without a clause that scores; there is no scheme to write."""


def scheme_yaml(draft: Draft, defects: Sequence[Defect] = ()) -> str:
    """Write the scheme file of a draft.

    Raises:
        NothingScored: no clause of the document scores.
    """
    if not draft.items:
        raise NothingScored
    tree = SchemeTree(draft)
    content = _content(draft, tree)
    return header(draft, defects) + dump(content, tree.remarks) + footer(tree.left_out, draft)


def empty_scheme_yaml(draft: Draft) -> str:
    """Write the head of a scheme for a document in which nothing scores, such as a list of duties."""
    head = {
        "scheme": "draft",
        "title": draft.title or draft.document.name,
        "source": {"document": draft.document.name},
        "period": draft.period or "term",
        "note": "原文没有计分的条款；职责、条件和目标另有草稿。",
        "indicators": [],
    }
    return header(draft, ()) + dump(head, SchemeTree(draft).remarks)


def _content(draft: Draft, tree: SchemeTree) -> Content:
    """Put the scheme together; a part that the language refuses is left out, and named."""
    total = draft.stated_total if draft.stated is not None or draft.weighted else draft.computed_total
    content: Content = {
        "scheme": "draft",
        "title": draft.title or draft.document.name,
        "source": {"document": draft.document.name},
        "period": draft.period or "term",
    }
    if draft.period is None:
        content["note"] = "原文没有写明考核周期，这里先按学期，请学校确定。"
    if draft.school_type in STAGES:
        content["stages"] = STAGES[draft.school_type].split()
    content["full_points"] = sound(total) or None
    if draft.converted:
        content["scale_to"] = draft.converted.to
    if draft.rounding and draft.rounding.get("total") is not None:
        content["rounding"] = {"places": draft.rounding["total"]}
    content["indicators"] = tree.indicators()
    for part in SchemeEnds(draft, tree).parts():
        _add(content, part, tree)
    return content


def _add(content: Content, part: Part, tree: SchemeTree) -> None:
    """Add a part if the scheme still loads with it."""
    key, value, section = part
    before = content.get(key)
    content[key] = [*(before or []), *value] if isinstance(value, list) else value
    try:
        Scheme.model_validate(with_blanks(content))
    except ValidationError:
        if before is None:
            del content[key]
        else:
            content[key] = before
        if section is not None:
            tree.leave_out(section)
