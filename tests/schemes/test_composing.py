import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode

from banheng.schemes.composing import compose
from banheng.schemes.library import library_path, list_library


def read_slowly(text):
    return YAML(typ="safe", pure=True).compose(text)


def outline(node):
    """Give tags, lines and texts of a node and all below it; pairs of a mapping one after the other."""
    if isinstance(node, ScalarNode):
        return str(node.tag), node.start_mark.line, node.value
    below = [part for child in node.value for part in (child if isinstance(child, tuple) else [child])]
    return str(node.tag), node.start_mark.line, [outline(child) for child in below]


@pytest.mark.parametrize("code", list_library())
def test_a_scheme_is_read_as_by_the_parser_of_the_reader(code):
    text = (library_path(code) / "scheme.yaml").read_text(encoding="utf-8")

    assert outline(compose(text)) == outline(read_slowly(text))


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: &x [1, 0o17, 1_000], c: *x}",
        "a: yes\nb: true\nc: ~\nd: 2026-10-14\ne: 1:30\nf: .5",
        "a: 'it''s'\nb: \"\\u73ed \\\n  d\"\nc: >-\n  one\n  two\nd: |\n  #é",
        "%YAML 1.1\n---\na: yes",
        "a: 1\u2028b\nc: 3",
        "？: 1\n：b：: '，'",
        "a:\n  - b\n  -\n    - c\n? [x, y]\n: z",
    ],
)
def test_unusual_writing_is_read_as_by_the_parser_of_the_reader(text):
    assert outline(compose(text)) == outline(read_slowly(text))


@pytest.mark.parametrize(
    "text", ["a:\tb: c", "a: b\tc: d", "a: [1", "a: b: c", "a: *x", "a: \x07", "a: &x 1\n---\nb"]
)
def test_a_complaint_is_that_of_the_parser_of_the_reader(text):
    with pytest.raises(YAMLError) as expected:
        read_slowly(text)
    with pytest.raises(YAMLError) as found:
        compose(text)

    assert str(found.value) == str(expected.value)


@pytest.mark.parametrize("deep", ["[" * 100_000 + "]" * 100_000, "- " * 100_000 + "a", "? " * 100_000 + "a"])
def test_parts_that_stand_too_deep_are_refused(deep):
    with pytest.raises(RecursionError):
        compose(deep)
