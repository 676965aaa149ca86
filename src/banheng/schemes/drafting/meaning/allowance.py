"""Money: what is paid, to whom, for what."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.clauses import has
from banheng.schemes.drafting.meaning.figures import DIGITS, FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.grades import GRADE, names_in
from banheng.schemes.drafting.meaning.pay_bands import read_pay_bands
from banheng.schemes.drafting.meaning.phrases import one_of, patterns
from banheng.schemes.drafting.meaning.settling import Read, Words
from banheng.schemes.drafting.meaning.slate import PAUSES, SENTENCE_ENDS, Slate, stretch
from banheng.schemes.drafting.nodes import Span

_PAY = rf"(?:[的者,:]|等次|班主任|每人|每[月年]|每学[期年]|一次性|{one_of('allowance', 'pay')}){{0,6}}"
_TIER = re.compile(
    rf"(?P<grade>{GRADE})(?:次|级)?{_PAY}(?:(?P<n>{FIGURE})元|(?P<nothing>不予?发放?|不奖励?|无))"
)
_TIER_LIST = re.compile(rf"(?P<all>{FIGURE}元?(?:[、,/和]{FIGURE}元?){{1,12}})(?<=元)")
_SIZE = re.compile(
    rf"(?P<size>(?:不足|不满|超过)?{DIGITS}人?(?:{one_of('bounds', 'dash')}{DIGITS}人|及?以[上下]|人及?以[上下]|(?<=[0-9])人))(?:\(不?含[^()]{{0,6}}\))?的?{_PAY}"
    rf"(?:(?P<n>{DIGITS})元|(?P<nothing>不发))"
)
_TOP = re.compile(rf"前(?P<n>{FIGURE})名")
_PLACE = re.compile(rf"第(?P<place>{FIGURE})名?{_PAY}(?P<n>{FIGURE})元")
_FACTOR = re.compile(
    rf"(?P<grade>{GRADE})(?:次|级)?(?:的|为|:|系数|按){{0,6}}(?P<n>{FIGURE})(?!\s*[0-9%元分人名])"
)
_CLASS_FACTOR = re.compile(
    r"(?P<who>[^,。;:\n0-9]{2,24}?)(?:的|班主任|当月|发放){0,6}(?:津贴|绩效|奖励|补贴|待遇|标准){0,6}的?"
    rf"(?:(?:按|乘以|×|享受)[^,。;0-9]{{0,12}}?(?:(?P<n>{FIGURE})(?:倍|的系数)|(?P<percent>{FIGURE})%)"
    rf"|系数(?:为|是|:|按)?(?P<factor>{DIGITS})(?![0-9%元])|上浮(?P<more>{FIGURE})%)"
)
_SANCTION = re.compile(
    rf"(?:(?<!享)受到?|被|给予)(?P<name>[^,。;处]{{2,10}}?)(?:以上)?(?:处分|处理|批评)?(?:的|者|,){{0,6}}[^。;%]{{0,14}}?(?P<n>{FIGURE})%"
)
_PART = re.compile(
    r"按(?:其)?(?P<num>实际?[^,。;占÷/]{1,12}?|任职[^,。;占÷/]{1,10}?|在岗[^,。;占÷/]{1,10}?)(?:占|÷|/|与)(?P<den>[^,。;]{1,14}?)(?:的?比例|的?百分比|之比|比例)"
    r"|按(?:其)?(?P<only>实际?[^,。;]{0,8}?(?:月数|天数|时间|工作日|周数))(?:折算|计算|计发|发放)"
)
_LEAVE = re.compile("病假|事假|产假|婚假|丧假|公假|护理假|陪产假")
_LEAVES_SHORT = re.compile("病、?事假|事、?病假")
_PART_TIME = re.compile("任职|任期|在岗|在任|接任|接手|离任|中途|到岗|聘期")
_OTHER_POST = re.compile("副班主任|助理班主任|见习班主任|代理班主任|代班主任")
_DAYS = re.compile(
    rf"(?:(?P<consecutive>连续)|(?P<over>超过)|累计|满|达到?){{0,6}}(?P<n>{FIGURE})个?(?:工作)?[天日](?:及?以上)?"
)
_REST_TO = re.compile(
    r"(?:付给|发给|发放给|支付给|补贴给|给予|归|转发|补给|由)(?P<who>(?:代理|代班|代管|临时|替代|代课|顶岗)[^,。;0-9领]{1,8})"
)
_POST = re.compile("^[^,。]{0,8}(?:班|年级|学部|专业|主任|岗)[^,。]{0,4}$")
_PERIODS = re.compile("学期|学年|每?年|月|期末|年终|年度")
_EVERY = re.compile("(?<=每)(?:学期|学年|月|年)")
_PERIOD_NAMES = {"期末": "学期", "年终": "学年", "年度": "学年", "每年": "年"}
_MONEY = re.compile(rf"(?P<n>{FIGURE})元")
_BY = re.compile(r"(?:学期|学年|月|年度|全年)?(?:考核)?(?:平均分|总分|得分|总成绩|成绩|考核分)")
_SIMPLE = (
    "per_head_over", "tenure", "bonus_top_n", "per_point", "fixed", "per_head", "pool_total", "substitute_subsidy",
    "leave_deduction", "daily_rate", "months_per_year", "grade_penalty", "prize",
)  # fmt: skip


class AllowanceReader:
    """Reads one clause; what is understood is wiped out, and money that is left is kept as `extra`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.slate = Slate(text)
        self.found: list[tuple[int, dict[str, Any]]] = []

    def rules(self) -> list[Read]:
        while self.slate.take_any("allowance", "mentioned"):
            pass  # what is paid besides is said elsewhere
        for read in (
            self.formulas, self.score_bands, self.halves, self.part_period, self.sanctions, self.places, self.tiers, self.grade_factors,
            self.factors, self.class_factors, self.phrased, self.rounding, self.left_over,
        ):  # fmt: skip
            read()
        return [Read(params) for _, params in sorted(self.found, key=lambda found: found[0])]

    def add(self, place: int, params: dict[str, Any]) -> None:
        self.found.append((place, params))

    def take(self, match: re.Match[str]) -> None:
        self.slate.wipe(Span(*match.span()))

    def formulas(self) -> None:
        """Read `总额÷全体系数之和×本人系数`."""
        while match := self.slate.take_any("allowance", "pool_formula"):
            formula = Words(match["formula"].strip(), Span(*match.span("formula")))
            self.add(
                match.start(),
                {"kind": "pool_share" if "系数" in match[0] else "pool_rate", "formula": formula},
            )

    def score_bands(self) -> None:
        if found := read_pay_bands(self.slate):
            place, params = found
            self.add(place, {"kind": "tier", "by": "得分"} | self.period(place) | params)

    def halves(self) -> None:
        """Read `津贴减半发放`, and for whom: a rating, a post, or somebody who was there for a part of the time."""
        while match := self.slate.take_any("allowance", "half"):
            half = Figure(Decimal("0.5"), Span(*match.span()))
            lead = self.slate.open[
                stretch(self.slate.open, max(match.start() - 1, 0), "。;\n").start : match.start()
            ]
            grades = names_in(lead)
            if len(grades) == 1:
                params: dict[str, Any] = {"kind": "grade_factor", "grade": grades[0], "factor": half}
            elif leaves := _leaves(lead):
                params = {"kind": "part_period", "leave": leaves, "factor": half}
            elif _PART_TIME.search(lead):
                params = {"kind": "part_period", "factor": half}
            elif post := _OTHER_POST.search(lead):
                params = {"kind": "coefficient", "on": "tier", "table": {post[0]: half}}
            else:
                params = {"kind": "extra", "event": lead.strip(" ,") or match[0], "factor": half}
            self.add(match.start(), params)

    def part_period(self) -> None:
        match = self.slate.take(_PART)
        if not match:
            return
        formula = f"{match['num']}÷{match['den']}" if match["num"] else match["only"]
        params: dict[str, Any] = {"kind": "part_period"} | self.leave(match.start())
        self.add(match.start(), params | {"formula": formula} | self.rest_to())

    def leave(self, before: int) -> dict[str, Any]:
        """Read which leave is meant, and from how many days on."""
        sentence = (
            stretch(self.slate.open, min(before, len(self.text) - 1), "。\n\x1f") if self.text else Span(0, 0)
        )
        lead = self.slate.open[sentence.start : before]
        params: dict[str, Any] = {}
        if leaves := _leaves(lead):
            params["leave"] = leaves
        if match := _DAYS.search(self.slate.open, sentence.start, before):
            params["over_days" if match["over"] else "from_days"] = figure(match)
            if match["consecutive"]:
                params["consecutive"] = True
            self.take(match)
        return params

    def rest_to(self) -> dict[str, Any]:
        match = _REST_TO.search(self.text)
        return {"rest_to": match["who"].strip("的")} if match else {}

    def sanctions(self) -> None:
        found = list(_SANCTION.finditer(self.slate.open))
        if not found or not re.search("发放|计发|发给|发", self.text):
            return
        for match in found:
            self.take(match)
        self.add(
            found[0].start(),
            {"kind": "sanction_multiplier", "table": {match["name"]: _share(match) for match in found}},
        )

    def places(self) -> None:
        found = list(_PLACE.finditer(self.slate.open))
        if not found:
            return
        for match in found:
            self.take(match)
        table = {figure(match, "place").value: figure(match) for match in found}
        self.add(found[0].start(), {"kind": "rank_table"} | self.period(found[0].start()) | {"table": table})

    def tiers(self) -> None:
        """Read amounts by rating, by place or by size of the class."""
        for amounts in _TIER_LIST.finditer(self.slate.open):
            found = re.compile(FIGURE).finditer(self.slate.open, *amounts.span("all"))
            if self.add_list(amounts, [figure(one, 0) for one in found]):
                self.take(amounts)
                return
        for pattern, key in ((_TIER, "grade"), (_SIZE, "size")):
            rows = list(pattern.finditer(self.slate.open))
            if len(rows) < 2:
                continue
            for match in rows:
                self.take(match)
            table = {
                match[key]: figure(match) if match["n"] else Figure(0, Span(*match.span("nothing")))
                for match in rows
            }
            by = {} if key == "grade" else {"by": "班级人数"}
            self.add(rows[0].start(), {"kind": "tier"} | by | self.period(rows[0].start()) | {"table": table})

    def add_list(self, match: re.Match[str], amounts: list[Figure]) -> bool:
        """Read `优秀、良好、合格分别奖励800元、500元、300元`, `前三名分别奖励500元、300元、200元`."""
        sentence = stretch(self.slate.open, match.start() - 1, SENTENCE_ENDS) if match.start() else Span(0, 0)
        lead = self.slate.open[sentence.start : match.start()]
        names = names_in(lead)
        top = _TOP.search(lead)
        if len(names) == len(amounts):
            params: dict[str, Any] = {"kind": "tier"} | self.period(match.start())
            self.add(match.start(), params | {"table": dict(zip(names, amounts, strict=True))})
            return True
        if top and figure(top).value == len(amounts):
            self.add(match.start(), {"kind": "rank_table", "table": dict(enumerate(amounts, start=1))})
            return True
        return False

    def grade_factors(self) -> None:
        while match := self.slate.take_any("allowance", "grade_factor"):
            factor = (
                _share(match, "factor_percent")
                if match.groupdict().get("factor_percent")
                else figure(match, "factor")
            )
            self.add(match.start(), {"kind": "grade_factor", "grade": match["grade"], "factor": factor})

    def factors(self) -> None:
        """Read `等次系数:优秀1.3,良好1.0`."""
        if "系数" not in self.text:
            return
        found = list(_FACTOR.finditer(self.slate.open))
        if len(found) < 2:
            return
        for match in found:
            self.take(match)
        self.add(
            found[0].start(),
            {
                "kind": "coefficient",
                "by": "等次",
                "table": {match["grade"]: figure(match) for match in found},
            },
        )

    def class_factors(self) -> None:
        table: dict[str, Any] = {}
        place = 0
        while match := self.slate.take(_CLASS_FACTOR):
            place = place or match.start()
            names = re.split("[、和及]", re.sub("^(?:[,、;的]|其中|担任|对|对于)+|的$", "", match["who"]))
            table |= {name: _factor(match) for name in names if _POST.search(name)}
        if table:
            self.add(place, {"kind": "coefficient", "on": "tier", "table": table})

    def phrased(self) -> None:
        for kind in _SIMPLE:
            for pattern in patterns("allowance", kind):
                while match := pattern.search(self.slate.open):
                    params = self.from_phrase(kind, match)
                    self.take(match)
                    self.add(match.start(), params)

    def from_phrase(self, kind: str, match: re.Match[str]) -> dict[str, Any]:
        params: dict[str, Any] = {"kind": kind}
        for name, words in match.groupdict().items():
            if words is None:
                continue
            if name in {"per", "grade", "name"}:
                params[name] = Words(words.strip("“”"), Span(*match.span(name)))
            elif name == "fraction":
                params["rate"] = Words(words, Span(*match.span(name)))
            else:
                params[name] = figure(match, name)
        if kind in {"leave_deduction", "substitute_subsidy"}:
            params["per"] = "天"
        if kind == "leave_deduction":
            params |= self.leave(match.start()) | self.rest_to()
        elif kind == "bonus_top_n" and (by := _BY.search(self.text, 0, match.start())):
            params["by"] = by[0]
        elif kind in {"fixed", "tenure", "pool_total", "per_head"} and "per" not in params:
            params |= self.period(match.start())
        return params

    def period(self, place: int) -> dict[str, Any]:
        """Read how often money is paid from the words of the sentence before it, else of the whole clause."""
        sentence = (
            stretch(self.text, min(place, len(self.text) - 1), SENTENCE_ENDS) if self.text else Span(0, 0)
        )
        for area in (self.text[sentence.start : place + 8], self.text):
            if match := _EVERY.search(area) or _PERIODS.search(area):
                return {"per": _PERIOD_NAMES.get(match[0], match[0])}
        return {}

    def rounding(self) -> None:
        for unit, name in (("元", "rounding_yuan"), ("角", "rounding_jiao")):
            if match := has("allowance", name, self.slate.open):
                method = {"method": "half_up"} if "四舍五入" in self.text else {}
                self.add(match.start(), {"kind": "rounding", "to": unit} | method)

    def left_over(self) -> None:
        """Keep money that fits nothing else."""
        for name, sign in (("extra_less", "deduct"), ("extra_more", "amount")):
            while match := self.slate.take_any("allowance", name):
                what = stretch(self.text, match.start(), SENTENCE_ENDS)
                words = self.text[what.start : match.start()].strip(" ,")
                self.add(match.start(), {"kind": "extra", "event": words, sign: figure(match, "amount")})
        while match := self.slate.take(_MONEY):
            what = stretch(self.text, match.start(), PAUSES)
            self.add(
                match.start(),
                {"kind": "extra", "event": self.text[what.start : what.end], "amount": figure(match)},
            )


def _leaves(words: str) -> list[str]:
    return ["病假", "事假"] if _LEAVES_SHORT.search(words) else list(dict.fromkeys(_LEAVE.findall(words)))


def _factor(match: re.Match[str]) -> Figure:
    group = next(name for name in ("n", "factor", "percent", "more") if match[name])
    if group in {"n", "factor"}:
        return figure(match, group)
    share = _share(match, group)
    return share if group == "percent" or share.value is None else Figure(1 + share.value, share.span)


def _share(match: re.Match[str], group: str = "n") -> Figure:
    percent = figure(match, group)
    return percent if percent.value is None else Figure(Decimal(percent.value) / 100, percent.span)


def read_allowance(text: str) -> list[Read]:
    """Read all rules about money in a clause, in their order."""
    return AllowanceReader(text).rules()
