import re
from decimal import Decimal

import pytest

from banheng.schemes.drafting.meaning.figures import FIGURE, figure, number
from banheng.schemes.drafting.meaning.intervals import intervals


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", 5),
        ("0.5", Decimal("0.5")),
        ("0∙5", Decimal("0.5")),
        ("0·25", Decimal("0.25")),
        ("1,200", 1200),
        ("1.0", 1),
        ("半", Decimal("0.5")),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("一点五", Decimal("1.5")),
        ("____", None),
        ("xx", None),
    ],
)
def test_a_number_is_read_exactly_and_a_blank_is_none(written, value):
    read = number(written)

    assert read == value
    assert not isinstance(read, float)


@pytest.mark.parametrize("text", ["12345678901", "1.2.3", "3.14159"])
def test_a_number_that_no_scheme_has_is_left_alone(text):
    assert not any(
        match[0] in text and match.end() == len(text)
        for match in re.finditer(FIGURE, text)
        if match[0][0].isdigit()
    )


def test_a_figure_knows_its_place():
    match = re.search(f"(?P<n>{FIGURE})分", "迟到扣0∙5分")

    assert figure(match) == (Decimal("0.5"), (3, 6))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90%以上", (90, True, None, None)),
        ("90%以上(不含90%)", (90, False, None, None)),
        ("不低于90%", (90, True, None, None)),
        ("超过90%", (90, False, None, None)),
        ("达到90%", (90, True, None, None)),
        ("60%以下", (None, None, 60, None)),
        ("60%以下(含60%)", (None, None, 60, True)),
        ("60%(含)以下", (None, None, 60, True)),
        ("不足60%", (None, None, 60, False)),
        ("不超过2%", (None, None, 2, True)),
        ("3人以内", (None, None, 3, True)),
        ("80%—90%", (80, True, 90, True)),
        ("80%~90%(不含90%)", (80, True, 90, False)),
        ("80%至90%", (80, True, 90, True)),
        ("100分-95分", (95, True, 100, True)),
        ("80%及以上不足90%", (80, True, 90, False)),
        ("80%以上,90%以下", (80, True, 90, None)),
        ("超过2%至5%", (2, False, 5, True)),
        ("80%≤达标率<90%", (80, True, 90, False)),
        ("80分(含)至90分(不含)", (80, True, 90, False)),
    ],
)
def test_an_interval_says_what_it_includes(text, expected):
    (interval,) = intervals(text)

    low, high = (bound and bound.value for bound in (interval.low, interval.high))
    assert (low, interval.low_incl, high, interval.high_incl) == expected
