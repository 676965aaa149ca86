"""Amounts in capital figures, as the rules for writing bills and vouchers give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.amount_in_words import amount_in_words
from banheng.core.money import parse_yuan

AMOUNTS = {
    "0": "零元整",
    "0.01": "壹分",
    "0.10": "壹角整",
    "0.58": "伍角捌分",
    "1": "壹元整",
    "1.05": "壹元零伍分",
    "1.50": "壹元伍角整",
    "10": "壹拾元整",
    "20.20": "贰拾元贰角整",
    "101": "壹佰零壹元整",
    "110": "壹佰壹拾元整",
    "325.04": "叁佰贰拾伍元零肆分",
    "1000": "壹仟元整",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "10000": "壹万元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "10030.05": "壹万零叁拾元零伍分",
    "99999.99": "玖万玖仟玖佰玖拾玖元玖角玖分",
    "-12": "负壹拾贰元整",
    "-0.05": "负伍分",
}
LARGE = {
    100_001: "壹拾万零壹元整",
    1_000_000: "壹佰万元整",
    1_000_010: "壹佰万零壹拾元整",
    10_100_000: "壹仟零壹拾万元整",
    100_000_000: "壹亿元整",
    100_010_000: "壹亿零壹万元整",
    100_000_001: "壹亿零壹元整",
    120_300_405: "壹亿贰仟零叁拾万零肆佰零伍元整",
    1_000_000_000_000: "壹万亿元整",
    1_000_200_000_000: "壹万零贰亿元整",
}
FIGURES = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("yuan", "words"), AMOUNTS.items())
def test_an_amount_is_written_in_words(yuan, words):
    assert amount_in_words(parse_yuan(yuan)) == words


@pytest.mark.parametrize(("yuan", "words"), LARGE.items())
def test_a_large_amount_is_written_in_words(yuan, words):
    assert amount_in_words(yuan * 100) == words


def read_back(words):
    """Read whole yuan below ten billion from words, the way a cashier does."""
    high, _, low = words.rpartition("亿")
    total = read_back(high) * 100_000_000 if high else 0
    myriads, _, ones = low.rpartition("万")
    return total + (read_section(myriads) * 10_000 if myriads else 0) + read_section(ones)


def read_section(words):
    number = digit = 0
    for word in words:
        if word in UNITS:
            number, digit = number + digit * UNITS[word], 0
        else:
            digit = FIGURES[word]
    return number + digit


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_words_read_back_give_the_amount(yuan):
    words = amount_in_words(yuan * 100)

    assert read_back(words.removesuffix("元整")) == yuan
    assert "零零" not in words
