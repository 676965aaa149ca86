"""Say a line of the pay in words."""

from __future__ import annotations

from functools import singledispatch
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes import allowances as kinds
from banheng.schemes.allowances import HEADCOUNTS, YEARS, Allowance, Headcount, PoolBy, Prorate
from banheng.schemes.rating import TOTAL
from banheng.schemes.speaking import GROUPS, Speaker, given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.schemes.allowances import PaidRole, Pay

PRORATES: Mapping[Prorate, Wording] = {
    Prorate.NONE: Wording("不按天折算", "not pro-rated"),
    Prorate.DAYS_IN_POST: Wording("按任职天数折算", "pro-rated by days in post"),
    Prorate.SCHOOL_DAYS: Wording("按任职教学日折算", "pro-rated by school days in post"),
}
HEADS: Mapping[Headcount, Wording] = {
    Headcount.PUPILS: Wording("学生", "pupil"),
    Headcount.BOARDERS: Wording("住宿生", "boarder"),
    Headcount.DAY_PUPILS: Wording("走读生", "day pupil"),
}
SHARES: Mapping[PoolBy, Wording] = {
    PoolBy.EQUAL: Wording("平均分配", "shared equally"),
    PoolBy.POINTS: Wording("按得分分配", "shared by points"),
    PoolBy.RATING: Wording("按等次分配", "shared by rating"),
}
ROLES: Mapping[PaidRole, Wording] = {
    "homeroom_teacher": Wording("班主任", "homeroom teachers"),
    "substitute": Wording("代理班主任", "substitutes"),
    "assistant_homeroom_teacher": Wording("副班主任", "assistants"),
}
FACTORS = {
    "all": Wording("所有人", "everyone"),
    "rating": Wording("按等次", "by rating"),
    "class_type": Wording("按班级类型", "by class type"),
    "level": Wording("按认定的等级", "by the recorded level"),
}


def describe_allowance(allowance: Allowance, speaker: Speaker) -> str:
    """Say how much a line is, on one line."""
    prorate = speaker.name(PRORATES[allowance.prorate]) if allowance.prorate is not None else ""
    roles = ""
    if "paid_to" in allowance.model_fields_set:
        names = speaker.commas(speaker.name(ROLES[role]) for role in allowance.paid_to)
        roles = speaker.say("发给{roles}", "paid to {roles}", roles=names)
    return speaker.join([*_texts(allowance, speaker), prorate, roles])


def describe_pay(pay: Pay, speaker: Speaker) -> str:
    """Say how the lines become the pay."""
    floor = ""
    if pay.floor is not None:
        floor = speaker.say("最低 {floor}", "at least {floor}", floor=speaker.yuan(pay.floor))
    units = {"fen": Wording("分", "fen"), "jiao": Wording("角", "jiao"), "yuan": Wording("元", "yuan")}
    unit = speaker.name(units[pay.rounding.to])
    rounding = speaker.say("取整到{unit}", "rounded to {unit}", unit=unit)
    return speaker.join([floor, speaker.name(PRORATES[pay.prorate]) if pay.prorate else "", rounding])


def _bounds(least: int | None, most: int | None, speaker: Speaker) -> list[str]:
    texts = []
    if least is not None:
        texts.append(speaker.say("最低 {yuan}", "at least {yuan}", yuan=speaker.yuan(least)))
    if most is not None:
        texts.append(speaker.say("最高 {yuan}", "at most {yuan}", yuan=speaker.yuan(most)))
    return texts


def _part(code: str, speaker: Speaker) -> str:
    return speaker.say("总分", "the total") if code == TOTAL else code


@singledispatch
def _texts(allowance: Allowance, speaker: Speaker) -> list[str]:  # noqa: ARG001 - every kind has its own
    raise TypeError(f"no words for {allowance!r}")


@_texts.register
def _fixed(allowance: kinds.Fixed, speaker: Speaker) -> list[str]:
    return [speaker.say("每人 {yuan}", "{yuan} each", yuan=speaker.yuan(allowance.fen))]


