"""Write the page of what drafting gets right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.page import _circumstances, _table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from benchmarks.drafting import Counts, Seeds

HEAD = """\
# Benchmarks of drafting

Written by `make bench-draft`; nothing on this page is typed by hand.

{circumstances}

Each document has a gold structure that was written by hand. The *held-out* documents are in other wordings than the samples, by the same \
hand. When they had been measured for the first time, the results on them were read, and general rules followed from them. What a document \
that nobody has seen would give, the figures of that first time say; they stand in `tests/schemes/drafting/held_out/README.md`.
"""
TAIL = """\
*Items* is the F1 of scoring items by their path. *Points*, *label and points*, and *mechanism* are shares of the items with the right path: \
they must be equal, not alike; a label that says the same in other words counts as wrong.
*Figures* are those of the parameters: the share of the gold figures that stand in the same place, and behind it how many that were found are none.
*Defects* is the F1 by kind and place. *Decoys* are places that resemble a defect: how many were reported.
*Heads* are title, school type, period, full marks. *Indicators* must be right in label, points, weight, role, sum and mode.
*Rules* are the figures of caps, coefficients, vetoes, grades and allowances, and what each of them is: its kind, place and number of events.
"""


def write_page(
    samples: Mapping[str, Counts],
    held_out: Mapping[str, tuple[int, Counts]],
    seeds: Seeds | None,
    seconds: float,
    pages: int,
) -> str:
    head = HEAD.format(circumstances=_circumstances())
    first, *others = samples.values()
    rows = [[name, *_row(counts)] for name, counts in samples.items()]
    rows.append(["**samples**", *_row(sum(others, first))])
    rows += [
        [f"**held out, {name}** ({number})", *_row(counts)] for name, (number, counts) in held_out.items()
    ]
    header = [
        "", "Items", "Points", "Label and points", "Mechanism", "Figures", "Defects", "Decoys", "Heads", "Indicators", "Rules",
    ]  # fmt: skip
    parts = [head.strip(), "## What is right", _table(header, rows), TAIL.strip(), "## Time"]
    parts.append(f"A document of {pages} pages, read, drafted and checked: {seconds:.2f} s.")
    if seeds is not None:
        parts += ["## Real documents", _seeds(seeds)]
    return "\n\n".join(parts) + "\n"


def _row(counts: Counts) -> list[str]:
    return [
        _f1(counts.items_right, counts.items, counts.items_found),
        _share(counts.points_right, counts.items_right),
        _share(counts.label_and_points, counts.items_right),
        _share(counts.mechanisms, counts.items_right),
        f"{_share(counts.figures_right, counts.figures)} (+{counts.figures_found - counts.figures_right})",
        _f1(counts.defects_right, counts.defects, counts.defects_found),
        f"{counts.decoys_reported} of {counts.decoys}",
        _share(counts.heads_right, counts.heads),
        _share(counts.indicators_right, counts.indicators),
        f"{_share(counts.rules_right, counts.rules)} (+{counts.rules_found - counts.rules_right})",
    ]


def _f1(right: int, wanted: int, found: int) -> str:
    return f"{2 * right / (wanted + found):.3f}" if wanted + found else "—"


def _share(right: int, wanted: int) -> str:
    return f"{right / wanted:.3f}" if wanted else "—"


def _seeds(seeds: Seeds) -> str:
    fates = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in seeds.fates.most_common())
    return (
        f"{seeds.articles} articles: {len(seeds.crashed)} crashes; {seeds.lines:,} lines, {seeds.lost} not accounted for.\n"
        f"Clauses end as: {fates}."
    )
