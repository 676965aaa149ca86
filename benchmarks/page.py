"""Write the page of results."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.peers import PEERS
from benchmarks.schemes import COMMON_ITEMS
from benchmarks.yardstick import yardstick


@dataclass(frozen=True)
class SizeLine:
    """Figures of one size."""

    records: int
    schools: int
    subjects: int
    scan_seconds: float
    seconds: float
    common_seconds: float
    mebibytes: int


@dataclass(frozen=True)
class PeerLine:
    """Figures of one peer at the largest size it answers in time; a note where it gave no answer."""

    peer: str
    note: str = ""
    version: str = ""
    records: int = 0
    seconds: float = 0.0
    mebibytes: int = 0
    ours_seconds: float = 0.0
    same: bool = False


@dataclass
class Results:
    """All that goes onto the page."""

    sizes: list[SizeLine] = field(default_factory=list)
    peers: list[PeerLine] = field(default_factory=list)
    school_milliseconds: float = 0.0
    score_seconds: float = 0.0
    help_seconds: float = 0.0


MANY_SCHOOLS = """\
Schools of 36 classes with about 3,000 records a month, each with one of 50 schemes of 40 items: all rule kinds,
vetoes, a quota, ranks in the school, four pay lines.
Some classes change hands or are stood in for in mid-month.
The evidence lies in Parquet, packed and clustered by school; the bare scan reads the same columns and does nothing
with them.
Time goes from the files to the finished table of totals, ranks, ratings and pay."""

COMMON_RULES = f"""\
The same evidence under the {COMMON_ITEMS} items of each scheme that every peer can express (tallies of plain events
with free occurrences and a floor, means of levels, bands of means), the total rounded to two places, and the rank in
the school.
Each peer is shown at the largest size it answers within a minute, beside Banheng at that size with the same items.
Who answers for a class on which day, and the prices by scheme, are handed to the peers as ready tables.
*Same* says that all totals and ranks are equal to ours."""

ONE_SCHOOL = """\
A month of 36 classes with about 3,000 records and all 40 items in memory, scored by a running program:
**{school_milliseconds:.1f} ms** (median of 50).

The example school from a cold start of the command, files read and the result written:
`banheng score` **{score_seconds:.2f} s**, `banheng --help` **{help_seconds:.2f} s** (median of 5)."""


def write_page(results: Results) -> str:
    parts = [
        "# Benchmarks",
        "Written by `make bench`; nothing on this page is typed by hand.",
        _circumstances(),
        "## Many schools",
        MANY_SCHOOLS,
        _sizes(results.sizes),
        "## Peers",
        COMMON_RULES,
        _peers(results.peers),
        "\n".join(f"- {PEERS[line.peer].title}: {PEERS[line.peer].remark}." for line in results.peers),
        "## One school",
        ONE_SCHOOL.format_map(vars(results)),
    ]
    return "\n\n".join(parts) + "\n"


def _circumstances() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("banheng", "polars", "numpy"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{date.today().isoformat()}; {_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()} "  # noqa: DTZ011 - the day where it ran
        f"{platform.release()}; Python {platform.python_version()}, {versions}. "
        f"{yardstick()}"
    )


def _processor() -> str:
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    names = [
        line.partition(":")[2].strip() for line in described.splitlines() if line.startswith("model name")
    ]
    return names[0] if names else platform.processor()


def _sizes(lines: list[SizeLine]) -> str:
    header = [
        "Records",
        "Schools",
        "Results",
        "Bare scan",
        "Banheng",
        "Times the scan",
        "Records/s",
        "Peak memory",
    ]
    return _table(
        header,
        [
            [
                f"{line.records:,}",
                f"{line.schools:,}",
                f"{line.subjects:,}",
                f"{line.scan_seconds:.3f} s",
                f"{line.seconds:.2f} s",
                f"{line.seconds / line.scan_seconds:.1f}",
                f"{line.records / line.seconds / 1e6:.1f} million",
                f"{line.mebibytes:,} MiB",
            ]
            for line in lines
        ],
    )


def _peers(lines: list[PeerLine]) -> str:
    header = ["Peer", "Version", "Records", "Peer", "Banheng", "Ratio", "Peak memory", "Same"]
    rows = []
    for line in lines:
        title = PEERS[line.peer].title
        if line.note:
            rows.append([title, line.version, line.note, "", "", "", "", ""])
            continue
        ratio, same = f"{line.seconds / line.ours_seconds:.1f}", "yes" if line.same else "**no**"
        times = [f"{line.seconds:.2f} s", f"{line.ours_seconds:.2f} s"]
        rows.append(
            [title, line.version, f"{line.records:,}", *times, ratio, f"{line.mebibytes:,} MiB", same]
        )
    return _table(header, rows)


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
