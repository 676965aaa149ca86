"""The scheme shown in the readmes loads, so that a reader can start from it."""

import re
from pathlib import Path

import pytest

from banheng.schemes.loading import parse_scheme

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_scheme_in_the_readme_can_be_put_in_force(readme):
    (text,) = re.findall(r"```yaml\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)

    assert parse_scheme(text).in_force().scheme == "demo-primary-2026"
