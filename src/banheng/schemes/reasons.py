"""Why a value cannot stand where it stands, in both languages.

Models give their reasons in English; the Chinese ones stand here, by the words that do not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

STATED: Mapping[str, str] = {
    # rules
    "an event has exactly one of points, range, levels, escalate, zeroes_item, exempt": (
        "每个事件必须且只能有 points、range、levels、escalate、zeroes_item、exempt 中的一项"
    ),
    "doubled_from goes with points; write the prices out with escalate instead": (
        "doubled_from 只能与 points 合用；请改用 escalate 逐次写明分值"
    ),
    "every, free, once and at_least go with points and escalate only": (
        "every、free、once、at_least 只能与 points 或 escalate 合用"
    ),
    "baseline and now need different events": "baseline 与 now 必须用不同的事件代码（event）",
    "due is either days or a date in on": "期限写天数（days）或日期（on），二者取一",
    "the group names events that the rule does not have: ": "分组中的事件在本规则里不存在：",
    "points and the first figure of escalate are the same price": (
        "同时写 points 和 escalate 时，points 必须等于 escalate 的第一个数"
    ),
    "counted_zero goes with rules that measure a count": "counted_zero 只用于按次数（measure: count）计算的规则",
    "count goes with mean or sum": "count 只能与 take: mean 或 sum 一起用",
    "an event belongs to one group only": "一个事件只能归入一个分组",
    "the floor is above the cap": "下限（floor）高于上限（cap）",
    "where only the highest award counts, events have plain points or levels, not negative": (
        "只取最高一项时，各事件只能用 points 或 levels，且不能为负"
    ),
    "exactly one of part, number, pupils, best_within is given": (
        "必须且只能写 part、number、pupils、best_within 中的一项"
    ),
    "numerator and denominator need different events": "分子与分母必须用不同的事件代码（event）",
    "the weights are not negative": "权重（weight）不能为负",
    "a band has one lower bound: at_least or above": "一档只能有一个下界：at_least（含）或 above（不含）",
    "a band has one upper bound: at_most or below": "一档只能有一个上界：at_most（含）或 below（不含）",
    "exactly one of table, ladders, first is given": "必须且只能写 table、ladders、first 中的一项",
    "the keys of ladders are numbers of subjects": "ladders 的键必须是参评对象的个数",
    # duty packs
    "a time of day as '07:40' is expected here": '此处应为时间，写作 "07:40"',
    "a teaching week counts from 1, or back from -1": "教学周从 1 数起，或用 -1 从最后一周倒数",
    "at most 20 school days are expected here": "此处最多 20 个上课日",
    "what is restricted is ticked or counted; no words about persons are kept": (
        "涉及个人的事（restricted）只记办了几次，不留文字，请把 proof 改为 tick 或 count"
    ),
    "two fields or steps have the code ": "有两个字段或步骤用了同一个代码：",
    "a form about the school names its writers, the writer's own form does not": (
        "学校的记录要写明由谁填写（writers），本人的记录不写"
    ),
    "'named' is the code of a field of kind staff": "named 应为选教职工的字段代码",
    "'until' is the code of a field of kind day": "until 应为日期字段的代码",
    "'readers' are named where a form is restricted": "readers 只用于受限记录",
    "pupils stand in forms about a class only": "只有班级的记录可以写学生",
    "'options' are for choice, choices and marks, which need them": "options 只用于 choice、choices 和 marks，并且必须写",
    "'form_of' and 'proof: form' go together": "form_of 与 proof: form 必须同时写",
    "there is no work form with this code": "没有这个代码的工作记录",
    "the form has no step with this code": "这种工作记录没有这个步骤",
    "the form names no pupils that could be counted": "这种工作记录不写学生，不能按人次或全体学生计",
    "what is restricted (talks, health, family) never counts in a scheme; take 'feeds' out": "受限记录（谈话、健康、家庭）不得计入考核，请去掉 feeds",
    "'feeds' is for duties of homeroom teachers": "feeds 只用于班主任的常规",
    "'level_of' is the code of a field of kind choice, 'value_of' of kind number, of the form": (
        "level_of 应为这种工作记录里单选字段（choice）的代码，value_of 应为数字字段（number）的代码"
    ),
    "'record_of' and 'proof: record' go together": "record_of 与 proof: record 必须同时写",
    "'fields' need 'proof: note'": "写了 fields 的，proof 必须是 note",
    "two duties have the code ": "有两项常规用了同一个代码：",
    # rules about persons
    "more are wanted than there are parts": "要求的项数（number）多于列出的项数",
    "a figure has a bound: at_least, at_most or both": "须写下限 at_least 或上限 at_most，也可以都写",
    "at_least is above at_most": "下限（at_least）高于上限（at_most）",
    "percent_of has a name in both languages": (
        "写了 percent_of 的，须写 percent_of_name 和 percent_of_name_en；不写的都不写"
    ),
    "it ends before it begins": "结束日（until）早于开始日（since）",
    "true, false or a date as 2026-09-01 is expected here": "此处应为 true、false 或日期，如 2026-09-01",
    "two options have one code": "有两个选项用了同一个代码",
    "no option has the code that is chosen": "所选的 chosen 不在选项（options）里",
    "two rules have the code ": "有两条规则用了同一个代码：",
    "two settings have the code ": "有两项设置用了同一个代码：",
    "'only' names a setting or option that the pack does not have: ": "only 所写的设置或选项不存在，规则：",
    "no rule above has the code ": "上文没有代码为此的规则：",
    "no setting has the code ": "没有代码为此的设置：",
    "each option of the setting has a condition, no other has: ": (
        "by_setting 须为设置的每个选项各写一个条件，不能多也不能少，规则："
    ),
    # questionnaires
    "'options' are for levels, ranking and choices, which need them": (
        "options 只用于分档题（levels）、排序题（ranking）和多选题（choices），这三种题必须写"
    ),
    "two options at least are needed, each with its own code": "至少要有两个选项，代码不能重复",
    "'greatest' is for questions with marks, which need it": (
        "greatest 只用于计分的题（score、levels、yes_no），这三种题必须写"
    ),
    "the greatest mark of a score is a whole number": "打分题的满分必须是整数",
    "each level has a mark, and the greatest is the question's": (
        "每一档都要写 mark，其中最高的一档必须等于 greatest"
    ),
    "two questions have the code ": "有两道题用了同一个代码：",
    "questions are for groups that the instrument has": "题目的 groups 只能写问卷的 groups 里有的",
    "each group is asked something that has a mark": "每一方至少要回答一道计分的题",
    "about the school homeroom teachers and staff are asked": (
        "关于学校的问卷（about: school）只问班主任（homeroom_teacher）和其他教职工（staff）"
    ),
    "homeroom_teacher and staff are asked about the school only": (
        "homeroom_teacher 和 staff 只用于关于学校的问卷（about: school）"
    ),
    "choices are asked about the school only": "多选题（choices）只用于关于学校的问卷（about: school）",
    # figures
    "is not a decimal number": "不是数字",
    "has more than four decimals": "小数超过四位",
    "is beyond the greatest figure": "超出允许的最大数值",
    "a number is expected here": "此处应为数字",
    "a whole number is expected here": "此处应为整数",
    "a number that is not negative is expected here": "此处不能为负数",
    "a number above 0 is expected here": "此处应为大于 0 的数",
    # what the total leads to
    "ranks are whole numbers: ties are competition, dense or last": (
        "名次必须是整数：ties 只能用 competition、dense 或 last"
    ),
    "a rating says how it is reached: by points, rank or share, or otherwise: true": (
        "等次须写明如何评定：by 用 points、rank 或 share，或者写 otherwise: true"
    ),
    "by: rank goes with top": "by: rank 须写名额 top，其他方式不写 top",
    "by: share goes with share": "by: share 须写比例 share，其他方式不写 share",
    "codes stand once and differ from total and decision: ": "代码不能重复，也不能用 total 或 decision：",
    "no indicator or item has the code ": "没有代码为此的指标或考核项：",
    "a limit across parts cannot stand above a weight, floor or cap: ": (
        "合计上下限所管的部分不能再有权重、上限或下限："
    ),
    "a longer period has no records to pay by: ": "更长的周期没有记录可据以发放：",
    "a longer period has only a total, not ": "更长的周期只有总分，没有：",
    "no item that is recorded has the code ": "没有可记录的考核项用此代码：",
    "no records that could be counted: ": "所引用的考核项没有可计的记录：",
    "no values that could be measured: ": "所引用的考核项的记录没有数值：",
    "no rating has the code ": "没有代码为此的等次：",
    "a ratio has either numerator or by": "ratio 写 numerator 或 by，二者取一",
    "by goes with over: best_within": "ratio 的 by 须与 over: {best_within: …} 同用",
    "an honour has either top or share": "荣誉的名额写 top 或 share，二者取一",
    "a consequence says when: ratings, vetoes or flags": (
        "结果运用须写明何时适用：when 写 ratings、vetoes 或 flags"
    ),
    "a deadline is either days or at": "期限写 days 或 at，二者取一",
    # pay
    "per_pupil has either fen or by_stage": "per_pupil 写 fen 或 by_stage，二者取一",
    "a pool has either fen or fen_per_class": "津贴总额写 fen 或 fen_per_class，二者取一",
    "assistant_share is paid to assistant_homeroom_teacher only": (
        "assistant_share 只发给副班主任（assistant_homeroom_teacher），不必写 paid_to"
    ),
    "percent and average_fen go together": "percent 与 average_fen 必须同时写",
    "a minimum has fen, or percent with average_fen, or both": (
        "保底须写 fen，或同时写 percent 与 average_fen，或三者都写"
    ),
}
"""By the fixed words of a reason that the models state; what follows them are codes or figures."""

EXPECTED: Mapping[str, Wording] = {
    "bool_parsing": Wording("此处应为 true 或 false", "true or false is expected here"),
    "bool_type": Wording("此处应为 true 或 false", "true or false is expected here"),
    "date_from_datetime_parsing": Wording(
        "此处应为日期，如 2026-10-14", "a date is expected here, as 2026-10-14"
    ),
    "date_type": Wording("此处应为日期，如 2026-10-14", "a date is expected here, as 2026-10-14"),
    "dict_type": Wording("此处应为“字段: 值”", "`key: value` lines are expected here"),
    "greater_than_equal": Wording("此处不能小于 {ge}", "at least {ge} is expected here"),
    "less_than_equal": Wording("此处不能大于 {le}", "at most {le} is expected here"),
    "missing": Wording("此处个数不够", "too few values stand here"),
    "model_attributes_type": Wording("此处应为“字段: 值”", "`key: value` lines are expected here"),
    "model_type": Wording("此处应为“字段: 值”", "`key: value` lines are expected here"),
    "string_type": Wording("此处应为文字；数字请加引号", "text is expected here; put figures in quotes"),
    "too_long": Wording("最多 {max_length} 项", "at most {max_length} may stand here"),
    "too_short": Wording("至少要有 {min_length} 项", "at least {min_length} must stand here"),
    "tuple_type": Wording("此处应为列表，每行以“- ”开头", "a list is expected here, each line with `- `"),
}
"""By the kind of fault, for what the models leave to the validator."""


def reason(kind: str, message: str, figures: Mapping[str, object]) -> Wording:
    """Word why a value is refused.

    Args:
        kind: the validator's name for the fault.
        message: the validator's English sentence.
        figures: bounds that the sentence names.
    """
    if kind in EXPECTED:
        expected = EXPECTED[kind]
        return Wording(expected.zh.format(**figures), expected.en.format(**figures))
    for words, chinese in STATED.items():
        if words in message:
            return Wording(chinese + message.partition(words)[2], message)
    return Wording(message, message)
