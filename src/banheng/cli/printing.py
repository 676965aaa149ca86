"""Words to stderr, results to stdout."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unicodedata import category

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.core.findings import Finding

FINDINGS_VERSION = "banheng-findings/1"


def harmless(text: str) -> str:
    """Replace control characters, which a cell of a file may hold to play tricks with a terminal."""
    return "".join("�" if category(each) in {"Cc", "Cf"} and each != "\n" else each for each in text)


def say(text: str) -> None:
    """Tell something to people."""
    click.echo(harmless(text), err=True)


def give(text: str) -> None:
    """Give a result that people read."""
    click.echo(harmless(text.rstrip("\n")))


def give_json(content: object) -> None:
    """Give a result that machines read."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))


def give_findings_json(findings: Iterable[Finding]) -> None:
    """Give findings for machines."""
    give_json({"version": FINDINGS_VERSION, "findings": [finding.as_json() for finding in findings]})
