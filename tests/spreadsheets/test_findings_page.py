import re
import subprocess
import sys

from banheng.spreadsheets.headers import EVIDENCE_COLUMNS, ROSTER_COLUMNS


def test_every_id_is_used_by_one_check_only(project):
    sources = [
        path.read_text(encoding="utf-8") for path in (project / "src/banheng/spreadsheets").glob("*.py")
    ]

    defined = re.findall(r'Check\(\s*"input\.[EW](\d{3})"', "\n".join(sources))

    assert len(defined) == len(set(defined)) > 50


def test_every_finding_of_the_sources_is_documented(project):
    page = (project / "docs/reference/input-findings.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (project / "src/banheng").rglob("*.py")]

    used = set(re.findall(r'"(input\.[EW]\d{3})"', "\n".join(sources)))

    assert used == set(re.findall(r"`(input\.[EW]\d{3})`", page))


def test_the_page_is_what_its_tool_writes(project):
    tool, page = project / "tools/input_findings.py", project / "docs/reference/input-findings.md"

    written = subprocess.run([sys.executable, tool], capture_output=True, check=True, encoding="utf-8")

    assert written.stdout == page.read_text(encoding="utf-8")


def test_every_column_is_documented_with_its_chinese_header(project):
    page = (project / "docs/reference/input-files.md").read_text(encoding="utf-8")

    for column in (*EVIDENCE_COLUMNS, *ROSTER_COLUMNS):
        assert f"`{column.name}`" in page
        assert column.zh[0] in page
