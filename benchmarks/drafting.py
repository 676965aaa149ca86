"""How much of the samples, and of documents that were held out while the grammar was written, a draft gets right."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.nodes import Document
from banheng.schemes.drafting.outline import read_outline, split_schemes
from banheng.schemes.drafting.reading import read_document, read_text
from banheng.schemes.drafting.report import as_json, report_on
from benchmarks.drafting_page import write_page

if TYPE_CHECKING:
    from collections.abc import Iterable

REPOSITORY = Path(__file__).parents[1]
SAMPLES = REPOSITORY / "tests/schemes/drafting/samples"
HELD_OUT = REPOSITORY / "tests/schemes/drafting/held_out"
HELD_OUT_SETS = {
    "first": HELD_OUT,
    "second": HELD_OUT / "second",
    "third": HELD_OUT / "third",
    "fourth": HELD_OUT / "fourth",
}
PAGE = REPOSITORY / "docs/reference/benchmarks-drafting.md"
PAGES, CHARACTERS_A_PAGE = 60, 750
RUNS = 3


@dataclass
class Counts:
    """What was to be found, and what was found; for one document or several."""

    items: int = 0
    items_found: int = 0
    items_right: int = 0
    points_right: int = 0
    label_and_points: int = 0
    mechanisms: int = 0
    figures: int = 0
    figures_found: int = 0
    figures_right: int = 0
    defects: int = 0
    defects_found: int = 0
    defects_right: int = 0
    decoys: int = 0
    decoys_reported: int = 0
    heads: int = 0
    heads_right: int = 0
    indicators: int = 0
    indicators_right: int = 0
    rules: int = 0
    rules_found: int = 0
    rules_right: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass
class Seeds:
    """What became of the articles of real documents."""

    articles: int = 0
    crashed: list[str] = field(default_factory=list)
    lines: int = 0
    lost: int = 0
    fates: Counter[str] = field(default_factory=Counter)


def main() -> int:
    """Print the figures and write the page; `BANHENG_SEEDS` names a directory of real documents."""
    samples = {path.stem: measure(path) for path in sorted(SAMPLES.glob("*.txt"))}
    held_out = {
        name: (len(paths), sum((measure(path) for path in paths), Counts()))
        for name, directory in HELD_OUT_SETS.items()
        if (paths := sorted(directory.glob("*.txt")))
    }
    seeds = measure_seeds(Path(os.environ["BANHENG_SEEDS"])) if "BANHENG_SEEDS" in os.environ else None
    page = write_page(samples, held_out, seeds, time_long_document(), PAGES)
    PAGE.write_text(page, encoding="utf-8")
    sys.stdout.write(page)
    return 0


def measure(path: Path) -> Counts:
    """Compare the report on a document with its gold structure."""
    gold = YAML(typ="safe").load(path.with_suffix(".gold.yaml").read_text(encoding="utf-8"))
    made = draft(read_document(path))
    return compare(gold, as_json(report_on(made, find_defects(made))))


def compare(gold: dict[str, Any], report: dict[str, Any]) -> Counts:
    counts = Counts()
    wanted = {_plain(item["path"]): item for item in gold["items"]}
    found = {_plain(item["path"]): item for item in report["items"]}
    counts.items, counts.items_found = len(wanted), len(found)
    for path, item in wanted.items():
        params = Counter(_figures(item.get("params")))
        counts.figures += params.total()
        if path not in found:
            continue
        made = found[path]
        counts.items_right += 1
        counts.points_right += item["points"] == made["points"]
        counts.label_and_points += (
            _plain(item["label"]) == _plain(made["label"]) and item["points"] == made["points"]
        )
        counts.mechanisms += item["mechanism"] == made.get("mechanism")
        read = Counter(_figures(made.get("params")))
        counts.figures_found += read.total()
        counts.figures_right += (params & read).total()
    _compare_defects(counts, gold, report)
    _compare_heads(counts, gold, report)
    return counts


def _compare_defects(counts: Counts, gold: dict[str, Any], report: dict[str, Any]) -> None:
    wanted = Counter(_defect(defect) for defect in gold["planted_defects"])
    found = Counter(_defect(defect) for defect in report["planted_defects"])
    counts.defects, counts.defects_found = wanted.total(), found.total()
    counts.defects_right = (wanted & found).total()
    decoys = [_plain(str(decoy.get("where", ""))) for decoy in gold.get("decoys") or []]
    counts.decoys = len(decoys)
    unplanted = [where for _, where in (found - wanted)]
    counts.decoys_reported = sum(
        any(where.startswith(decoy) for where in map(str, unplanted)) for decoy in decoys
    )


def _compare_heads(counts: Counts, gold: dict[str, Any], report: dict[str, Any]) -> None:
    for key in ("title", "school_type", "period", "stated_total", "computed_total", "total_mode"):
        counts.heads += 1
        counts.heads_right += _plain(str(gold.get(key))) == _plain(str(report.get(key)))
    made = {_plain(each["path"]): each for each in report["indicators"]}
    for each in gold["indicators"]:
        counts.indicators += 1
        other = made.get(_plain(each["path"]), {})
        keys = ("label", "points", "weight", "role", "children_sum", "mode")
        counts.indicators_right += all(
            _plain(str(each.get(key))) == _plain(str(other.get(key))) for key in keys
        )
    for key in ("caps", "coefficients", "vetoes", "grades", "allowance"):
        wanted = Counter([*_figures(gold.get(key), key), *_kinds(gold.get(key))])
        found = Counter([*_figures(report.get(key), key), *_kinds(report.get(key))])
        counts.rules += wanted.total()
        counts.rules_found += found.total()
        counts.rules_right += (wanted & found).total()


def _kinds(rules: Any) -> Iterable[tuple[str, str]]:
    """Walk through what rules are: the kind of each with its place, and on how many events it follows."""
    for rule in rules if isinstance(rules, list) else [rules or {}]:
        for key in ("kind", "effect", "basis"):
            if rule.get(key):
                yield _plain(str(rule.get("path"))), f"{rule[key]} {len(rule.get('events') or [])}"


NO_FIGURES = {"span", "spans", "confidence"}


def _figures(value: Any, way: str = "") -> Iterable[tuple[str, Decimal]]:
    """Walk through the figures of a structure, each with its way; names of events and levels are left out of it."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | float):
        yield way, Decimal(str(value))
    elif isinstance(value, dict):
        for key, part in value.items():
            if key not in NO_FIGURES:
                yield from _figures(part, f"{way}/{key}" if str(key).isascii() and len(str(key)) > 1 else way)
    elif isinstance(value, list):
        for part in value:
            yield from _figures(part, way)