@_texts.register
def _per_point(allowance: kinds.PerPoint, speaker: Speaker) -> list[str]:
    part = _part(allowance.of, speaker)
    if given(allowance.above):
        part = speaker.say(
            "{part}超过 {above} 的部分", "{part} above {above}", part=part, above=allowance.above
        )
    each = speaker.say(
        "{part}每分 {yuan}", "{yuan} a point of {part}", part=part, yuan=speaker.yuan(allowance.fen)
    )
    return [each, *_bounds(None, allowance.most_fen, speaker)]


@_texts.register
def _per_pupil(allowance: kinds.PerPupil, speaker: Speaker) -> list[str]:
    head = speaker.name(HEADS[allowance.count])
    rates = allowance.by_stage or {} if allowance.fen is None else {"": allowance.fen}
    written = speaker.commas(f"{stage} {speaker.yuan(fen)}".strip() for stage, fen in rates.items())
    texts = [speaker.say("每{head} {rates}", "{rates} a {head}", head=head, rates=written)]
    if given(allowance.over):
        over = speaker.count(allowance.over)
        texts.append(speaker.say("超过 {over} 人的部分", "beyond {over}", over=over))
    if allowance.up_to is not None:
        up_to = speaker.count(allowance.up_to)
        texts.append(speaker.say("只计到 {up_to} 人", "up to {up_to}", up_to=up_to))
    if allowance.months != 1:
        months = speaker.count(allowance.months)
        texts.append(speaker.say("× {months} 个月", "× {months} months", months=months))
    return texts


@_texts.register
def _by_rating(allowance: kinds.ByRating, speaker: Speaker) -> list[str]:
    return [speaker.commas(f"{rating} {speaker.yuan(fen)}" for rating, fen in allowance.fen.items())]


@_texts.register
def _by_rank(allowance: kinds.ByRank, speaker: Speaker) -> list[str]:
    return [
        speaker.commas(f"#{place} {speaker.yuan(fen)}" for place, fen in enumerate(allowance.fen, start=1))
    ]


@_texts.register
def _by_band(allowance: kinds.ByBand, speaker: Speaker) -> list[str]:
    if allowance.of in HEADCOUNTS:
        of = speaker.name(HEADS[Headcount(allowance.of)])
    elif allowance.of == YEARS:
        of = speaker.say("班主任年限", "years as homeroom teacher")
    else:
        of = _part(allowance.of, speaker)
    bands = speaker.commas(f"{speaker.bounds(band)}: {speaker.yuan(band.fen)}" for band in allowance.bands)
    return [f"{of} {bands}"]


@_texts.register
def _factor(allowance: kinds.Factor, speaker: Speaker) -> list[str]:
    percent = speaker.commas(f"{code} {speaker.figure(share)}%" for code, share in allowance.percent.items())
    of = speaker.names(allowance.of) or speaker.say("以上各行", "all lines above")
    return [f"{of} × {speaker.name(FACTORS[allowance.by])}: {percent}"]


@_texts.register
def _pool(allowance: kinds.Pool, speaker: Speaker) -> list[str]:
    group = speaker.name(GROUPS[allowance.within])
    if allowance.fen is not None:
        size = speaker.say(
            "{group}总额 {yuan}", "{yuan} for {group}", group=group, yuan=speaker.yuan(allowance.fen)
        )
    else:
        yuan = "" if allowance.fen_per_class is None else speaker.yuan(allowance.fen_per_class)
        size = speaker.say("{group}每班 {yuan}", "{yuan} a class of {group}", group=group, yuan=yuan)
    weights = speaker.commas(f"{code} {speaker.figure(weight)}" for code, weight in allowance.weights.items())
    days = speaker.say("并按任职天数", "and by days in post") if allowance.for_days else ""
    return [size, speaker.name(SHARES[allowance.by]), weights, days]


@_texts.register
def _assistant_share(allowance: kinds.AssistantShare, speaker: Speaker) -> list[str]:
    of = speaker.names(allowance.of) or speaker.say("以上各行", "all lines above")
    share = speaker.say(
        "本班班主任{of}的 {percent}%",
        "{percent}% of the homeroom teacher's {of}",
        of=of,
        percent=allowance.percent,
    )
    days = speaker.say("按共同任职天数", "for the days together")
    if allowance.on_top:
        return [share, days, speaker.say("另发", "on top")]
    return [share, days, speaker.say("从班主任津贴中划出", "taken from the homeroom teacher's")]


