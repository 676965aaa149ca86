"""How ratings are given: by thresholds, by quota or by place, and how equal scores are told apart."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.clauses import has
from banheng.schemes.drafting.meaning.figures import DIGITS, FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.intervals import Interval, complement, intervals
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.meaning.settling import Read
from banheng.schemes.drafting.nodes import Span

GRADE = one_of("grades", "named")
CAREER = one_of("grades", "career")
_GIVEN = rf"(?:[的者,、\s)]|班主任|考核|年度|{one_of('grades', 'given')}){{0,6}}"
_LEVEL_OF_CAREER = re.compile(
    rf"(?:满|达到?|累计|连续|不少于){{1,2}}(?P<n>{FIGURE})年(?:及?以上)?[,]?(?:(?:[且并]|同时|以及)[,]?(?P<needs>[^;。]{{2,40}}?))?"
    rf"(?:的|者|,){{0,3}}(?:可|方可|可以|即可|直接)?(?:申报|申请|参评|晋升|晋级|认定|评定|评|聘|定|确定){{1,2}}为?[“\"]?(?P<grade>{CAREER})"
)
_BEHIND = re.compile(rf"{_GIVEN}[“\"]?(?P<grade>{GRADE})")
_BEFORE = re.compile(
    rf"(?P<grade>{GRADE})(?:等次|等级|次|级|奖)?[”\"]?(?:[:(,]|为|是|的|分数段|得分){{0,6}}$"
)
_SHARE = (
    re.compile(
        rf"(?:排名|名次|得分|总分|位列|居)?(?:(?P<top>前)|(?P<bottom>后|末位|最后|末尾|末)|(?P<next>其后|随后|中间|其次|次))的?(?P<n>{FIGURE})%"
        rf"{_GIVEN}[“\"]?(?P<grade>{GRADE})"
    ),
    re.compile(
        rf"(?:(?:总数|人数|名额|班主任数|总人数)的?|(?<=[,、;。\n]))(?P<n>{FIGURE})%(?:以内|左右)?的?(?:比例)?的?(?:班主任)?"
        rf"{one_of('grades', 'given')}[“\"]?(?P<grade>{GRADE})"
    ),
    re.compile(
        rf"(?P<grade>{GRADE})(?:等次|等级|次|级|奖)?(?:[”\"的,]|班主任|名额|人数|比例){{0,6}}"
        rf"(?:占|不超过|控制在|不得超过|为|约|按|约占|:|比例|总数|总人数|参评|全体|班主任|教师|人数|的){{0,6}}(?P<n>{FIGURE})%"
    ),
)
_SHARES = re.compile(rf"{DIGITS}%?(?:\s*[、,和:]\s*{DIGITS}%?){{1,12}}")
_SERIES_OF_GRADES = re.compile(
    r"(?P<all>[一二三四五甲乙丙丁A-E](?:、[一二三四五甲乙丙丁A-E]){1,12})(?:[二三四五]个?)?(?P<kind>等|档|级)"
)
_REST = re.compile(rf"{one_of('grades', 'rest')}(?:的|人员|班主任|均|者){{0,6}}{_GIVEN}(?P<grade>{GRADE})")
_PLACES = re.compile(
    rf"(?:前(?P<top>{FIGURE})名|第(?P<a>{FIGURE})(?:名)?{one_of('bounds', 'dash')}第?(?P<b>{FIGURE})名){_GIVEN}(?P<grade>{GRADE})(?!班主任|班集体|教师)"
)
_WITHIN = re.compile(
    rf"(?:在|按|以|分)(?:本|同|各|所在)?(?P<within>{one_of('levels', 'groups')})(?:内|分别|为单位|排|进行|统一|、|,|组)"
)


def read_grades(text: str) -> Read | None:
    """Read the ratings that a text gives; None when it speaks of none."""
    thresholds = _thresholds(text)
    quotas = _quotas(text)
    places = [] if thresholds or quotas else _places(text)
    career = _career(text)
    ranking = _ranking(text)
    if len(career) > 1 and not thresholds and not quotas:
        params: dict[str, Any] = {"basis": "career_level", "rules": career}
    elif len(thresholds) >= max(len(quotas), 1):
        params = {"basis": "threshold", "rules": thresholds}
    elif quotas:
        params = {"basis": "quota", "rules": quotas}
    elif places:
        params = {"basis": "rank", "rules": places}
    elif ranking:
        return Read({"ranking": ranking})
    else:
        return None
    if within := _WITHIN.search(text):
        params["within"] = within["within"]
    rounding = next((name for name in ("half_up", "down", "up") if has("grades", name, text)), None)
    if rounding and quotas:
        params["quota_rounding"] = rounding
    return Read(params | ({"ranking": ranking} if ranking else {}))


def _thresholds(text: str) -> list[dict[str, Any]]:
    found: list[tuple[Interval, str]] = []
    behind = 0
    for interval in intervals(text):
        if interval.unit not in {"分", ""} or (interval.is_rest and not found):
            continue
        after = _BEHIND.match(text, interval.span.end)
        before = _BEFORE.search(text, max(behind, interval.span.start - 16), interval.span.start)
        if before:
            grade = before["grade"]
        elif after:
            grade = after["grade"]
        else:
            continue
        behind = after.end() if after and not before else interval.span.end
        found.append((interval, grade))
    named = [interval for interval, _ in found if not interval.is_rest]
    if len(named) < 2:
        return []
    return [
        {"grade": grade} | (complement(interval, named) if interval.is_rest else interval).as_params()
        for interval, grade in found
    ]


def _quotas(text: str) -> list[dict[str, Any]]:
    if listed := _listed(text):
        return listed
    found: dict[int, dict[str, Any]] = {}
    taken: list[Span] = []
    for pattern in _SHARE:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            taken.append(span)
            groups = match.groupdict()
            key = (
                "top_percent"
                if groups.get("top")
                else "bottom_percent"
                if groups.get("bottom")
                else "percent"
            )
            found[match.start()] = {"grade": match["grade"], key: figure(match)}
    if not found:
        return []
    for match in _REST.finditer(text):
        found[match.start()] = {"grade": match["grade"], "percent": "rest"}
    return [found[place] for place in sorted(found)]


def _listed(text: str) -> list[dict[str, Any]]:
    """Read `一、二、三等分别占30%、60%、10%`."""
    for match in _SHARES.finditer(text):
        if "%" not in match[0] and ":" not in match[0]:
            continue
        shares = [figure(one, 0) for one in re.compile(DIGITS).finditer(text, *match.span())]
        before = re.split("[。;\n]", text[: match.start()])[-1]
        behind = re.split("[。;\n]", text[match.end() :])[0]
        for names in (names_in(before), names_in(behind)):
            if len(names) == len(shares):
                parts = _hundredths(shares) if "%" not in match[0] else shares
                return [{"grade": name, "percent": part} for name, part in zip(names, parts, strict=True)]
    return []


def _hundredths(shares: list[Figure]) -> list[Figure]:
    """Make percentages of `3:5:2` where that is exact; where not, the shares stay as they are written."""
    values = [Decimal(share.value) for share in shares if share.value is not None]
    whole = sum(values, Decimal(0))
    parts = [value * 100 / whole for value in values] if whole else []
    if len(parts) < len(shares) or any(part != part.to_integral_value() for part in parts):
        return shares
    return [Figure(int(part), share.span) for part, share in zip(parts, shares, strict=True)]


def _career(text: str) -> list[dict[str, Any]]:
    """Read levels of a career by years of service: `满3年且考核合格的,可评为初级`."""
    return [
        {"grade": match["grade"], "min_years": figure(match)}
        | ({"needs": needs} if (needs := (match["needs"] or "").strip(",")) else {})
        for match in _LEVEL_OF_CAREER.finditer(text)
    ]


def names_in(words: str) -> list[str]:
    """Return the ratings that are named one after the other: `一、二、三等`, `优秀、良好、合格`."""
    if series := list(_SERIES_OF_GRADES.finditer(words)):
        return [name + series[-1]["kind"] for name in series[-1]["all"].split("、")]
    levels = [match[0] for match in re.finditer(CAREER, words)]
    return levels if len(levels) > 1 else [match[0] for match in re.finditer(GRADE, words)]


def _places(text: str) -> list[dict[str, Any]]:
    rules: list[dict[str, Any]] = []
    for match in _PLACES.finditer(text):
        if match["top"]:
            rules.append({"grade": match["grade"], "top": figure(match, "top")})
        else:
            rules.append({"grade": match["grade"], "from": figure(match, "a"), "to": figure(match, "b")})
    if rules:
        rules += [{"grade": match["grade"], "rest": True} for match in _REST.finditer(text)]
    return rules


def _ranking(text: str) -> dict[str, Any]:
    ranking: dict[str, Any] = {}
    if has("grades", "descending", text):
        ranking["order"] = "desc"
    if tie := has("grades", "tie", text):
        by = [_merit(part) for part in re.split("[、,]|再比较|然后|其次", tie["by"])]
        if merits := [part for part in by if part]:
            ranking["tie_break"] = merits
        elif "并列" in tie[0]:
            ranking["ties"] = "shared"
    return ranking


def _merit(words: str) -> str:
    words = re.sub(r"^(?:再|依次|比较|以|按|看|的|则|由|优先|考虑|先|或|班主任){1,12}", "", words)
    return re.sub(
        r"(?:分数|的)?(?:较?高|多|优先|领先|少|低)(?:的|者|的班主任)?(?:列前|优先|靠前|在前|排前|为先|名次靠前)?$|(?:列前|优先|靠前|在前|排前|为先)$",
        "",
        words,
    ).strip("的 ")
