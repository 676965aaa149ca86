"""Draft a duty pack from the clauses of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from banheng.core.wording import Wording
from banheng.routines.drafting.owners import is_strangers, owner_of
from banheng.routines.drafting.rhythms import (
    VAGUE,
    Rhythm,
    find_rhythms,
    read_rhythm,
    rhythm_of_heading,
    without_rhythm,
)
from banheng.routines.drafting.work_forms import proof_for
from banheng.routines.pack import Owner
from banheng.schemes.drafting.unscored import Clause, Codes, Drafted, Undecided, layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

REMARK = "从学校的文件起草，请对照原文核对。只写了“定期”“经常”的，记作没有期限；null 是原文没有写明的数值。"
MARKS_OR_MONEY = re.compile(
    r"[\d一二三四五六七八九十_]\s*分(?![钟之析类])|[加扣减得计记评打]分|分值|满分|津贴|奖金|工资|经费|[\d_]\s*元|元/|一票否决|权重"
)
TELLS = re.compile(
    r"本身|^总之|由此可见|综上|^(?:本|木|此)(?:制度|方案|办法|细则)|^以下|^目的|是根据|对象:|直接影响"
)
NO_DUTY = (
    re.compile(
        r"考核|考评|量化|评估|评价|测评|评议|表彰|奖励|评优|评选|选聘|选举|聘任|竞聘"
    ),  # how people are judged and chosen
    re.compile(  # what may be, what must not be, what somebody is
        r"是否|如何|怎样|建议|可以(?!由)|鼓励|提倡|有条件|例如|比如|旨在|视情况|酌情|不得|严禁|禁止|不准|原则上|包括|有权|优先|本身|相结合"
        r"|会制度|制度等|机制等|^通过[^,。;]{2,40}$|有利于|促使|有助于|目的是"
    ),
    re.compile(  # how much of something there is to be
        r"每(?:[天日周月年]|学期|学年)[^,。;]{0,4}?(?:作业|体育|锻炼|睡眠|阳光|教学课时|课时|工作量|工作时间|活动时间|休息)"
        r"|每(?:[天日周月年]|学期|学年)的?(?:[\d.]+|[一两二三四五六七八九十]+)(?:个?小时|节|课时|学时|天)"
        r"|(?:保证|确保|控制|不少于|不低于|不超过|至少)[^,。;]{0,12}(?:小时|学时|课时|时量|时间)|(?:小时|学时)以上"
    ),
)
ACTION = re.compile(
    r"组织|召开|召集|开展|开好|举行|举办|检查|抽查|巡查|巡视|巡看|清点|晨检|午检|填写|填报|记录|撰写|写好|写出|书写|制定|制订|拟定|完成|上交|提交"
    r"|家访|走访|访问|谈心|谈话|联系|沟通|汇报|报告|上报|总结|小结|稽核|公布|公示|公开|扫除|打扫|督促|签阅|查看|查阅|批阅|指导|安排|参加|听课|核实|稽核|通报"
    r"|到班|到岗|进班|进教室|进入教室|到校|点名|评定|更换|调换|调整|排查|演练|宣讲|反馈|自查|清查|核对|整理|布置|更新|黑板报|落实|做好|作好|搞好|统计|盘点|归档"
    r"|开(?:一|[两二三四]次|主题|班会|家长会)|进行|了解|维护|批改|带队|值班|护送|陪餐|通知|编排|注册|观看|收集|征求|送医|送[^,]{0,6}医|查明|处置|处理|告知|分析|交流|提醒|学习(?!情况|习惯|成绩|方法|进度|环境|氛围|兴趣|态度|生活|目标|能力|状况|和|、)"
)
GROUPS = {
    "daily": "每日",
    "weekly": "每周",
    "monthly": "每月",
    "termly": "学期",
    "yearly": "学年",
    "event": "突发事件",
    "as_needed": "适时",
}
JUDGING = re.compile(
    r"考[核评](?:内容|指标|项目|方法|办法|标准|要素|细则|方式|程序|分值)|加分|扣分|评分|奖励|指标"
)
"""A heading over what is judged; what stands below it is not what is asked for."""

LABEL = re.compile(r"^[^,。:]{2,8}:")
"""What a clause is headed with: `家校沟通:`."""

LONGEST_DUTY = 200
LONGEST_NAME = 40
NOBODY = Wording("没有写明由谁做", "it does not say who does it")
NO_RHYTHM = Wording("没有写明多久一次", "it does not say how often")
STANDING = Rhythm({"kind": "as_needed"})
"""For a clause without a word about when, if it names what a work form records."""

PUPILS_CASE = re.compile(r"学生(?!发现)")
"""What happens to pupils, which is no act of theirs."""

HAPPENS = re.compile(r"^(?:对于?|如|若|遇|凡|一旦|当)[^。;]{0,30}(?:出现|发现|发生|突发)")
AIM = re.compile(r"指导思想|原则|目的|意义|定位|背景")
LISTS_WORK = re.compile(r"职责|任务|常规|要求|工作制度|管理制度|工作内容|规范|标准")
SAYS_WHAT_IS = re.compile(
    r"重要|平台|方便|建立[^,。;]{0,12}制度|是(?!否)[^,。;]{0,30}(?:人|者|桥梁|部分|渠道)|关键|意义|有权|是学校|工作时间|能力|素养|重视|善于|学会|关系"
)


class Duty(NamedTuple):
    """A duty as it stands in a file, without its code."""

    clause: Clause
    rhythm: Rhythm
    content: dict[str, Any]


def draft_duty_pack(title: str, clauses: Iterable[Clause]) -> Drafted:
    """Draft the pack of a document; what looks like a duty and cannot be said is left to people."""
    drafted, codes, duties = Drafted(), Codes(), []
    standing: dict[str, dict[str, Any]] = {}
    for clause in clauses:
        for found in read_duties(clause):
            if isinstance(found, Undecided):
                drafted.undecided.append(found)
                continue
            form = found.content.get("form_of", {}).get("form", "")
            if found.rhythm is STANDING and form in standing:
                _add_clause(standing[form], clause.path)
                drafted.made.append((standing[form]["code"], found.clause))
                continue
            content = {"code": codes.of(clause, "duty"), **found.content}
            if found.rhythm is STANDING:
                standing[form] = content
            duties.append(content)
            drafted.made.append((content["code"], found.clause))
    if duties:
        content = {"pack": "draft", "title": title or "起草的常规", "duties": duties}
        drafted.text = layout(content, drafted.made, REMARK)
    return drafted


def _add_clause(content: dict[str, Any], path: str) -> None:
    """Let a standing duty stand for another clause that says the same."""
    clauses = content.get("clause") or []
    clauses = [clauses] if isinstance(clauses, str) else clauses
    if path and path not in clauses:
        content["clause"] = [*clauses, path]


def read_duties(clause: Clause) -> Iterator[Duty | Undecided]:
    """Read the duties that a clause lays on somebody."""
    if any(JUDGING.search(words[:LONGEST_NAME]) for words in clause.above[1:]):
        return
    for sentence in clause.sentences():
        for part in _parts(sentence):
            if found := _read(part, sentence):
                yield found


def _parts(sentence: Clause) -> Iterator[Clause]:
    """Cut a sentence at the commas behind which another rhythm begins."""
    text, cuts, has_rhythm, start = sentence.text, [0], False, 0
    for end in [*[each.start() for each in re.finditer(",", text)], len(text)]:
        is_rhythmic = bool(find_rhythms(text[start:end]) or VAGUE.search(text, start, end))
        if is_rhythmic and has_rhythm:
            cuts.append(start)
        has_rhythm, start = has_rhythm or is_rhythmic, end + 1
    for first, last in zip(cuts, [*cuts[1:], len(text)], strict=True):
        yield sentence.part(first, first + len(text[first:last].rstrip(" ,")))


def _read(part: Clause, sentence: Clause) -> Duty | Undecided | None:
    text, focus, rhythm = part.text, _focus(part.text), _rhythm(part)
    if not _asks_for_something(text, focus) or _is_of_strangers(text, sentence.text, rhythm):
        return None
    if rhythm.reason:
        return Undecided(part, *rhythm.reason)
    who = owner_of(text, sentence.text, part.above)
    if rhythm is STANDING and not _may_stand(part, focus, who):
        return None
    if who is None:
        return Undecided(part, NOBODY)
    reached = text[: text.find(focus) + len(focus)]
    proof = proof_for(text, focus, who, rhythm.when) or proof_for(text, reached, who, rhythm.when)
    if rhythm is STANDING and not proof:
        return Undecided(part, NO_RHYTHM)
    return Duty(part, rhythm, _content(part, focus, rhythm, who, proof))


def _rhythm(part: Clause) -> Rhythm:
    """Read the rhythm of a clause, else of the heading over it."""
    if said := read_rhythm(part.text):
        return said
    headings = [] if HAPPENS.search(part.text) else reversed(part.above[1:])
    return next(filter(None, map(rhythm_of_heading, headings)), STANDING)


def _asks_for_something(text: str, focus: str) -> bool:
    if len(text) > LONGEST_DUTY or MARKS_OR_MONEY.search(text) or TELLS.search(text):
        return False
    return bool(ACTION.search(without_rhythm(focus))) and not any(no.search(focus) for no in NO_DUTY)


def _is_of_strangers(text: str, sentence: str, rhythm: Rhythm) -> bool:
    is_pupils_case = PUPILS_CASE.match(rhythm.when.get("event", ""))
    return not is_pupils_case and (is_strangers(sentence) or is_strangers(text))


def _may_stand(part: Clause, focus: str, who: Owner | None) -> bool:
    """Tell a clause without a word about when that lists work of somebody, from one that says what is or what for."""
    headings = " ".join(part.above[1:])
    is_listed = bool(LISTS_WORK.search(" ".join(part.above)))
    return who is not None and is_listed and not (SAYS_WHAT_IS.search(focus) or AIM.search(headings))


def _focus(text: str) -> str:
    """Give the words from the rhythm on until there is an action; all from the start if no rhythm is said."""
    pieces = LABEL.sub("", text).strip(" ,。;").split(",")
    first = next((n for n, piece in enumerate(pieces) if find_rhythms(piece) or VAGUE.search(piece)), 0)
    for last in range(first, len(pieces)):
        if ACTION.search(without_rhythm(",".join(pieces[first : last + 1]))):
            return ",".join(pieces[first : last + 1])
    return ",".join(pieces[: first + 1])


def _content(part: Clause, focus: str, rhythm: Rhythm, who: Owner, proof: dict[str, Any]) -> dict[str, Any]:
    content: dict[str, Any] = {"name": _name(part.text, focus), "group": GROUPS[rhythm.when["kind"]]}
    if who is not Owner.HOMEROOM_TEACHER:
        content["who"] = who.value
    content |= {"when": rhythm.when, **proof, "clause": part.path, "note": part.quote()}
    if not part.path:
        del content["clause"]
    if rhythm.assumption:
        content["assumption"] = rhythm.assumption
    return content


def _name(text: str, focus: str) -> str:
    words = text.strip(" ,。;")
    words = (words if len(words) <= LONGEST_NAME else focus).replace(",", "，")
    return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}……"
