"""What the keys and words of the scheme language are called in the form.

In English they are called by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Mapping[str, str] = {
    "action": "做什么", "above": "高于（不含）", "after_years": "满几年后起算", "allowance": "津贴", "allowance_percent": "津贴按百分之几发",
    "allowances": "津贴", "answers": "代理期间由谁负责", "assumption": "学校约定", "at": "低于多少分", "at_least": "不低于（含）",
    "at_most": "不高于（含）", "average_fen": "平均工资（元）", "bands": "分档", "barred_by": "另有哪些一票否决的不评", "baseline": "基数", "below": "低于（不含）",
    "best_within": "与最好的比，范围", "better": "以何为先", "by": "按什么", "by_stage": "各学段标准（元）", "cap": "最高",
    "carry_vetoes": "各期的一票否决带入", "clause": "依据条款", "clauses": "依据条款", "code": "代码", "coefficients": "系数", "consequences": "结果运用",
    "count": "计哪些人", "counted": "怎样累计", "counted_from": "从何时起算", "days": "第几天", "decisions": "特殊情况的决定", "document": "文件",
    "doubled_from": "第几次起加倍", "downgrade": "等次降几级", "due": "期限", "each": "每一", "each_day_late": "每迟一天",
    "effect": "后果", "eligible": "参加排名和评等次的条件", "empty": "没有记录的一期", "escalate": "逐次递进的分值", "event": "事件代码",
    "events": "事件", "every": "每满多少计一次", "every_years": "每满几年", "evidence": "用哪一项的记录", "exempt": "免扣，只记录",
    "extra": "每超一个加分", "factors": "系数", "fen": "金额（元）", "fen_per_class": "每班金额（元）", "first": "第一名得分",
    "flags": "提示", "flag_last": "末几名作提示", "floor": "最低", "for_days": "按天数折算", "free": "多少以内不计", "from": "记录来源",
    "from_bottom": "从末名起取", "full_points": "满分", "gain": "每进一步加分", "groups": "分组", "highest": "去掉几个最高",
    "honours": "评优资格", "indicators": "指标", "items": "考核项", "kind": "计分方式", "ladder": "逐次递进", "ladders": "按人数分的名次表",
    "late": "逾期得分", "least": "最低", "least_days": "至少任职天数", "least_fen": "最少（元）", "least_number": "至少几人",
    "length": "连续几期", "levels": "各等级分值", "limit": "本事件合计不超过", "limits": "合计上下限", "longer_periods": "更长的周期",
    "loss": "每退一步扣分", "lowest": "去掉几个最低", "may": "可以决定什么", "may_exceed": "可超过满分", "measure": "取哪个数",
    "minimum": "至少几份", "mode": "进位方式", "moves_up": "空出的名额递补", "months": "按几个月计", "most": "最高", "most_days": "最多几天",
    "most_fen": "最多（元）", "name": "名称", "needs": "还须满足", "not_below": "总分不低于", "note": "说明",
    "now": "本期", "number": "固定的数", "numerator": "分子", "of": "对象", "of_last": "只看最近几期", "on": "固定日期", "on_time": "按时得分",
    "on_top": "另外发给，不从班主任津贴中扣", "once": "不论几次只计一次", "only_if_in_post": "期限当天不在任的不计",
    "otherwise": "其余", "outside_total": "在总分之外另计", "over": "超过多少人才计", "owner": "由谁办", "paid_to": "发给谁", "part": "看哪一部分",
    "part_counts": "不足一个也按比例计", "parts": "包括哪些部分", "pay": "津贴合计", "per": "计量单位", "percent": "百分之几",
    "period": "考核周期", "places": "保留几位小数", "points": "分值", "points_percent": "总分按百分之几计", "prorate": "折算",
    "pupils": "除以学生数", "range": "酌情幅度（从、到）", "ranking": "排名", "rating": "等次定为", "rating_at_most": "等次最高为",
    "ratings": "等次", "reason": "证书上的事由", "rounding": "进位", "rule": "计分规则", "scale": "满分值", "scale_to": "换算为多少分",
    "scheme": "方案代码", "school_days": "只计教学日", "share": "占百分之几", "share_rounding": "人数进位", "short": "每少一个",
    "source": "出处", "stages": "学段", "start": "起始分", "step": "每后一名", "table": "各名次得分", "take": "取法",
    "target": "目标", "tasks": "后续工作", "tie_break": "同分依次比较", "ties": "并列", "times": "乘以", "title": "方案名称", "to": "汇总到",
    "top": "几名", "trim": "去掉最高最低", "unit": "计量单位", "up_to": "最多计多少人", "vetoes": "一票否决", "weeks": "跨月的周",
    "wait_years": "几年后方可再聘", "weight": "权重（%）", "weights": "各等次份额", "when": "按结果触发", "when_missing": "没有记录时", "who": "评给谁", "within": "范围",
    "without": "连续没有才计", "zeroes_item": "一次即本项 0 分",
    # questionnaires
    "about": "关于什么", "greatest": "满分", "instrument": "问卷代码", "introduction": "开头的话",
    "introduction_en": "开头的话（英文）", "mark": "分值", "name_en": "英文", "options": "选项", "pupils_from_grade": "从几年级起问学生",
    "questions": "题目", "required": "必答", "text": "题目", "text_en": "题目（英文）", "title_en": "名称（英文）",
}  # fmt: skip
"""By key; where a key means different things, by the part of the scheme as well (below)."""

KEYS_OF: Mapping[str, str] = {
    "Rating.by": "评定方式", "Position.by": "按哪条规则的得分排", "Coefficient.by": "按什么分", "Decisions.by": "由谁决定",
    "Factor.of": "对哪几行", "AssistantShare.of": "对哪几行", "PerPoint.of": "按哪一部分", "Below.of": "看哪一部分",
    "ByBand.of": "按什么分档", "Needs.of": "条件", "Needs.at_least": "至少满足几项", "Allowance.kind": "发放方式",
    "Ratio.over": "分母", "Ratio.times": "乘以多少分", "Over.part": "另一项数据", "Over.number": "固定的数", "Veto.times": "满几次",
    "Veto.evidence": "由哪一项的记录触发", "RollUp.count": "固定按几期计", "Band.of": "数据名称", "Target.of": "数据名称",
    "Position.of": "数据名称", "Streak.of": "连续的事", "PerDay.for_days": "金额对应几天", "Event.at_least": "满多少才计",
    "Judged.least": "最低打分", "Judged.most": "最高打分", "Position.least": "最低得分", "Position.first": "第一名得分",
    "Survey.levels": "各选项分值", "Survey.scale": "每份满分值", "Survey.groups": "答卷人", "Judged.minimum": "至少几份",
    "Target.floor": "最低", "Target.every": "每几个算一次", "Target.unit": "单位名称", "Target.start": "达到目标得分",
    "Streak.points": "每次连续得分", "Streak.each": "以什么为一期", "RollUp.each": "以什么为一期", "LongerPeriod.each": "由哪一种周期汇总",
    "Effect.points": "总分", "Effect.ranking": "排名", "Band.otherwise": "不在各档的得分", "Rating.otherwise": "其余的人都是这个等次",
    "AssistantShare.percent": "分给副班主任百分之几", "PerPoint.above": "超过多少分的部分", "PerPoint.most_fen": "最多（元）",
    "ByRank.fen": "各名次金额（元）", "ByRating.fen": "各等次金额（元）", "Pay.floor": "最低（元）", "Due.days": "第几天为止",
    "Minimum.take": "两者取", "PayRounding.to": "精确到", "Pool.by": "怎样分", "Timely.late": "逾期得分", "Trim.highest": "去掉几个最高",
    "Scheme.honours": "荣誉", "Honour.times": "满几次才评", "Honour.period": "按哪个周期的结果",
    "Consequence.period": "按哪个周期的结果", "Consequence.times": "满几次才适用", "Consequence.who": "对谁", "Consequence.when": "何时适用", "Deadline.at": "到何时",
    "Task.name": "方案里的叫法", "Honour.not_below": "总分不低于", "Deadline.days": "几天之内",
    "Instrument.groups": "谁来答", "Instrument.least": "少于几份不显示（至少 3）", "Instrument.scale": "每份折成多少分", "Instrument.title": "问卷名称",
    "Question.groups": "只问其中谁", "Question.kind": "题型", "Progress.every": "每变动多少计一次", "Event.every": "每满多少计一次",
}  # fmt: skip

WORDS: Mapping[str, str] = {
    "academic_year": "一学年内", "adjust_post": "调整工作岗位", "all": "所有人", "all_in": "同分都评", "allowance": "津贴", "article": "篇",
    "assistant_homeroom_teacher": "副班主任", "assistant_share": "副班主任分成", "average": "取各名次平均", "band": "分档计分",
    "barred": "取消", "below": "低于某分", "best": "取最好一次", "bookkeeper": "财务", "boarders": "住宿生", "by_band": "分档发放",
    "by_monday": "整周，归星期一所在的月", "by_rank": "按名次", "by_rating": "按等次", "by_thursday": "整周，归天数多的月",
    "case": "起", "class": "班级", "commend": "表彰", "class_type": "班级类型", "clipped": "只计本期内的几天", "competition": "占位（1、2、2、4）",
    "count": "数量", "counted_zero": "按 0 次计", "day": "天", "day_pupils": "走读生", "days_in_post": "按任职天数",
    "decided": "由人决定", "dense": "不占位（1、2、2、3）", "down": "去尾", "duty": "到岗履职", "equal": "平均",
    "ever": "累计", "every": "每次都计", "excluded": "不参加", "factor": "乘百分比", "fen": "分", "fixed": "固定金额",
    "forfeit_period": "本期不发", "full": "满分", "grade": "年级", "grade_leader": "年级组长", "greater": "较大的", "greatest": "最高", "half_even": "四舍六入五成双",
    "half_up": "四舍五入", "half_year": "半年", "help": "指导帮助", "highest": "只取最高一项", "highest_per_project": "同一项目只取最高",
    "homeroom_teacher": "班主任", "household": "户", "in_a_row": "连续", "inner": "按计分规则的规定", "inspection": "检查", "investigate": "调查追责", "item": "项", "jiao": "角",
    "judged": "评分", "junior": "初中", "keep": "不变", "last_place": "排名末位", "last": "取后位（1、3、3、4）", "latest": "最近一次", "least": "最低",
    "leave": "请假扣减", "lesson": "节", "lesser": "较小的", "level": "按等级计分", "lowest": "数值低的在前", "mean": "平均",
    "metric": "数据", "minimum": "保底", "minute": "分钟", "month": "月", "moral_education_office": "德育处", "none": "不折算", "none_in": "同分都不评",
    "not_applicable": "不计入满分", "on_duty": "当天在岗的人", "per_day": "按天", "per_event": "按事件", "per_point": "按分",
    "per_pupil": "按学生数", "percent": "个百分点", "period_end": "周期末", "period_start": "周期初", "person": "人",
    "person_time": "人次", "piece": "件", "place": "处", "points": "按分数", "pool": "总额分配", "position": "按名次计分",
    "primary": "小学", "principal": "校长", "progress": "与基数比进退", "pupils": "全体学生", "rank": "按名次", "rating": "等次", "ratio": "按比例计分",
    "recommend": "推荐上报", "rectify": "整改", "register": "登记", "remove": "不再担任班主任", "reward": "奖励", "roll_up": "按日、周、月汇总", "school": "全校", "school_days": "按任职教学日", "senior": "高中",
    "seniority": "任职年限", "severity": "检查尺度校正", "context": "班情折算", "share": "按比例", "leave_out": "不计这一期", "stage": "学段", "start": "按起始分", "streak": "连续达到", "study": "优先外出学习进修",
    "substitute": "代理班主任", "sum": "合计", "survey": "问卷", "take_into_account": "记入评先、职称和年度考核", "talk": "约谈", "tally": "逐件加减分", "target": "目标数量",
    "teacher": "班主任", "term": "学期", "term_end": "学期结束", "train": "培训",
    "time": "次", "timely": "按时完成", "up": "进一", "veto": "一票否决是否适用", "vocational": "中职", "week": "周",
    "worst": "取最差一次", "year": "年", "year_end": "学年结束", "yuan": "元", "zero": "0 分",
    "0": "0", "1": "1", "2": "2", "3": "3", "4": "4",
}  # fmt: skip

WORDS_OF: Mapping[str, str] = {
    "Event.per:day": "天", "period:day": "日", "each:day": "日", "Position.better:highest": "数值高的在前",
    "Rating.by:share": "按比例", "Decisions.may:points": "总分", "take:latest": "取最近一次", "take:highest": "取最高",
    "take:lowest": "取最低", "take:mean": "取平均", "take:sum": "相加", "take:least": "取最低", "take:greatest": "取最高",
    "Tally.take:highest": "只取最高一项", "Item.from:survey": "问卷", "Item.from:judged": "评分", "Factor.by:level": "认定的等级",
    "Task.owner:homeroom_teacher": "班主任本人",
    "about:class": "各班班主任", "about:school": "学校", "Question.kind:score": "打分", "Question.kind:levels": "分档",
    "Question.kind:yes_no": "是或否", "Question.kind:ranking": "排序", "Question.kind:choices": "多选", "Question.kind:text": "文字",
    "groups:self": "本人", "groups:peer": "同年级班主任", "groups:subject_teacher": "科任教师", "groups:pupil": "学生", "groups:guardian": "家长",
    "groups:office": "德育处", "groups:leader": "学校领导", "groups:homeroom_teacher": "班主任", "groups:staff": "其他教职工",
    "Veto.points:zero": "计 0 分", "Effect.points:zero": "计 0 分", "empty:zero": "计 0 分",
}  # fmt: skip


def key_label(part: str, key: str, language: Language) -> str:
    """Name a key of a part of the scheme."""
    if language is Language.EN:
        return key.replace("_", " ")
    return KEYS_OF.get(f"{part}.{key}") or KEYS[key]


def word_label(part: str, key: str, word: str, language: Language) -> str:
    """Name a word that a key may have as its value."""
    if language is Language.EN:
        return word.replace("_", " ")
    return WORDS_OF.get(f"{part}.{key}:{word}") or WORDS_OF.get(f"{key}:{word}") or WORDS[word]
