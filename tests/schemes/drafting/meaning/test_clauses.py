from decimal import Decimal

import pytest

from banheng.schemes.drafting.meaning import (
    read_allowance,
    read_caps,
    read_coefficients,
    read_defaults,
    read_grades,
    read_rounding,
    read_vetoes,
)

HALF_OPEN = {"min_incl": True, "max_incl": False}


@pytest.mark.parametrize(
    ("text", "cap"),
    [
        ("加分以6分为限。", {"kind": "bonus", "cap": 6}),
        ("以上各项加分累计不超过10分。", {"kind": "bonus", "cap": 10}),
        ("奖励分最高____分。", {"kind": "bonus", "cap": None, "blank": True}),
        ("本部分加分封顶15分", {"kind": "bonus", "cap": 15}),
        ("各项扣分累计最多扣20分。", {"kind": "deduct", "cap": 20}),
        ("每月扣分累计不得超过10分。", {"kind": "deduct", "cap": 10}),
    ],
)
def test_a_limit_over_several_items_is_read(text, cap):
    assert read_caps(text) == [cap]


def test_two_limits_in_one_clause_are_both_read():
    assert read_caps("每月加分不超过5分,扣分不超过10分。") == [
        {"kind": "deduct", "cap": 10},
        {"kind": "bonus", "cap": 5},
    ]


@pytest.mark.parametrize("text", ["加分须附证明材料。", "迟到不得超过3分钟。"])
def test_a_clause_without_a_limit_gives_none(text):
    assert read_caps(text) == []


@pytest.mark.parametrize(
    ("text", "rounding"),
    [
        ("考核得分保留两位小数。", {"total": 2}),
        ("总分四舍五入,保留1位小数", {"total": 1, "method": "half_up"}),
        ("总分四舍五入保留整数", {"total": 0, "method": "half_up"}),
        ("优秀人数四舍五入取整。", None),
        ("津贴金额保留整数。", None),
    ],
)
def test_rounding_of_the_score_is_told_from_that_of_places_and_money(text, rounding):
    assert read_rounding(text) == rounding


@pytest.mark.parametrize("text", ["以上各项均扣完为止。", "未注明的扣分项,扣完该项分为止。", "各项不设负分"])
def test_a_floor_for_all_items_is_a_default(text):
    assert read_defaults(text) == {"floor": 0}


def test_the_floor_of_one_item_is_no_default():
    assert read_defaults("迟到每次扣1分,扣完为止。") is None


def test_factors_on_the_score_are_read_by_type_of_class():
    assert read_coefficients("重点班得分乘以0.95,普通班得分乘以1.05。") == [
        {"on": "score", "table": {"重点班": Decimal("0.95"), "普通班": Decimal("1.05")}}
    ]
    assert read_coefficients("毕业班津贴按1.2倍发放。") == []


def test_thresholds_are_read_in_every_order_of_words():
    expected = {
        "basis": "threshold",
        "rules": [
            {"grade": "优秀", "min": 90, "min_incl": True, "max": None},
            {"grade": "良好", "min": 75, "max": 90, **HALF_OPEN},
            {"grade": "合格", "min": None, "max": 75, "max_incl": False},
        ],
    }

    assert read_grades("90分及以上为优秀,75分及以上不足90分为良好,不足75分为合格。") == expected
    assert read_grades("优秀:90分以上;良好:75分(含)-90分(不含);合格:低于75分") == expected
    assert read_grades("优秀(不低于90分)、良好(75分以上,不满90分)、合格(不满75分)") == expected


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "一等占20%,二等占50%,三等占30%。",
            [
                {"grade": "一等", "percent": 20},
                {"grade": "二等", "percent": 50},
                {"grade": "三等", "percent": 30},
            ],
        ),
        (
            "一、二、三等的比例分别为20%、50%、30%。",
            [
                {"grade": "一等", "percent": 20},
                {"grade": "二等", "percent": 50},
                {"grade": "三等", "percent": 30},
            ],
        ),
        (
            "按3:5:2的比例确定一、二、三等。",
            [
                {"grade": "一等", "percent": 30},
                {"grade": "二等", "percent": 50},
                {"grade": "三等", "percent": 20},
            ],
        ),
        (
            "优秀等次比例为25%,合格等次比例为70%。",
            [{"grade": "优秀", "percent": 25}, {"grade": "合格", "percent": 70}],
        ),
        (
            "前25%为A等,后10%为C等,其余为B等。",
            [
                {"grade": "A等", "top_percent": 25},
                {"grade": "C等", "bottom_percent": 10},
                {"grade": "B等", "percent": "rest"},
            ],
        ),
    ],
)
def test_quotas_are_read(text, rules):
    grades = read_grades(text)

    assert (grades["basis"], grades["rules"]) == ("quota", rules)


