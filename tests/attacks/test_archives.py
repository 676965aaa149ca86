"""Archives that strangers send: none leaves its folder, swells without bound, or breaks its reader."""

import io
import zipfile

import pytest
from fuzz import bundle, draft, evidence, oneroster, roster, workbook
from fuzz.reader import Reader

MEGABYTE = 1 << 20
LARGE = {"xl/worksheets/sheet1.xml", "word/document.xml", "users.csv", "results.json"}
"""Members that their readers unpack."""
READERS = {
    "bundle": (bundle.READER, bundle.ZIP, b""),
    "draft": (draft.READER, draft.WORD, b"\2"),
    "evidence": (evidence.READER, evidence.BOOK, b""),
    "oneroster": (oneroster.READER, oneroster.ZIP, b""),
    "roster": (roster.READER, roster.BOOK, b""),
    "workbook": (workbook.READER, workbook.BOOK, b""),
}


def rewritten(good, change):
    """Write an archive again; `change` is given the new archive and the members of the good one."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        change(made, {name: old.read(name) for name in old.namelist()})
    return out.getvalue()


def add_all(made, members):
    for name, content in members.items():
        made.writestr(name, content)


def outside(made, members):
    add_all(made, members)
    for name in (
        "../../../tmp/banheng-slipped",
        "/banheng-slipped",
        "..\\banheng-slipped",
        "C:\\banheng-slipped",
    ):
        made.writestr(name, b"slipped")


def a_link(made, members):
    add_all(made, members)
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    made.writestr(link, "/etc/passwd")


def a_bomb(made, members):
    for name, content in members.items():
        made.writestr(name, b"\0" * (80 * MEGABYTE) if name in LARGE else content)


def many(made, members):
    add_all(made, members)
    for number in range(20_000):
        made.writestr(f"{number}", b"")


ATTACKS = {"outside": outside, "a link": a_link, "a bomb": a_bomb, "many members": many}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
@pytest.mark.parametrize(("reader", "good", "before"), READERS.values(), ids=READERS.keys())
def test_no_archive_harms_its_reader(reader: Reader, good, before, attack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    taken = reader.survives(before + rewritten(good, attack))

    assert not list(tmp_path.rglob("*slipped*"))
    assert not (taken and attack is a_bomb)


def damaged(good):
    """Damage each field of the first header and of the directory: version, flags, method, sizes, offsets."""
    start = good.index(b"PK\x01\x02")
    for place in [*range(4, 30), *range(start + 4, start + 46), *range(len(good) - 22, len(good))]:
        yield good[:place] + bytes([good[place] ^ 0xFF]) + good[place + 1 :]


@pytest.mark.parametrize(("reader", "good", "before"), READERS.values(), ids=READERS.keys())
def test_damaged_archives_are_refused_in_words(reader: Reader, good, before):
    for content in damaged(good):
        reader.survives(before + content)
