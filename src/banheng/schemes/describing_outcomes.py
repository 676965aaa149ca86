"""Say ratings, ranking, vetoes and decisions in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.rounding import Rounding
from banheng.core.wording import Wording
from banheng.rules.band import Bounds
from banheng.schemes.describing_rules import TIES
from banheng.schemes.rating import TOTAL, QuotaTies
from banheng.schemes.speaking import GROUPS, given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.schemes.honours import Honour
    from banheng.schemes.rating import Condition, Decisions, Effect, Eligibility, Ranking, Rating, Veto
    from banheng.schemes.speaking import Speaker

ROUNDINGS: Mapping[Rounding, Wording] = {
    Rounding.HALF_UP: Wording("四舍五入", "half up"),
    Rounding.HALF_EVEN: Wording("四舍六入五成双", "half to even"),
    Rounding.DOWN: Wording("去尾", "down"),
    Rounding.UP: Wording("进一", "up"),
}
QUOTA_TIES: Mapping[QuotaTies, Wording] = {
    QuotaTies.ALL_IN: Wording("名额边上同分的都评", "equal totals at the edge all get it"),
    QuotaTies.NONE_IN: Wording("名额边上同分的都不评", "equal totals at the edge do not get it"),
}
DECIDABLE = {
    "points": Wording("总分", "the total"),
    "rating": Wording("等次", "the rating"),
    "allowance": Wording("津贴", "the pay"),
    "veto": Wording("一票否决是否适用", "whether a veto applies"),
}


def describe_rating(rating: Rating, speaker: Speaker) -> str:
    """Say how a rating is reached, on one line."""
    if rating.otherwise:
        return speaker.say("其余的人", "everybody else")
    texts = [describe_quota(rating, speaker, from_bottom=rating.from_bottom)]
    texts.append(_total(rating, speaker))
    if rating.not_below is not None:
        texts.append(speaker.say("总分不低于 {least}", "a total of {least} or more", least=rating.not_below))
    if rating.needs is not None:
        conditions = speaker.commas(_condition(condition, speaker) for condition in rating.needs.of)
        if rating.needs.at_least is None:
            texts.append(speaker.say("并且 {all}", "and {all}", all=conditions))
        else:
            number = speaker.count(rating.needs.at_least)
            texts.append(
                speaker.say("满足其中 {number} 项：{of}", "{number} of: {of}", number=number, of=conditions)
            )
    if rating.by in ("rank", "share"):
        texts.append(speaker.name(QUOTA_TIES[rating.ties]))
    return speaker.join(texts)


def describe_quota(quota: Rating | Honour, speaker: Speaker, *, from_bottom: bool = False) -> str:
    """Say how many places there are; nothing if they are not limited."""
    texts = []
    group = speaker.name(GROUPS[quota.within])
    end = speaker.say("后", "last") if from_bottom else speaker.say("前", "first")
    if quota.top is not None:
        top = speaker.count(quota.top)
        texts.append(
            speaker.say("{group}{end} {top} 名", "the {end} {top} of {group}", group=group, end=end, top=top)
        )
    if quota.share is not None:
        texts.append(
            speaker.say(
                "{group}{end} {share}%（人数{rounding}）",
                "the {end} {share} % of {group} (rounded {rounding})",
                group=group,
                end=end,
                share=speaker.figure(quota.share),
                rounding=speaker.name(ROUNDINGS[quota.share_rounding]),
            )
        )
    if given(quota.least_number):
        least = speaker.count(quota.least_number)
        texts.append(speaker.say("至少 {least} 人", "at least {least}", least=least))
    return speaker.join(texts)


def _total(bounds: Bounds, speaker: Speaker) -> str:
    stated = (bounds.at_least, bounds.above, bounds.at_most, bounds.below)
    if all(bound is None for bound in stated):
        return ""
    return speaker.say("总分 {bounds}", "total {bounds}", bounds=speaker.bounds(bounds))


def _condition(condition: Condition, speaker: Speaker) -> str:
    part = speaker.say("总分", "total") if condition.part == TOTAL else condition.part
    return f"{part} {speaker.bounds(condition)}"


def describe_ranking(ranking: Ranking, speaker: Speaker) -> str:
    """Say how subjects are ranked, on one line."""
    tie_break = ""
    if ranking.tie_break:
        parts = speaker.names(ranking.tie_break)
        tie_break = speaker.say("同分依次比较 {parts}", "equal totals are compared by {parts}", parts=parts)
    flagged = ""
    if given(ranking.flag_last):
        number = speaker.count(ranking.flag_last)
        flagged = speaker.say("末 {number} 名作提示", "the last {number} are marked", number=number)
    group = speaker.name(GROUPS[ranking.within])
    return speaker.join([group, tie_break, speaker.name(TIES[ranking.ties]), flagged])


def describe_eligibility(eligible: Eligibility, speaker: Speaker) -> str:
    """Say who is neither ranked nor rated."""
    days = speaker.count(eligible.least_days)
    kind = speaker.say("教学日", "school day(s)") if eligible.school_days else speaker.say("天", "day(s)")
    return speaker.say(
        "任职不足 {days} {kind}的，只计分，不排名、不评等次",
        "fewer than {days} {kind} in post: scored, but neither ranked nor rated",
        days=days,
        kind=kind,
    )


def describe_decisions(decisions: Decisions, speaker: Speaker) -> str:
    """Say who may decide what."""
    what = speaker.names(speaker.name(DECIDABLE[kind]) for kind in decisions.may)
    return speaker.say("{by}可以决定：{what}", "{by} may decide: {what}", by=decisions.by, what=what)


def describe_trigger(veto: Veto, speaker: Speaker) -> str:
    """Say what triggers a veto."""
    texts = []
    if veto.when is not None:
        texts.append(_condition(veto.when, speaker))
    if veto.when is None or veto.evidence is not None:
        evidence = veto.evidence or veto.code
        texts.append(speaker.say("记录 {evidence}", "a record of {evidence}", evidence=evidence))
    if veto.times != 1:
        texts.append(speaker.say("满 {times} 次", "{times} times", times=speaker.count(veto.times)))
    return speaker.join(texts)


def describe_effect(effect: Effect, names: Mapping[str, str], speaker: Speaker) -> str:
    """Say what a veto does; `names` are the names of the ratings by code."""
    texts = []
    if effect.rating is not None:
        rating = names.get(effect.rating, effect.rating)
        texts.append(speaker.say("等次定为{rating}", "rated {rating}", rating=rating))
    if effect.rating_at_most is not None:
        rating = names.get(effect.rating_at_most, effect.rating_at_most)
        texts.append(speaker.say("等次最高为{rating}", "rated {rating} at best", rating=rating))
    if given(effect.downgrade):
        steps = speaker.count(effect.downgrade)
        texts.append(speaker.say("等次降 {steps} 级", "{steps} rating(s) lower", steps=steps))
    if effect.points == "zero":
        texts.append(speaker.say("总分计 0 分", "the total is 0"))
    if effect.points_percent is not None:
        texts.append(
            speaker.say("总分按 {percent}% 计", "the total counts {percent} %", percent=effect.points_percent)
        )
    if effect.allowance != "keep":
        texts.append(speaker.say("不发本期津贴", "no pay for the period"))
    if effect.allowance_percent is not None:
        texts.append(
            speaker.say("津贴按 {percent}% 发", "paid at {percent} %", percent=effect.allowance_percent)
        )
    if effect.honours == "barred":
        texts.append(speaker.say("取消评优资格", "barred from honours"))
    if effect.ranking == "excluded":
        texts.append(speaker.say("不参加排名", "not ranked"))
    return speaker.join(texts)