def test_ranking_rounding_and_ties_are_read_with_the_quotas():
    grades = read_grades(
        "在年级内按得分从高到低排序,前30%为优秀,其余为合格,名额四舍五入。\n总分相同的,依次比较班级常规、家校沟通得分。"
    )

    assert grades["within"] == "年级"
    assert grades["quota_rounding"] == "half_up"
    assert grades["ranking"] == {"order": "desc", "tie_break": ["班级常规", "家校沟通得分"]}


def test_grades_by_place_are_read():
    assert read_grades("年级前3名为一等,第4至8名为二等,其余为三等。")["rules"] == [
        {"grade": "一等", "top": 3},
        {"grade": "二等", "from": 4, "to": 8},
        {"grade": "三等", "rest": True},
    ]


def test_a_text_without_ratings_gives_none():
    assert read_grades("本办法由德育处负责解释。") is None


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        (
            "有下列情形之一的,当月考核得0分:\n侮辱学生的;\n擅自停课的。",
            {"events": ["侮辱学生", "擅自停课"], "effect": "score_zero"},
        ),
        (
            "出现以下情况之一,考核定为不合格:体罚学生;乱收费;瞒报事故。",
            {"events": ["体罚学生", "乱收费", "瞒报事故"], "effect": "grade_fixed", "to": "不合格"},
        ),
        (
            "因管理失职造成事故的,最高只能评为合格。",
            {"events": ["管理失职造成事故"], "effect": "max_grade", "to": "合格"},
        ),
        ("有偿家教的,考核不得评为优秀。", {"events": ["有偿家教"], "effect": "max_grade", "below": "优秀"}),
        (
            "无故旷课两次的,考核降低一个等次。",
            {"events": ["无故旷课两次"], "effect": "downgrade", "steps": 1},
        ),
        (
            "变相体罚学生的,当月得分按60%计算。",
            {"events": ["变相体罚学生"], "effect": "scale_score", "factor": Decimal("0.6")},
        ),
        (
            "发生重大事故的,扣发当月津贴,取消评优资格。",
            {"events": ["重大事故"], "effect": "pay_withheld", "also": "bar_award"},
        ),
        (
            "弄虚作假的,定为不合格,所空名额由下一名递补。",
            {"events": ["弄虚作假"], "effect": "grade_fixed", "to": "不合格", "vacancy": "next_in_rank"},
        ),
        (
            "弄虚作假的,取消评优资格,名额空缺。",
            {"events": ["弄虚作假"], "effect": "bar_award", "vacancy": "left_open"},
        ),
        (
            "漏报事故的,津贴降一档;已是三等的,按三等的70%发放。",
            {
                "events": ["漏报事故"],
                "effect": "downgrade",
                "steps": 1,
                "at_bottom": {"grade": "三等", "factor": Decimal("0.7")},
            },
        ),
    ],
)
def test_a_veto_says_on_what_and_with_what_effect(text, veto):
    assert read_vetoes(text) == [veto]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "月津贴=300元+得分×2元。",
            [{"kind": "fixed", "amount": 300, "per": "月"}, {"kind": "per_point", "rate": 2}],
        ),
        ("津贴按1.5元/分发放。", [{"kind": "per_point", "rate": Decimal("1.5")}]),
        ("每分折合3元。", [{"kind": "per_point", "rate": 3}]),
        ("班主任津贴按每生每月2元计发。", [{"kind": "per_head", "per": "月", "rate": 2}]),
        ("班额超过50人的,每多1人增发3元。", [{"kind": "per_head_over", "over": 50, "rate": 3}]),
        (
            "每月津贴:一等500元,二等400元,三等不发。",
            [{"kind": "tier", "per": "月", "table": {"一等": 500, "二等": 400, "三等": 0}}],
        ),
        (
            "优秀、良好、合格分别奖励600元、400元、200元。",
            [{"kind": "tier", "table": {"优秀": 600, "良好": 400, "合格": 200}}],
        ),
        (
            "A、B、C三等分别发放500元、400元、300元。",
            [{"kind": "tier", "table": {"A等": 500, "B等": 400, "C等": 300}}],
        ),
        ("前三名分别奖励500元、300元、200元。", [{"kind": "rank_table", "table": {1: 500, 2: 300, 3: 200}}]),
        (
            "津贴标准:45人以下每月400元,46-50人每月450元,51人以上每月500元。",
            [
                {
                    "kind": "tier",
                    "by": "班级人数",
                    "per": "月",
                    "table": {"45人以下": 400, "46-50人": 450, "51人以上": 500},
                }
            ],
        ),
        (
            "毕业年级班主任津贴上浮20%。",
            [{"kind": "coefficient", "on": "tier", "table": {"毕业年级": Decimal("1.2")}}],
        ),
        (
            "请假三天以上,每天扣除20元,由学校付给代理班主任。",
            [
                {
                    "kind": "leave_deduction",
                    "rate": 20,
                    "per": "天",
                    "from_days": 3,
                    "rest_to": "代理班主任",
                }
            ],
        ),
        ("第一名奖励500元,第二名奖励300元。", [{"kind": "rank_table", "table": {1: 500, 2: 300}}]),
        ("年津贴总额按每班1800元核定。", [{"kind": "pool_total", "per_class": 1800, "per": "年"}]),
        ("个人津贴=总额÷全校总分×个人得分。", [{"kind": "pool_rate", "formula": "总额÷全校总分×个人得分"}]),
        (
            "个人津贴=总额÷系数之和×个人系数。",
            [{"kind": "pool_share", "formula": "总额÷系数之和×个人系数"}],
        ),
        (
            "等次系数:优秀1.2,良好1.0,合格0.8。",
            [
                {
                    "kind": "coefficient",
                    "by": "等次",
                    "table": {"优秀": Decimal("1.2"), "良好": 1, "合格": Decimal("0.8")},
                }
            ],
        ),
        (
            "毕业班津贴按1.2倍发放。",
            [{"kind": "coefficient", "on": "tier", "table": {"毕业班": Decimal("1.2")}}],
        ),
        (
            "考核为合格的,按90%发放。",
            [{"kind": "grade_factor", "grade": "合格", "factor": Decimal("0.9")}],
        ),
        ("不合格的扣发当月津贴100元。", [{"kind": "grade_penalty", "grade": "不合格", "amount": 100}]),
        (
            "受警告处分的按80%发放,受记过处分的按50%发放。",
            [{"kind": "sanction_multiplier", "table": {"警告": Decimal("0.8"), "记过": Decimal("0.5")}}],
        ),
        (
            "学期总分居全校前5名的,奖励200元。",
            [{"kind": "bonus_top_n", "n": 5, "amount": 200, "by": "学期总分"}],
        ),
        (
            "请事假每天扣30元,代理班主任每天补助30元。",
            [
                {"kind": "leave_deduction", "rate": 30, "per": "天", "leave": ["事假"]},
                {"kind": "substitute_subsidy", "rate": 30, "per": "天"},
            ],
        ),
        (
            "病假超过5天的,按实际工作日占应出勤日的比例发放。",
            [{"kind": "part_period", "leave": ["病假"], "over_days": 5, "formula": "实际工作日÷应出勤日"}],
        ),
        (
            "每担任满3年,每月增发30元,最多增发90元。",
            [{"kind": "tenure", "years": 3, "rate": 30, "cap": 90, "per": "月"}],
        ),
        ("津贴全年按10个月计发。", [{"kind": "months_per_year", "months": 10}]),
        ("金额四舍五入到元。", [{"kind": "rounding", "to": "元", "method": "half_up"}]),
        (
            "班主任固定津贴每月____元。",
            [{"kind": "fixed", "per": "月", "amount": None, "amount_blank": True}],
        ),
        ("评为先进的一次性奖励500元。", [{"kind": "prize", "name": "先进", "amount": 500}]),
        ("节日慰问班主任,人均不少于100元。", [{"kind": "extra", "event": "人均不少于100元", "amount": 100}]),
    ],
)
def test_money_is_read_by_kind_and_kept_where_no_kind_fits(text, rules):
    assert read_allowance(text) == rules


