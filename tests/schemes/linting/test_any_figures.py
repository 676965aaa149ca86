"""Whatever figures a scheme holds, checks and tables have something to say, and never fail."""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from banheng.core.wording import Language
from banheng.rules.figures import BLANK
from banheng.schemes.linting import lint
from banheng.schemes.loading import SchemeFile, load_scheme
from banheng.schemes.scheme import Scheme
from banheng.schemes.showing import show_text

LIBRARY = Path(__file__).parents[3] / "src/banheng/schemes/library"
READY = ["junior-month-boarding", "primary-month", "senior-term-360"]
ODD = [BLANK, 0, -5, Decimal("0.5"), 1, 99, 100, 1000]


def figures_in(part, path=()):
    if isinstance(part, dict | list):
        for key in part if isinstance(part, dict) else range(len(part)):
            yield from figures_in(part[key], (*path, key))
    elif isinstance(part, int | Decimal) and not isinstance(part, bool):
        yield path


def replaced(content, changes):
    content = deepcopy(content)
    for path, figure in changes.items():
        part = content
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = figure
    return content


@pytest.mark.parametrize("code", READY)
def test_no_figures_make_a_check_fail(code):
    file = load_scheme(LIBRARY / code / "scheme.yaml")
    paths = sorted(figures_in(file.content), key=str)
    changes = st.dictionaries(st.sampled_from(paths), st.sampled_from(ODD), min_size=1, max_size=4)

    @settings(max_examples=15, deadline=None)
    @given(changes)
    def check(chosen):
        content = replaced(file.content, chosen)
        try:
            scheme = Scheme.model_validate(content)
        except ValidationError:
            return
        changed = SchemeFile(code, scheme, file.lines, content, "")
        for finding in lint(changed):
            assert finding.line(Language.ZH_HANS)
        assert show_text(changed, Language.ZH_HANS)

    check()
