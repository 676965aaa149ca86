import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

PROJECT = Path(__file__).parents[2]
PAGES = sorted((PROJECT / "docs").rglob("*.md"))
TEXTS = [*sorted(PROJECT.glob("*.md")), *PAGES]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def name(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def nav_pages(entry: object) -> list[str]:
    if isinstance(entry, str):
        return [entry]
    inner = entry.values() if isinstance(entry, dict) else entry
    return [page for child in inner for page in nav_pages(child)]


def test_every_page_is_in_the_navigation():
    settings = YAML(typ="safe").load(PROJECT / "mkdocs.yml")

    listed = nav_pages(settings["nav"])

    missing = {page.relative_to(PROJECT / "docs").as_posix() for page in PAGES} - set(listed)
    assert not missing, "add these to `nav` in mkdocs.yml"


@pytest.mark.parametrize("text", TEXTS, ids=name)
def test_every_relative_link_leads_to_a_file(text):
    targets = LINK.findall(FENCE.sub("", text.read_text(encoding="utf-8")))

    missing = [target for target in targets if not (text.parent / target).exists()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_page_has_one_title(page):
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))

    assert len(re.findall(r"^# \S", prose, re.MULTILINE)) == 1


def test_both_readmes_name_the_same_make_targets():
    english, chinese = (
        set(re.findall(r"\bmake ([a-z]+)", (PROJECT / file).read_text(encoding="utf-8")))
        for file in ("README.md", "README.zh-CN.md")
    )

    assert english == chinese
    assert "demo" in english


def test_every_make_target_in_the_texts_exists():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))

    named = {
        target for text in TEXTS for target in re.findall(r"`make ([a-z]+)", text.read_text(encoding="utf-8"))
    }

    assert named <= targets


def test_both_glossary_columns_are_filled_and_no_term_stands_twice():
    glossary = (PROJECT / "docs/reference/glossary.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in glossary.splitlines()
        if line.startswith("| `")
    ]
    terms = [term for row in rows for term in re.findall(r"`([a-z_]+)`", row[0])]

    assert all(len(row) == 3 and all(row) for row in rows)
    assert len(terms) == len(set(terms))
