"""Write docs/explanation/security.md to standard output, from docs/reference/asvs.yaml.

With `--counts` it only prints how many requirements are in which state.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PROJECT = Path(__file__).parents[1]
CHECKLIST = PROJECT / "docs/reference/asvs.yaml"
STATES = ("met", "not met", "operator", "not applicable")
CHAPTERS = {
    "V1": "Encoding and sanitization",
    "V2": "Validation and business logic",
    "V3": "Web front end",
    "V4": "API and web service",
    "V5": "Files",
    "V6": "Authentication",
    "V7": "Sessions",
    "V8": "Authorization",
    "V9": "Self-contained tokens",
    "V10": "OAuth and OpenID Connect",
    "V11": "Cryptography",
    "V12": "Communication",
    "V13": "Configuration",
    "V14": "Data protection",
    "V15": "Architecture and code",
    "V16": "Logging and errors",
    "V17": "WebRTC",
}
BEFORE = (PROJECT / "tools/security_checklist.md").read_text(encoding="utf-8")


def requirements() -> list[dict[str, Any]]:
    """Read the checklist."""
    return YAML(typ="safe", pure=True).load(CHECKLIST.read_text(encoding="utf-8"))["requirements"]


def counts(items: list[dict[str, Any]]) -> Counter[tuple[int, str]]:
    """Count requirements by level and state."""
    return Counter((item["level"], item["state"]) for item in items)


def count_table(items: list[dict[str, Any]]) -> str:
    """Write how many requirements are in which state."""
    counted = counts(items)
    lines = [f"| Level | {' | '.join(STATES)} | all |", "|---|" + "--:|" * (len(STATES) + 1)]
    for level in (1, 2):
        numbers = [counted[level, state] for state in STATES]
        lines.append(f"| {level} | {' | '.join(map(str, numbers))} | {sum(numbers)} |")
    return "\n".join(lines)


def _line(item: dict[str, Any]) -> str:
    proof = ", ".join(f"`{each}`" for each in item.get("proof", ()))
    because = "; ".join(filter(None, [proof, item.get("note", "").replace("|", "\\|")]))
    return f"| {item['id']} | {item['level']} | {item['asks']} | {item['state']} | {because} |"


def page() -> str:
    """Write the whole page."""
    items = requirements()
    missing = [item for item in items if item["state"] == "not met"]
    parts = [BEFORE, "## Checklist\n", count_table(items), "\n### What is not met\n"]
    parts.append("\n".join(f"- **{item['id']}** {item['asks']}: {item['note']}." for item in missing))
    for chapter, name in CHAPTERS.items():
        lines = [_line(item) for item in items if item["id"].partition(".")[0] == chapter]
        head = "| Id | Level | Asks | State | Proof, or why |\n|---|---|---|---|---|"
        parts.append("\n".join([f"\n### {chapter} {name}\n", head, *lines]))
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    print(count_table(requirements()) if "--counts" in sys.argv else page(), end="")