def _defect(defect: dict[str, Any]) -> tuple[str, str]:
    return defect["kind"], " and ".join(
        sorted(_plain(where) for where in str(defect["where"]).split(" and "))
    )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def measure_seeds(directory: Path) -> Seeds:
    """Draft every article of real documents; no line may be lost."""
    seeds = Seeds()
    for path in sorted(directory.glob("*.txt")):
        for article in _articles(path, read_document(path)):
            seeds.articles += 1
            try:
                made = draft(article)
                report_on(made, find_defects(made))
            except Exception as error:  # noqa: BLE001 - what fails is what is measured
                seeds.crashed.append(f"{path.name}: {error!r}")
                continue
            seeds.fates.update(made.fates.values())
            spans = [section.span for section in read_outline(article).all() if section.text]
            for line in article.lines:
                span = line.passage.span()
                seeds.lines += 1
                seeds.lost += not any(each.start < span.end and span.start < each.end for each in spans)
    return seeds


def _articles(path: Path, document: Document) -> list[Document]:
    """Cut a file by the line numbers beside it (`NAME.lines`: first-last, one a line), else by its titles."""
    listed = path.with_suffix(".lines")
    if not listed.exists():
        return split_schemes(document)
    cuts = [tuple(map(int, line.split("-"))) for line in listed.read_text(encoding="utf-8").split()]
    return [
        Document(
            document.name,
            document.text,
            tuple(line for line in document.lines if first <= line.number <= last),
        )
        for first, last in cuts
    ]


def time_long_document() -> float:
    """Draft a document of sixty pages; gives the best of a few runs in seconds."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    text = ""
    while len(text) < PAGES * CHARACTERS_A_PAGE:
        text += "\n".join(texts) + "\n"
    took = []
    for _ in range(RUNS):
        began = perf_counter()
        made = draft(read_text("long.txt", text))
        report_on(made, find_defects(made))
        took.append(perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
