from decimal import Decimal

from banheng.reports.rendering.columns import MOST, column_widths
from banheng.reports.rendering.document import Document, Table
from tests.reports.rendering.sample import EVERYTHING, MONTHS, RANKS


def test_a_column_holds_figures_if_no_word_stands_in_it():
    assert RANKS.figures == [True, False, True, False]
    assert MONTHS.figures == [False, True, True, True]
    assert Table(["a", "b"], []).figures == [False, False]


def test_a_chart_leaves_out_what_has_no_figure():
    chart = next(block for block in EVERYTHING.blocks if getattr(block, "title", "") == "各月得分")
    assert chart.labels == ["9月", "10月", "11月"]
    assert chart.values(1) == [Decimal("91.5"), None, Decimal(95)]


def test_a_short_cell_fits_its_column_and_a_long_text_does_not_take_all():
    rank, school_class, total, remark = column_widths(RANKS, EVERYTHING)
    assert rank >= len("名次") * 2
    assert school_class >= len("三年级60班") + len("三年级班")
    assert total >= len("98.50")
    assert remark == MOST + 2


def test_tables_with_the_same_header_have_the_same_widths():
    short, long = Table(["a", "b"], [["x", "y"]]), Table(["a", "b"], [["x" * 20, "y"]])
    document = Document("t", [short, long])
    assert column_widths(short, document) == column_widths(long, document) == [22, 6]
