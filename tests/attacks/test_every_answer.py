"""Every address that gives something, for every role: names never run, and the browser is told how to treat it."""

import csv
import io
import zipfile

import pytest
from openpyxl import load_workbook

from banheng.spreadsheets.result_table import FORMULA_STARTS, formula_text, no_formula
from tests.attacks.poison import POISON, poison, probes_in
from tests.attacks.rows import AREAS, IDS, address_of, make_world, roles_of, rows_of, send, signed_in, undone
from tests.factories import put_one
from tests.web.matrix.row import World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

SHEETS = ("application/vnd.openxmlformats-officedocument.spreadsheetml", "text/csv", "application/zip")
MARKUP = ("text/html", "image/svg")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (f'<p title="{POISON}">', True),
        (f"<p title='{POISON}'>", True),
        (f"<p>{POISON}</p>", True),
        (f"<textarea>{POISON}</textarea>", True),
        ("<a href=' javascript:alert(1)'>", True),
        ("<p>&lt;probe&gt; &quot;onprobe=&quot;</p>", False),
    ],
)
def test_the_look_at_pages_finds_what_is_not_escaped(page, found):
    assert bool(probes_in(page)) == found


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_like_a_formula_is_quoted(start):
    assert no_formula(f"{start}1+1") == f"'{start}1+1"
    assert formula_text(no_formula(f"{start}1+1")) == f"{start}1+1"


@pytest.mark.parametrize("text", ["", "王老师", "3年级", "1-2", "'引号"])
def test_other_texts_stay_as_they_are(text):
    assert no_formula(text) == formula_text(text) == text


def test_the_look_at_sheets_finds_formulas():
    assert formulas_in(b"a,=1+1\r\n-5,b\r\n") == ["=1+1"]
    assert POISON.startswith(FORMULA_STARTS)


def formulas_in(content: bytes) -> list[str]:
    """List what a spreadsheet program would run in a file: XLSX, CSV, or an archive of CSV."""
    if not content.startswith(b"PK"):
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
        return [cell for cell in cells if cell.startswith(FORMULA_STARTS) and not is_number(cell)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tables = [archive.read(name) for name in archive.namelist() if name.endswith(".csv")]
    if tables:
        return [cell for table in tables for cell in formulas_in(table)]
    cells = [
        cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row
    ]
    return [str(cell.value) for cell in cells if cell.data_type == "f" and "1+1" in str(cell.value)]


def is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(".", "", 1).isdecimal()


def faults_of(answer):
    """List what is wrong with an answer."""
    kind = answer.headers["Content-Type"]
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if kind.startswith(MARKUP):
        yield from probes_in(content.decode())
    if kind.startswith(SHEETS) and not (kind.startswith("application/zip") and b"manifest.json" in content):
        yield from formulas_in(content)
    if kind.startswith("text/") and "charset=utf-8" not in kind.lower():
        yield f"no charset: {kind}"
    if answer.headers["X-Content-Type-Options"] != "nosniff":
        yield "sniffed"
    if "default-src 'none'" not in answer.headers["Content-Security-Policy"]:
        yield "no policy"
    if answer.headers["X-Frame-Options"] != "DENY":
        yield "framed"
    kept = answer.headers.get("Cache-Control", "")
    if "no-store" not in kept and kept != OF_THE_SERVICE_WORKER:
        yield f"cached: {kept}"


OF_THE_SERVICE_WORKER = "no-cache"
"""It holds no data."""


@pytest.mark.parametrize(("package", "area"), AREAS, ids=IDS)
def test_names_are_text_and_answers_are_guarded(package, area):
    world = make_world(package)
    if isinstance(world, World):
        put_one(world.own.school, note=POISON, by=world.users[min(world.users)])
    found, seen = [], 0
    for row in [row for row in rows_of(package, area) if row.method == "get"]:
        with undone(world):
            address = address_of(world, row)
            assert poison() >= 3
            for role in roles_of(row):
                with undone(world):
                    answer = send(signed_in(world.users[role]), row, address)
                    found += [(row.url_name, role.value, fault) for fault in faults_of(answer)]
                    seen += b"onprobe" in getattr(answer, "content", b"")
    assert found == []
    assert seen, "no page of this area showed a poisoned name"