@pytest.mark.parametrize(
    ("text", "bands"),
    [
        (
            "90分以上奖励500元;低于60分的不发。",
            [
                {"min": 90, "min_incl": True, "max": None, "amount": 500},
                {"min": None, "max": 60, "max_incl": False, "amount": 0},
            ],
        ),
        (
            "得分85分及以上的发600元,70—84分的发500元,其余400元。",
            [
                {"min": 85, "min_incl": True, "max": None, "amount": 600},
                {"min": 70, "min_incl": True, "max": 84, "max_incl": True, "amount": 500},
                {"min": None, "max": 70, "max_incl": False, "amount": 400},
            ],
        ),
    ],
)
def test_pay_bound_to_a_score_is_read_as_bands(text, bands):
    assert read_allowance(text) == [{"kind": "tier", "by": "得分", "bands": bands}]


@pytest.mark.parametrize("text", ["超过80分的部分每分5元。", "迟到5分钟以上罚5元。"])
def test_other_figures_beside_money_are_no_bands(text):
    assert not [rule for rule in read_allowance(text) if "bands" in rule]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("不合格的津贴减半。", {"kind": "grade_factor", "grade": "不合格", "factor": Decimal("0.5")}),
        (
            "病假满一个月的,当月津贴减半发放。",
            {"kind": "part_period", "leave": ["病假"], "factor": Decimal("0.5")},
        ),
        ("任职不足半学期的,只发津贴的一半。", {"kind": "part_period", "factor": Decimal("0.5")}),
        (
            "副班主任津贴为班主任的一半。",
            {"kind": "coefficient", "on": "tier", "table": {"副班主任": Decimal("0.5")}},
        ),
        ("毕业年级的奖金折半发放。", {"kind": "extra", "event": "毕业年级的奖金", "factor": Decimal("0.5")}),
    ],
)
def test_half_an_allowance_is_read_with_whom_it_is_for(text, rule):
    assert read_allowance(text) == [rule]


