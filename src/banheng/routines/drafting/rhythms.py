"""How often a clause says that something is done, as the timing of a duty."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from banheng.core.wording import Wording
from banheng.schemes.drafting.unscored import whole

N = r"[一二两三四五六七八九十\d]{1,3}"
WEEKDAYS = {
    "一": "mon",
    "二": "tue",
    "三": "wed",
    "四": "thu",
    "五": "fri",
    "六": "sat",
    "日": "sun",
    "天": "sun",
}
FIRST = r"[初首]|第一天|第一个(?:工作|上课|教学)日"
LAST = r"[末底终]|最后一(?:天|个(?:工作|上课|教学)日)"

EACH = re.compile(
    rf"每(?P<several>[两二三四五六七八九十双\d]{{1,2}})个?(?P<unit>天|日|周|星期|月|学期|学年|年)|(?P<other>隔[天日周月]|间周|双周|单周)"
    rf"|(?P<daily>每[天日]|天天|每个?(?:工作|上课|教学)日|每周一[至到]周?五)"
    rf"|每(?:个?星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?![次节个至到]|上?[下]?[、和])"
    rf"|(?P<weekly>每(?:个)?(?:周|星期|礼拜)(?P<week_edge>{FIRST}|{LAST})?)"
    rf"|(?<![每本上下一二三四五六两\d])(?:周|星期)(?P<bare_weekday>[一二三四五])(?=对|[早上下]午?|放学|要|应|下午|的?升旗|进行|开展|组织)|(?P<weekend>周末)(?=开展|进行|组织|大扫除)"
    rf"|(?P<monthly>每个?月(?:份)?(?:的)?(?P<month_edge>{FIRST}|{LAST}|(?P<month_day>(?:{N}[日号]|[上中下]旬))(?:前|以前|之前)?)?)|(?P<bare_month>月(?:初|末|底)|当月)(?!考)"
    rf"|(?P<termly>(?:每(?:个)?(?:学期|期(?!间))|学期|开学(?:后|时)?)(?:的)?(?:开学)?(?:第(?P<week>{N})(?:个?(?:教学)?周)|(?P<term_edge>初|末|结束(?:时|前|后)?|期末|中|期中|第一天))?(?:以?内|前|之前)?)"
    rf"|(?<![学日定短长近初中后周分])(?P<bare_term>期[初末中])(?!考试?(?!前|后)|目标|复习)"
    rf"|(?P<yearly>每(?:个)?(?:学年|年度?)(?!级)|一年(?=一次|[两二三]次))"
)
BARE_TERM = re.compile(r"学期|开学|学期(?:以?内|前|之前)|开学(?:前|之前)")
"""`学期` and `开学` alone are no rhythm: 本学期, 学期计划, 开学典礼."""

TIMES = re.compile(
    rf"(?P<least>至少|不少于|不低于|最少)?(?:[^,。;\d]{{0,12}}?)(?P<n>{N})(?:[—~-](?P<upper>{N}))?次(?!性|数)"
)
CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[::](?P<minute>[0-5]\d)(?:以?前|之前)")
VAGUE = re.compile(r"不?定期|经常|常常|时常|随时|适时|不定时")
EVENT = re.compile(
    r"(?:(?:如|若|一旦|凡|当|遇到?|遇有|对于?|对|如遇)?(?P<event>[^,。;]{0,16}?(?:发生|出现|发现|突发|缺勤|缺席|未到校|未按时[^,。;]{1,4}|受伤|生病|发病|患病|无故[^,。;]{1,6})[^,。;]{0,24}?)(?:的学生|的|时|后|情况|现象)?[,]?(?:应当?|要|须|必须|能)?(?:在)?)"
    rf"(?:(?P<n>{N})(?P<unit>分钟|小时)(?:之?内|以内)|(?P<soon>第一时间|立即|立刻|马上|及时))[^,。;]{{0,20}}?(?:报告|上报|汇报|通知|联系|取得联系|送医|送往?医院|送[^,。;]{{0,6}}医务室|告知|查明|处置|处理|制止)"
)


HEADINGS = (
    (re.compile(r"(?:每[天日]|一日|日)(?:必做|常规|工作|流程|职责|管理|要求)|每[天日]"), "daily"),
    (re.compile(r"(?:每周|一周|周)(?:必做|常规|工作|职责|管理|要求)|每周"), "weekly"),
    (re.compile(r"(?:每月|一月|月)(?:必做|常规|工作|职责|管理|要求)|每月"), "monthly"),
    (re.compile(r"(?:每?学期)(?:必做|常规|工作|职责|管理|要求)|每学期"), "termly"),
)
LONGEST_HEADING = 14
SEVERAL = Wording("一句里有几种周期：{words}", "several rhythms in one sentence: {words}")
NO_SUCH_INTERVAL = Wording("“{words}”这样的周期，常规的写法里没有", "duty packs have no rhythm for '{words}'")


class Rhythm(NamedTuple):
    """What a clause says about when.

    Attributes:
        when: the timing as in a file.
        assumption: how a word such as 开学初 was taken.
        reason: why the language cannot say it, and the words that say it; `when` does not count then.
        is_firm: more than "regularly" or "often".
    """

    when: dict[str, Any]
    assumption: str = ""
    reason: tuple[Wording, str] | None = None
    is_firm: bool = True


def find_rhythms(text: str) -> list[re.Match[str]]:
    """Find the words that say how often."""
    return [found for found in EACH.finditer(text) if not BARE_TERM.fullmatch(found[0].removesuffix("的"))]


def without_rhythm(text: str) -> str:
    """Take out the words that say how often."""
    return VAGUE.sub(" ", EACH.sub(" ", text))


def read_rhythm(text: str) -> Rhythm | None:
    """Read how often something is done; None if nothing says it.

    Examples:
        >>> read_rhythm("每周召开一次班会").when
        {'kind': 'weekly'}
        >>> read_rhythm("隔周召开一次班会").reason[1]
        '隔周'
    """
    if event := EVENT.search(text):
        return _on_event(event)
    found = find_rhythms(text)
    if not found:
        vague = VAGUE.search(text)
        return Rhythm({"kind": "as_needed"}, is_firm=False) if vague else None
    if len(found) > 1:
        return Rhythm({}, reason=(SEVERAL, "、".join(each[0] for each in found)))
    return _with_times(_single(found[0]), text, found[0])


def rhythm_of_heading(heading: str) -> Rhythm | None:
    """Read the rhythm of all that stands below a heading such as 每日常规."""
    heading = heading.rstrip(":。")
    if len(heading) > LONGEST_HEADING or re.search(r"[。;,]|检查|考核|计划|总结", heading):
        return None
    kind = next((kind for words, kind in HEADINGS if words.search(heading)), None)
    return Rhythm({"kind": kind}, f"周期取自标题“{heading}”。") if kind else None


def _single(found: re.Match[str]) -> Rhythm:
    if found["several"] or found["other"]:
        return Rhythm({}, reason=(NO_SUCH_INTERVAL, found[0]))
    if found["daily"]:
        return Rhythm({"kind": "daily"})
    if day := found["weekday"] or found["bare_weekday"]:
        return Rhythm({"kind": "weekly", "on": WEEKDAYS[day]})
    if found["weekend"]:
        return Rhythm({"kind": "weekly", "on": "last"}, "周末按本周最后一个上课日。")
    if found["weekly"]:
        return Rhythm({"kind": "weekly", **_edge(found["week_edge"])})
    if found["month_day"]:
        return Rhythm({"kind": "monthly"}, f"“{found['month_day']}”写不进常规，这里只按每月一次。")
    if found["monthly"] or found["bare_month"]:
        return Rhythm({"kind": "monthly", **_edge(found["month_edge"] or (found["bare_month"] or "")[1:])})
    if found["yearly"]:
        return Rhythm({"kind": "yearly"})
    return _termly(found)


def _termly(found: re.Match[str]) -> Rhythm:
    if found["week"]:
        week = whole(found["week"])
        return (
            Rhythm({"kind": "termly", "week": week})
            if week and week <= 30
            else Rhythm({}, reason=(NO_SUCH_INTERVAL, found[0]))
        )
    edge = found["term_edge"] or (found["bare_term"] or "")[1:]
    if "末" in edge or "结束" in edge:
        return Rhythm({"kind": "termly", "week": -1}, "期末按最后一个教学周。")
    if "中" in edge:
        return Rhythm({"kind": "termly"}, "期中是第几周原文没有写，这里只按每学期一次。")
    if edge or "开学" in found[0]:
        return Rhythm({"kind": "termly", "week": 1}, "学期初、开学时按第一个教学周。")
    return Rhythm({"kind": "termly"})


def _edge(words: str | None) -> dict[str, str]:
    if not words:
        return {}
    return {"on": "first" if re.fullmatch(FIRST, words) else "last"} if words != "当月" else {}


def _with_times(rhythm: Rhythm, text: str, found: re.Match[str]) -> Rhythm:
    """Add how often and until what time; `每周一次` is what weekly says anyway."""
    if rhythm.reason:
        return rhythm
    when, assumption = dict(rhythm.when), rhythm.assumption
    times = TIMES.search(text, found.start())
    if times and (number := whole(times["n"])) and number > 1:
        if "on" in when or "week" in when:
            return Rhythm({}, reason=(NO_SUCH_INTERVAL, text[found.start() : times.end()]))
        when["times"] = number
    if times and times["upper"]:
        assumption = f"原文是 {times['n']}—{times['upper']} 次，这里按下限。"
    if (clock := CLOCK.search(text)) and when["kind"] in {"daily", "weekly"}:
        when["by"] = f"{int(clock['hour']):02}:{clock['minute']}"
    return Rhythm(when, assumption)


def _on_event(found: re.Match[str]) -> Rhythm:
    minutes = None
    if found["n"]:
        number = whole(found["n"])
        minutes = number and number * (60 if found["unit"] == "小时" else 1)
    event = re.sub(r"^(?:如|若|一旦|凡|当|遇到?|遇有|对于?)", "", found["event"].strip())
    return Rhythm({"kind": "event", "event": event, "within_minutes": minutes})
