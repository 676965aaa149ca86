import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
GENERATED = {
    "docs/reference/api.json": "tools/interface_reference.py json",
    "docs/reference/api.md": "tools/interface_reference.py",
    "docs/reference/commands.md": "tools/command_reference.py",
    "docs/reference/duty-packs.md": "tools/scheme_reference.py duties",
    "docs/reference/eligibility.md": "tools/scheme_reference.py eligibility",
    "docs/reference/library.md": "tools/library_reference.py",
    "docs/reference/scheme-language.md": "tools/scheme_reference.py",
    "docs/reference/work-forms.md": "tools/work_form_reference.py",
    "docs/explanation/security.md": "tools/security_checklist.py",
}
PRESENT = [page for page in GENERATED if (PROJECT / page).exists()]


@pytest.mark.parametrize("page", PRESENT)
def test_a_generated_page_is_what_its_tool_writes(page):
    tool = GENERATED[page].split()

    written = subprocess.run(
        [sys.executable, *tool], cwd=PROJECT, capture_output=True, check=True, encoding="utf-8"
    )

    assert written.stdout == (PROJECT / page).read_text(encoding="utf-8"), (
        f"run `make docs`, which writes {page}"
    )
