"""Say honours and consequences in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.consequences import Action, Owner
from banheng.schemes.describing_outcomes import describe_quota
from banheng.schemes.honours import Counted
from banheng.schemes.speaking import PERIODS, given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.rules.node import Code
    from banheng.schemes.consequences import Consequence, Deadline, Task
    from banheng.schemes.honours import Honour, Repeats
    from banheng.schemes.scheme import Scheme
    from banheng.schemes.speaking import Speaker

ACTIONS: Mapping[Action, Wording] = {
    Action.COMMEND: Wording("表彰", "commend"),
    Action.REWARD: Wording("奖励", "reward"),
    Action.RECOMMEND: Wording("推荐上报", "recommend to the authority"),
    Action.STUDY: Wording("优先外出学习进修", "first choice for outside study"),
    Action.TALK: Wording("约谈", "talk"),
    Action.HELP: Wording("指导帮助", "guide and help"),
    Action.TRAIN: Wording("培训", "train"),
    Action.RECTIFY: Wording("整改", "rectify"),
    Action.ADJUST_POST: Wording("调整工作岗位", "change of post"),
    Action.REMOVE: Wording("不再担任班主任", "removal from the post"),
    Action.INVESTIGATE: Wording("调查追责", "investigate"),
    Action.TAKE_INTO_ACCOUNT: Wording("记入评先、职称和年度考核", "taken into account elsewhere"),
}
OWNERS: Mapping[Owner, Wording] = {
    Owner.MORAL_EDUCATION_OFFICE: Wording("德育处", "moral-education office"),
    Owner.PRINCIPAL: Wording("校长", "principal"),
    Owner.GRADE_LEADER: Wording("年级组长", "grade leader"),
    Owner.BOOKKEEPER: Wording("财务", "bookkeeper"),
    Owner.HOMEROOM_TEACHER: Wording("班主任本人", "the homeroom teacher"),
}
LAST_PLACE = Wording("排名末位", "last place")
_WHO = {"teacher": Wording("班主任", "teachers"), "class": Wording("班级", "classes")}
_TIMES = {
    Counted.IN_A_ROW: Wording("连续 {times} 次", "{times} times in a row"),
    Counted.ACADEMIC_YEAR: Wording("一学年内 {times} 次", "{times} times in an academic year"),
    Counted.EVER: Wording("累计 {times} 次", "{times} times in all"),
}


def describe_honour(honour: Honour, scheme: Scheme, speaker: Speaker) -> str:
    """Say who is proposed for an honour, on one line."""
    if honour.is_nominated:
        who = speaker.say("由学校提名", "nominated by the school")
    else:
        names = _rating_names(scheme, honour)
        rated = speaker.names(names.get(code, code) for code in honour.ratings)
        texts = [speaker.say("等次 {rated}", "rated {rated}", rated=rated) if rated else ""]
        if honour.has_quota:
            texts.append(describe_quota(honour, speaker))
        if honour.not_below is not None:
            texts.append(
                speaker.say("总分不低于 {least}", "a total of {least} or more", least=honour.not_below)
            )
        who = speaker.join([*texts, _repeated(honour, speaker)])
    return speaker.join([_whose(honour, scheme, speaker), who, _barred(honour, scheme, speaker)])


def _barred(honour: Honour, scheme: Scheme, speaker: Speaker) -> str:
    vetoes = {veto.code: veto.name for veto in scheme.vetoes}
    barred = speaker.names(vetoes.get(code, code) for code in honour.barred_by)
    texts = [speaker.say("有{vetoes}的不评", "not with {vetoes}", vetoes=barred) if barred else ""]
    if not honour.moves_up:
        texts.append(speaker.say("空出的名额不递补", "a place that falls free stays empty"))
    return speaker.join(texts)


def describe_consequence(consequence: Consequence, scheme: Scheme, speaker: Speaker) -> list[str]:
    """Say when something follows, then line by line what."""
    names = _rating_names(scheme, consequence) | {veto.code: veto.name for veto in scheme.vetoes}
    when = [names.get(code, code) for code in (*consequence.when.ratings, *consequence.when.vetoes)]
    when += [speaker.name(LAST_PLACE) for _ in consequence.when.flags]
    head = [_whose(consequence, scheme, speaker), speaker.names(when), _repeated(consequence, speaker)]
    lines = [describe_task(task, speaker) for task in consequence.tasks]
    if consequence.ladder:
        lines = [
            speaker.say("第 {number} 次：{line}", "time {number}: {line}", number=str(number), line=line)
            for number, line in enumerate(lines, start=1)
        ]
    return [speaker.join(head), *lines]


def describe_task(task: Task, speaker: Speaker) -> str:
    """Say what is to be done, by whom and until when."""
    what = task.name or speaker.name(ACTIONS[task.action])
    due = describe_deadline(task.due, speaker) if task.due else ""
    wait = ""
    if task.wait_years is not None:
        years = speaker.count(task.wait_years)
        wait = speaker.say(
            "{years} 年后方可再聘", "to be appointed again only after {years} year(s)", years=years
        )
    owner = speaker.name(OWNERS[task.owner])
    return speaker.join(
        [speaker.say("{what}（{owner}）", "{what} ({owner})", what=what, owner=owner), due, wait]
    )


def describe_deadline(due: Deadline, speaker: Speaker) -> str:
    """Say until when."""
    if due.at is not None:
        return {
            "term_end": speaker.say("学期结束前", "by the end of the term"),
            "year_end": speaker.say("学年结束前", "by the end of the academic year"),
        }[due.at]
    days = speaker.count(due.days or 0)
    if due.school_days:
        return speaker.say("{days} 个教学日内", "within {days} school day(s)", days=days)
    return speaker.say("{days} 天内", "within {days} day(s)", days=days)


def _whose(use: Honour | Consequence, scheme: Scheme, speaker: Speaker) -> str:
    period = speaker.name(PERIODS[use.period or scheme.period])
    return speaker.say(
        "{who}，每{period}", "{who}, each {period}", who=speaker.name(_WHO[use.who]), period=period
    )


def _repeated(repeats: Repeats, speaker: Speaker) -> str:
    texts = []
    if repeats.times != 1:
        texts.append(_TIMES[repeats.counted].say(speaker.language, times=speaker.count(repeats.times)))
    if repeats.of_last is not None and given(repeats.of_last):
        last = speaker.count(repeats.of_last)
        texts.append(speaker.say("只看最近 {last} 期", "of the last {last} periods", last=last))
    return speaker.join(texts)


def _rating_names(scheme: Scheme, use: Honour | Consequence) -> dict[Code, str]:
    ends = scheme.ends_of(use.period)
    return {rating.code: rating.name for rating in ends.ratings} if ends else {}