@pytest.mark.parametrize(
    "text", ["低于60分的扣发津贴100元。", "60分以下的,扣津贴100元。", "60分为及格线,不及格者扣除津贴100元。"]
)
def test_a_fine_below_a_line_names_the_line(text):
    (rule,) = read_allowance(text)

    assert (rule["kind"], rule["below"], rule["amount"]) == ("grade_penalty", 60, 100)


def test_what_is_paid_besides_is_not_paid_again():
    assert read_allowance("优秀班主任除享受每生每月1元的津贴外,学校另行奖励。") == []


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("优秀名额为总数的30%,其余为合格。", {"优秀": 30, "合格": "rest"}),
        ("按参评人数的20%评出优秀班主任,60%评为合格。", {"优秀": 20, "合格": 60}),
        ("优秀班主任控制在班主任总数的15%以内。", {"优秀": 15}),
        ("优秀等次比例为25%,良好比例为40%。", {"优秀": 25, "良好": 40}),
    ],
)
def test_quotas_by_share_are_read_in_all_their_wordings(text, shares):
    grades = read_grades(text)

    assert grades["basis"] == "quota"
    assert {rule["grade"]: rule["percent"] for rule in grades["rules"]} == shares


def test_levels_of_a_career_are_read_by_years_and_what_is_asked_for():
    assert read_grades("任班主任满3年且考核合格的,可评为初级;满8年的,评为高级。") == {
        "basis": "career_level",
        "rules": [{"grade": "初级", "min_years": 3, "needs": "考核合格"}, {"grade": "高级", "min_years": 8}],
    }


@pytest.mark.parametrize("text", ["初级中学教师。", "满3年可申请高级职称。", "高级中学一级教师满5年。"])
def test_titles_and_schools_are_no_levels_of_a_career(text):
    assert read_grades(text) is None


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("体罚或变相体罚学生的,一票否决。", ["体罚或变相体罚学生"]),
        ("发生安全事故或瞒报事故的,一票否决。", ["安全事故", "瞒报事故"]),
    ],
)
def test_events_that_share_an_object_stay_together(text, events):
    (veto,) = read_vetoes(text)

    assert veto["events"] == events


def test_what_else_follows_is_no_event():
    (veto,) = read_vetoes(
        "有下列情形之一的,视为不合格班主任。\n评优评先一票否决。\n(1)发生安全事故的;\n(2)乱收费的。"
    )

    assert (veto["events"], veto["to"], veto["also"]) == (["安全事故", "乱收费"], "不合格", "bar_award")


@pytest.mark.parametrize("text", ["考核总分按80%折算计入年度考核。", "低于60分的扣发津贴100元。"])
def test_a_conversion_or_a_fine_is_no_veto(text):
    assert read_vetoes(text) == []


def test_ratings_by_score_are_no_vetoes_though_the_last_one_is_named_like_one():
    assert read_vetoes("90分以上定为优秀,75分以下定为不合格。") == []
    assert [veto["to"] for veto in read_vetoes("造成事故的,定为不合格。")] == ["不合格"]
