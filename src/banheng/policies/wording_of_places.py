"""What is wrong at a marked place of a document, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DEFECTS = {
    "total_mismatch": _("各项合计与总分不符"),
    "indicator_sum_mismatch": _("小项合计与本项不符"),
    "weight_sum": _("权重合计不是 100%"),
    "blank_value": _("数值空着"),
    "band_overlap": _("档次重叠"),
    "band_gap": _("档次有空档"),
    "contradictory_subscore": _("部分分值超过本项"),
    "contradictory_rule": _("两条规定矛盾"),
    "undefined_term": _("标准没有说明"),
    "dangling_reference": _("所附的表或附件不在"),
    "period_conflict": _("周期前后不一"),
    "quota_sum": _("名额合计不是 100%"),
}
WHAT_TO_DO = {
    "total_mismatch": _("定下总分是多少：改方案的满分，或改各指标的分值，使两边相等。"),
    "indicator_sum_mismatch": _("定下以哪个为准：改本项的满分，或改下面各小项的分值。"),
    "weight_sum": _("改各部分的权重，使合计为 100%。"),
    "blank_value": _("定下数值，填进方案；不用这一条，就把它从方案里去掉。"),
    "band_overlap": _("定下交界的分数归哪一档，在等次或档次里改成一个界限。"),
    "band_gap": _("定下两档之间的分数归哪一档，让上一档的下限与下一档的上限相接。"),
    "contradictory_subscore": _("改小的分值或本项的满分，使部分不超过全部。"),
    "contradictory_rule": _("定下以哪一条为准，方案里只留一种算法。"),
    "undefined_term": _("写明什么算、什么不算：改成能数清的事项，或在“学校约定”里说明。"),
    "dangling_reference": _("补上所附的表；没有的，就把要用的数值直接写进方案。"),
    "period_conflict": _("定下多久考核一次，改方案的周期。"),
    "quota_sum": _("改各等次的比例或名额，使合计为 100%。"),
    "undecided": _("要计分，就在表单里加上考核项、等次或一票否决；不计分，就写明它归谁办、怎样办。"),
    "unread": _("对照原文，在表单里定下怎样计分。"),
    "blank": _("定下数值，填进表单。"),
}
