"""What holds for every text, also for one that makes no sense."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.schemes.drafting import meaning
from banheng.schemes.drafting.meaning.figures import number

WORDS = [
    "每", "每次", "一次", "人次", "扣", "扣分", "加", "得", "分", "元", "%", "个百分点", "扣完为止", "最高", "不超过", "满分", "以上", "以下",
    "(含)", "不足", "至", "—", "~", "一等奖", "二等奖", "市级", "省级", "一、二、三等奖", "分别", "优秀", "良好", "占", "其余", "否则", "前", "第一名",
    "依此类推", "平均分", "×", "÷", "基础分", "迟到", "缺席", "卫生", "不扣分", "加倍", "津贴", "按", "发放", "为", "的", "____", "0.5", "1",
    "2", "10", "95", "一", "半", "十五", ",", "。", ";", ":", "、", "\n", "(", ")", "/", "+", "-", "取最高", "不合格", "定为", "一票否决",
]  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
    st.text(max_size=80),
)
POINTS = st.one_of(st.none(), st.integers(0, 100), st.decimals(0, 20, places=1))
READERS = [
    meaning.read_allowance,
    meaning.read_caps,
    meaning.read_coefficients,
    meaning.read_defaults,
    meaning.read_grades,
    meaning.read_rounding,
    meaning.read_vetoes,
]


def leaves(params, way=""):
    match params:
        case dict():
            for key, part in params.items():
                yield from leaves(part, f"{way}/{key}" if way else str(key))
        case list():
            for position, part in enumerate(params):
                yield from leaves(part, f"{way}/{position}" if way else str(position))
        case bool() | None | str():
            return
        case _:
            yield way, params


@settings(max_examples=300, deadline=None)
@given(TEXTS, POINTS, st.sampled_from(["base", "bonus", "penalty"]))
def test_any_text_of_an_item_is_read_without_a_crash_and_with_its_own_figures_only(text, points, role):
    read = meaning.read_item("项目", text, points, role=role)

    for way, value in leaves(dict(read.params)):
        assert isinstance(value, int | Decimal)
        span = read.spans.get(way)
        if span is None:  # the points of the heading, or reckoned from figures that stand there
            assert value == points or way.endswith(("parts_sum", "step"))
        elif text[span.start : span.end].lstrip("-").replace("。", ".")[:1].isdigit():
            assert abs(value) == number(text[span.start : span.end].replace("。", "."))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_was_not_read_stands_in_the_text(text):
    read = meaning.read_item("项目", text, 10)

    assert all(0 <= span.start < span.end <= len(text) for span in [*read.unread, *read.spans.values()])


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_any_clause_is_read_without_a_crash(reader, text):
    found = reader(text)

    for part in found if isinstance(found, list) else [found] if found else []:
        assert all(0 <= span.start <= span.end <= len(text) for span in part.spans.values())


@pytest.mark.parametrize(
    "word",
    [
        "每",
        "扣",
        "一、",
        "____",
        "_",
        "的",
        "优秀、",
        "1-",
        "1分、",
        "最高",
        "1元",
        "1%、",
        "(含",
        "累计",
        "字×",
        "再",
        "省",
        "(",
    ],
)
def test_a_word_repeated_without_end_is_no_hang(word):
    text = word * 3000

    meaning.read_item("项目", text, 10)
    for reader in READERS:
        reader(text)
