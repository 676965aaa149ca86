"""Compare results with what they are when computed again, figure by figure, and say where they differ."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from banheng.bundles.bundle import RESULTS
from banheng.bundles.faults import DIFFERS, NO_TABLE, OTHER_SUBJECTS
from banheng.core.money import format_yuan
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.core.findings import Finding
    from banheng.schemes.scheme import Scheme

Figures = dict[tuple[str, ...], tuple[Wording, str]]
"""What each figure is called and what it is, by where it stands."""

NONE = "—"
MOST_SHOWN = 200

CALLED = {
    "class_name": Wording("班级名称", "class name"),
    "teacher_name": Wording("姓名", "name"),
    "grade": Wording("年级", "grade"),
    "role": Wording("角色", "role"),
    "days": Wording("任职天数", "days in post"),
    "total": Wording("总分", "total"),
    "rank": Wording("名次", "rank"),
    "rank_of": Wording("排名人数", "number ranked"),
    "rating": Wording("等次代码", "code of the rating"),
    "rating_name": Wording("等次", "rating"),
    "vetoes": Wording("一票否决", "vetoes"),
    "flags": Wording("标记", "flags"),
}
PAY = Wording("津贴合计（元）", "pay together (yuan)")
WHOLE = Wording("全部结果", "all results")
HEADS = {
    ("scheme", "code"): Wording("方案代码", "scheme"),
    ("scheme", "fingerprint"): Wording("方案指纹", "fingerprint of the scheme"),
    ("period", "code"): Wording("考核周期", "period"),
    ("period", "first"): Wording("起始日期", "first day"),
    ("period", "last"): Wording("结束日期", "last day"),
}


def first_difference(claimed: Any, found: Mapping[str, Any], scheme: Scheme) -> Finding | None:
    """Find the first figure of claimed results that is not what was computed; None if all agree."""
    names = {part.code: part.name for part in scheme.items()}
    names |= {part.code: part.name for part in scheme.all_indicators()}
    try:
        heads, pay = _heads(claimed), _pay(claimed)
        results = [_figures(result, names) for result in claimed["results"]]
        subjects = [(str(result["key"]), _who(result)) for result in claimed["results"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        return NO_TABLE.fault(place="results").finding(RESULTS)
    if difference := _differs(heads, _heads(found)):
        return _finding(WHOLE, *difference)
    if finding := _other_subjects(subjects, [(result["key"], _who(result)) for result in found["results"]]):
        return finding
    for (_, who), own, again in zip(subjects, results, found["results"], strict=True):
        if difference := _differs(own, _figures(again, names)):
            return _finding(Wording(who, who), *difference)
    difference = _differs(pay, _pay(found))
    return _finding(WHOLE, *difference) if difference else None


def _other_subjects(claimed: list[tuple[str, str]], found: list[tuple[str, str]]) -> Finding | None:
    if [key for key, _ in claimed] == [key for key, _ in found]:
        return None
    pairs = zip_longest(claimed, found, fillvalue=("", NONE))
    number, one, other = next(
        (number, one[1], other[1]) for number, (one, other) in enumerate(pairs, start=1) if one[0] != other[0]
    )
    return OTHER_SUBJECTS.fault(number=number, claimed=one, found=other).finding(RESULTS)


def _heads(results: Any) -> Figures:
    return {path: (called, str(results[path[0]][path[1]])) for path, called in HEADS.items()}


def _pay(of: Any) -> Figures:
    return {("pay_fen",): (PAY, format_yuan(_whole(of["pay_fen"])))}


def _figures(result: Any, names: Mapping[str, str]) -> Figures:
    """List the figures of a subject: what is seen first stands first, the parts, then what is made of them."""
    parts = {**result["items"], **result["indicators"]}
    figures: Figures = {}
    for code, part in parts.items():
        name = names.get(code, code)
        figures["part", code] = Wording(name, name), str(part["points"]) if part["applies"] else NONE
    for piece in result["pieces"]:
        name = str(piece["period"])
        figures["piece", name] = Wording(f"{name} 的得分", f"total of {name}"), str(piece["total"])
    for key, called in CALLED.items():
        figures[key,] = called, _text(result[key])
    for number, line in enumerate(result["pay_lines"]):
        called = Wording(f"{line['name']}（元）", f"{line['name']} (yuan)")
        figures["pay", str(number), str(line["code"])] = called, format_yuan(_whole(line["fen"]))
    return figures | _pay(result)


def _text(value: Any) -> str:
    text = "、".join(map(str, value)) if isinstance(value, list) else str(value)
    return NONE if value is None or not text else text


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _differs(claimed: Figures, found: Figures) -> tuple[Wording, str, str] | None:
    for path in (*found, *claimed):
        called, one = claimed.get(path, (None, NONE))
        other_called, other = found.get(path, (None, NONE))
        if one != other or (path in claimed) != (path in found):
            return other_called or called or WHOLE, one, other
    return None


def _who(result: Any) -> str:
    """Name a subject as people do: the class, and who has it."""
    names = (result["class_name"] or result["class"], result["teacher_name"] or result["teacher"])
    return " ".join(filter(None, map(str, names)))


def _finding(who: Wording, what: Wording, claimed: str, found: str) -> Finding:
    """Word a difference; names are figures of the sentence and no part of it, for they may hold braces."""
    return DIFFERS.fault(
        who_zh=who.zh,
        who_en=who.en,
        what_zh=what.zh,
        what_en=what.en,
        claimed=claimed[:MOST_SHOWN],
        found=found[:MOST_SHOWN],
    ).finding(RESULTS)