@_texts.register
def _below(allowance: kinds.Below, speaker: Speaker) -> list[str]:
    part = _part(allowance.of, speaker)
    return [
        speaker.say(
            "{part}低于 {at}：{yuan}",
            "{part} below {at}: {yuan}",
            part=part,
            at=allowance.at,
            yuan=speaker.yuan(allowance.fen),
        )
    ]


@_texts.register
def _per_event(allowance: kinds.PerEvent, speaker: Speaker) -> list[str]:
    texts = [
        speaker.say(
            "{name}每{unit} {yuan}",
            "{name} {yuan} per {unit}",
            name=event.name,
            unit=speaker.unit(event.per.value),
            yuan=speaker.yuan(event.fen),
        )
        for event in allowance.events.values()
    ]
    return [*texts, *_bounds(allowance.least_fen, allowance.most_fen, speaker)]


@_texts.register
def _seniority(allowance: kinds.Seniority, speaker: Speaker) -> list[str]:
    every, after = speaker.count(allowance.every_years), speaker.count(allowance.after_years)
    yuan = speaker.yuan(allowance.fen)
    text = speaker.say(
        "班主任年限每满 {every} 年 {yuan}",
        "{yuan} for each {every} year(s) of service",
        every=every,
        yuan=yuan,
    )
    start = (
        speaker.say("从第 {after} 年以后起", "after year {after}", after=after)
        if allowance.after_years
        else ""
    )
    return [text, start, *_bounds(None, allowance.most_fen, speaker)]


@_texts.register
def _per_day(allowance: kinds.PerDay, speaker: Speaker) -> list[str]:
    kind = speaker.say("教学日", "school day") if allowance.school_days else speaker.say("天", "day")
    text = speaker.say(
        "每任职一{kind} {yuan}", "{yuan} a {kind} in post", kind=kind, yuan=speaker.yuan(allowance.fen)
    )
    if allowance.for_days > 1:
        text = speaker.say(
            "每任职 {days} 个{kind} {yuan}",
            "{yuan} for {days} {kind}s in post",
            days=speaker.count(allowance.for_days),
            kind=kind,
            yuan=speaker.yuan(allowance.fen),
        )
    most = ""
    if allowance.most_days is not None:
        most = speaker.say("最多 {days} 天", "at most {days} days", days=speaker.count(allowance.most_days))
    return [text, most]


@_texts.register
def _leave(allowance: kinds.Leave, speaker: Speaker) -> list[str]:
    yuan = speaker.yuan(allowance.fen)
    text = speaker.say(
        "由他人代理，每教学日 {yuan}", "{yuan} for each school day another stood in", yuan=yuan
    )
    least = ""
    if allowance.least_days != 1:
        least = speaker.say("满 {days} 天才计", "from {days} days", days=speaker.count(allowance.least_days))
    return [text, least]


@_texts.register
def _decided(allowance: kinds.Decided, speaker: Speaker) -> list[str]:
    return [speaker.say("由集体决定", "decided"), *_bounds(allowance.least_fen, allowance.most_fen, speaker)]


@_texts.register
def _minimum(allowance: kinds.Minimum, speaker: Speaker) -> list[str]:
    texts = []
    if allowance.percent is not None and allowance.average_fen is not None:
        yuan = speaker.yuan(allowance.average_fen)
        texts.append(
            speaker.say(
                "平均 {yuan} 的 {percent}%",
                "{percent} % of the average {yuan}",
                yuan=yuan,
                percent=allowance.percent,
            )
        )
    if allowance.fen is not None:
        texts.append(speaker.yuan(allowance.fen))
    both = speaker.say(
        "二者取{which}",
        "the {which} of both",
        which=speaker.say("高", "greater") if allowance.take == "greater" else speaker.say("低", "lesser"),
    )
    return [speaker.say("补足到", "topped up to"), *texts, both if len(texts) > 1 else ""]
