"""How lines of pay and what they come from are worded; amounts of money are text in yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

LINE_WORDINGS: Mapping[str, Wording] = {
    "line": Wording("{name} {yuan} 元", "{name} {yuan} yuan"),
    "pay_forfeited": Wording(
        "因“{name}”不发本期津贴 {yuan} 元", "{name}: nothing is paid for the period {yuan} yuan"
    ),
    "pay_reduced": Wording(
        "因“{name}”按 {percent}% 发放 {yuan} 元", "{name}: paid at {percent} % {yuan} yuan"
    ),
    "decided": Wording(
        "{by}决定实发 {decided} 元，调整 {yuan} 元：{why}", "{by} decided {decided} yuan, {yuan} yuan: {why}"
    ),
    "floor": Wording("最低发 {floor} 元，补 {yuan} 元", "at least {floor} yuan, added {yuan} yuan"),
    "rounding": Wording("取整 {yuan} 元", "rounding {yuan} yuan"),
    "pay": Wording("合计 {yuan} 元", "together {yuan} yuan"),
}

AMOUNT_WORDINGS: Mapping[str, Wording] = {
    "fixed": Wording("定额 {each} 元", "fixed {each} yuan"),
    "by_rating": Wording("等次“{name}”{each} 元", "rating {name}, {each} yuan"),
    "below": Wording("{part} {points}，低于 {at}，{each} 元", "{part} {points}, below {at}, {each} yuan"),
    "by_band": Wording("{part} {points}（{range}）{each} 元", "{part} {points} ({range}), {each} yuan"),
    "by_band_any": Wording("{part} {points}，{each} 元", "{part} {points}, {each} yuan"),
    "leave": Wording(
        "由他人代理 {days} 个教学日 × {each} 元", "school days somebody stood in {days} × {each} yuan"
    ),
    "per_point": Wording("{part} {points} × {each} 元", "{part} {points} × {each} yuan"),
    "per_point_above": Wording(
        "{part}超过 {above} 的部分 {points} × {each} 元", "{part} above {above}, {points} × {each} yuan"
    ),
    "headcount": Wording("{part} {number}", "{part} {number}"),
    "up_to": Wording("最多计 {up_to} 人", "at most {up_to} count"),
    "over": Wording("只计超过 {over} 人的部分", "only those beyond {over} count"),
    "per_pupil": Wording("{part} {number} × {each} 元", "{part} {number} × {each} yuan"),
    "per_pupil_months": Wording(
        "{part} {number} × {each} 元 × {months} 个月", "{part} {number} × {each} yuan × {months} months"
    ),
    "per_counted": Wording("计 {number} 人 × {each} 元", "{number} × {each} yuan"),
    "per_counted_months": Wording(
        "计 {number} 人 × {each} 元 × {months} 个月", "{number} × {each} yuan × {months} months"
    ),
    "by_rank": Wording("第 {rank} 名 {each} 元", "rank {rank}, {each} yuan"),
    "factor_all": Wording("{base} 元按 {percent}% 计", "{base} yuan at {percent} %"),
    "factor_rating": Wording(
        "等次“{name}”，{base} 元按 {percent}% 计", "rating {name}, {base} yuan at {percent} %"
    ),
    "factor_class_type": Wording("{name}，{base} 元按 {percent}% 计", "{name}, {base} yuan at {percent} %"),
    "factor_level": Wording("“{name}”，{base} 元按 {percent}% 计", "{name}, {base} yuan at {percent} %"),
    "per_event": Wording("{name} {quantity} {unit} × {each} 元", "{name} {quantity} {unit} × {each} yuan"),
    "least": Wording("最低 {each} 元", "at least {each} yuan"),
    "most": Wording("最高 {each} 元", "at most {each} yuan"),
    "seniority": Wording(
        "班主任年限 {years} 年，每 {every} 年一档，{number} 档 × {each} 元",
        "years in service {years}, a step each {every}, {number} × {each} yuan",
    ),
    "seniority_after": Wording(
        "班主任年限 {years} 年，满 {after} 年后每 {every} 年一档，{number} 档 × {each} 元",
        "years in service {years}, a step each {every} after {after}, {number} × {each} yuan",
    ),
    "per_school_day": Wording("{days} 个教学日 × {each} 元", "school days {days} × {each} yuan"),
    "per_day": Wording("{days} 天 × {each} 元", "days {days} × {each} yuan"),
    "per_day_of": Wording("{days} 天 × {each} ÷ {of} 元", "days {days} × {each} ÷ {of} yuan"),
    "per_school_day_of": Wording(
        "{days} 个教学日 × {each} ÷ {of} 元", "school days {days} × {each} ÷ {of} yuan"
    ),
    "most_days": Wording("最多计 {most_days} 天", "at most {most_days} days count"),
    "decided_amount": Wording("研究确定 {each} 元", "decided {each} yuan"),
    "minimum": Wording("不低于 {each} 元，补足差额", "topped up to at least {each} yuan"),
    "minimum_for_days": Wording(
        "不低于 {each} 元 × {days} ÷ {period_days} = {least} 元，补足差额",
        "topped up to at least {each} yuan × {days} ÷ {period_days} = {least} yuan",
    ),
    "pool_equal": Wording(
        "总额 {each} 元，按人分配 {weight} ÷ {sum}", "{each} yuan, by head {weight} ÷ {sum}"
    ),
    "pool_points": Wording(
        "总额 {each} 元，按总分分配 {weight} ÷ {sum}", "{each} yuan, by total {weight} ÷ {sum}"
    ),
    "pool_rating": Wording(
        "总额 {each} 元，按等次系数分配 {weight} ÷ {sum}", "{each} yuan, by rating {weight} ÷ {sum}"
    ),
    "pool_equal_for_days": Wording(
        "总额 {each} 元，按任职天数分配 {weight} ÷ {sum}", "{each} yuan, by days in post {weight} ÷ {sum}"
    ),
    "pool_points_for_days": Wording(
        "总额 {each} 元，按总分 × 任职天数分配 {weight} ÷ {sum}",
        "{each} yuan, by total × days in post {weight} ÷ {sum}",
    ),
    "pool_rating_for_days": Wording(
        "总额 {each} 元，按等次系数 × 任职天数分配 {weight} ÷ {sum}",
        "{each} yuan, by rating × days in post {weight} ÷ {sum}",
    ),
    "pool_alike": Wording("总额 {each} 元，{number} 人均分", "{each} yuan shared alike by {number}"),
    "share_got": Wording(
        "{name}的 {base} 元 × {percent}% = {each} 元", "{name}, {base} yuan × {percent} % = {each} yuan"
    ),
    "share_got_for_days": Wording(
        "{name}的 {base} 元 × {percent}% × 共同任职 {days} ÷ {period_days} 天 = {each} 元",
        "{name}, {base} yuan × {percent} % × days together {days} ÷ {period_days} = {each} yuan",
    ),
    "share_given": Wording(
        "{base} 元的 {percent}% 分给{name}：{each} 元", "{percent} % of {base} yuan to {name}: {each} yuan"
    ),
    "share_given_for_days": Wording(
        "{base} 元 × {percent}% × 共同任职 {days} ÷ {period_days} 天，分给{name}：{each} 元",
        "{base} yuan × {percent} % × days together {days} ÷ {period_days}, to {name}: {each} yuan",
    ),
    "prorated": Wording(
        "按任职天数折算 {days} ÷ {period_days}", "for the days in post {days} ÷ {period_days}"
    ),
    "prorated_school_days": Wording(
        "按任职教学日折算 {days} ÷ {period_days}", "for the school days in post {days} ÷ {period_days}"
    ),
}
