import pytest

from banheng.reports.workbooks.references import Block, Growth


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("=SUM(E5:E5)", "=SUM(E5:E8)"),
        ("=SUM(E3:E5)", "=SUM(E3:E8)"),
        ("=SUM(E3:E4)", "=SUM(E3:E4)"),
        ("=SUM(E3:E9)", "=SUM(E3:E12)"),
        ("=E5", "=E5"),
        ("=$E$6+E4", "=$E$9+E4"),
        ("=SUM($E$5:$E$5)", "=SUM($E$5:$E$8)"),
        ("=SUM(E:E)", "=SUM(E:E)"),
        ("=SUM(5:5)", "=SUM(5:8)"),
        ('=COUNTIF(F5:F5,"优秀")&"E6"', '=COUNTIF(F5:F8,"优秀")&"E6"'),
        ("=表!E6+另表!E6", "=表!E9+另表!E6"),
        ("='表'!E5:E5", "='表'!E5:E8"),
        ("=平均分+6", "=平均分+6"),
    ],
)
def test_a_formula_below_the_rows_means_what_it_meant(formula, grown):
    assert Growth("表", Block(5, 5), 3).formula(formula) == grown


@pytest.mark.parametrize(
    ("formula", "grown"),
    [
        ("=SUM(C5:D5)", "=SUM(C5:D5)"),
        ("=RANK(E5,E$5:E$5)", "=RANK(E5,E$5:E$8)"),
        ("=E5/E6", "=E5/E9"),
    ],
)
def test_a_formula_in_the_rows_means_its_own_row_unless_the_end_is_fixed(formula, grown):
    assert Growth("表", Block(5, 5), 3).formula(formula, is_inside=True) == grown


def test_a_formula_of_another_sheet_changes_only_what_names_the_sheet():
    growth = Growth("表", Block(5, 5), 3)
    assert growth.formula("=E6+表!E6", is_own=False) == "=E6+表!E9"
