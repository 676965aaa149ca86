import pytest

from banheng.core.errors import SchemeInvalid
from banheng.schemes.filling import fill

TEXT = """\
full_points: 100   # stays
indicators:
- code: manage
  full_points:
  items:
  - {code: reading, full_points: null, 'name': "晨读"}  # so does this
bands: [1, ~]
"""


def test_only_the_blanks_change():
    filled = fill(
        TEXT,
        {
            "indicators/manage/full_points": "40",
            "indicators/manage/items/reading/full_points": "２．５",
            "bands/1": "-3",
        },
    )

    expected = TEXT.replace("  full_points:\n", "  full_points: 40\n")
    assert filled == expected.replace("full_points: null", "full_points: 2.5").replace("~", "-3")


def test_a_list_element_may_be_named_by_its_position():
    assert fill(TEXT, {"indicators/0/full_points": "7"}) == TEXT.replace(
        "  full_points:\n", "  full_points: 7\n"
    )


@pytest.mark.parametrize("path", ["full_points", "indicators/absent/full_points", "bands/9", "indicators"])
def test_a_path_that_is_no_blank_is_refused(path):
    with pytest.raises(SchemeInvalid) as refused:
        fill(TEXT, {path: "1"})

    assert [finding.id for finding in refused.value.findings] == ["schemes.E011"]


@pytest.mark.parametrize("value", ["ten", "", "1\nscheme: other", "{a: 1}"])
def test_a_value_that_is_no_figure_is_refused(value):
    with pytest.raises(SchemeInvalid) as refused:
        fill(TEXT, {"bands/1": value})

    assert [(found.id, found.place.line) for found in refused.value.findings] == [("schemes.E012", 7)]
