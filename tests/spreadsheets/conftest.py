from datetime import date
from pathlib import Path

import pytest

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.schemes.loading import load_scheme
from banheng.scoring.roster import Posting
from banheng.spreadsheets.evidence_file import read_evidence


@pytest.fixture(scope="session")
def scheme():
    return load_scheme(Path(__file__).parent / "scheme.yaml").scheme


@pytest.fixture
def october():
    return parse_period("2026-10")


@pytest.fixture
def postings():
    """Class 301 changes hands in mid-month, 302 is one of two classes of t03, and two people are called 王芳."""
    return [
        Posting("301", "t01", "三年级1班", "王芳", last=date(2026, 10, 15), row=2),
        Posting("301", "t02", "三年级1班", "王芳", first=date(2026, 10, 19), row=3),
        Posting("302", "t03", "三年级2班", "李明", row=4),
        Posting("303", "t03", "三年级3班", "李明", row=5),
        Posting("401", "t04", "重点班", "赵刚", row=6),
        Posting("402", "t05", "重点班", "孙丽", row=7),
        Posting("501", "t06", "五年级1班", "周平", last=date(2026, 9, 30), row=8),
    ]


@pytest.fixture
def write(tmp_path):
    """Write lines to a file and give its path."""

    def write_lines(*lines, name="evidence.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("\n".join(lines).encode(encoding))
        return path

    return write_lines


@pytest.fixture
def read(scheme, postings, october):
    """Read evidence files of October."""

    def read_files(*paths, **options):
        options = {
            "scheme": scheme,
            "postings": postings,
            "period": october,
            "calendar": SchoolCalendar(),
        } | options
        return read_evidence(paths, **options)

    return read_files
