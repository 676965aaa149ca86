from decimal import Decimal

import pytest

from banheng.spreadsheets.result_report import Table
from banheng.spreadsheets.result_table import columns_text, display_width


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("班级", 4), ("3年级（1）", 10), ("e\u0301", 1)]
)
def test_chinese_characters_take_two_columns(text, width):
    assert display_width(text) == width


def test_columns_are_aligned_and_figures_stand_at_the_right():
    table = Table("", ["名次", "班级", "总分"], [[1, "三年级1班", Decimal("98.50")], ["—", "一班", "—"]])

    assert columns_text(table).splitlines() == [
        "名次  班级        总分",
        "   1  三年级1班  98.50",
        "   —  一班           —",
    ]


def test_a_table_without_rows_is_its_header():
    assert columns_text(Table("", ["名次", "班级"], [])) == "名次  班级"
