"""The ledger as Parquet by county and month, and that it is scored as the site scores it."""

import io
from datetime import date
from pathlib import Path
from uuid import UUID

import polars as pl
import pytest
from click.testing import CliRunner
from django.core.management import CommandError, call_command
from uuid_utils.compat import uuid7

from banheng.assessment.live import live_sheet
from banheng.assessment.periods import find_period
from banheng.cli.main import main
from banheng.ledger.exporting import Exported, export_ledger
from banheng.ledger.models import Record
from banheng.ledger.voiding import void
from banheng.schools.models import Bureau
from banheng.scoring import storage
from tests.factories import LIBRARY, NOW, TODAY, adopt, entry, make_school, make_user, put, put_one

pytestmark = pytest.mark.django_db

MONTHLY = (LIBRARY / "primary-month/scheme.yaml").read_text(encoding="utf-8")
WEEKLY = MONTHLY.replace("weeks: clipped", "weeks: by_thursday")


@pytest.fixture
def schools():
    """Two schools of a county, one without a bureau; records in September and October."""
    county = Bureau.objects.create(code="xihu", name="西湖区")
    made = {code: make_school(code, f"{code}小学").school for code in ("yucai", "wenlan", "alone")}
    for code, school in made.items():
        adopt(school, text=WEEKLY if code == "wenlan" else None)
        if code != "alone":
            school.bureau = county
            school.save()
        october = [entry(), entry("102"), entry("102"), entry("202", note="旧书包")]
        put(school, entry("201", day=date(2026, 9, 30)), *october)
    return made


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def evidence(folder, county, month):
    return pl.read_parquet(folder / f"county={county}" / f"month={month}" / "evidence.parquet")


def score(export, *options, period="2026-10"):
    return CliRunner().invoke(main, ["score", str(export), "--period", period, "--lang", "en", *options])


def test_a_county_and_a_month_make_a_folder(schools, tmp_path):
    assert list(export_ledger(str(tmp_path))) == [
        Exported("no.bureau", "2026-09", 1, written=True),
        Exported("no.bureau", "2026-10", 4, written=True),
        Exported("xihu", "2026-09", 2, written=True),
        Exported("xihu", "2026-10", 8, written=True),
    ]

    assert evidence(tmp_path, "xihu", "2026-09").select("school", "school_class", "day").rows() == [
        ("wenlan", "201", date(2026, 9, 30)),
        ("yucai", "201", date(2026, 9, 30)),
    ]


def test_neither_notes_nor_recorders_leave_the_school(schools, tmp_path):
    put(schools["alone"], entry(note="某生迟到"), by=make_user("inspector", name="王老师"))

    list(export_ledger(str(tmp_path)))

    exported = evidence(tmp_path, "no.bureau", "2026-10")
    assert Record.objects.filter(note="某生迟到", recorder_name="王老师").exists()
    assert exported.select(pl.col("note", "recorder").unique()).rows() == [("", "")]


def test_what_is_there_is_left_alone_until_something_changes(schools, tmp_path):
    list(export_ledger(str(tmp_path)))
    before = files(tmp_path)

    assert not any(month.written for month in export_ledger(str(tmp_path)))
    put(schools["yucai"], entry("101"))
    again = [(month.county, month.month) for month in export_ledger(str(tmp_path)) if month.written]

    assert again == [("xihu", "2026-10")]
    changed = {name for name, content in files(tmp_path).items() if before.get(name) != content}
    assert changed == {f"county=xihu/month=2026-10/{name}" for name in ("evidence.parquet", "manifest.json")}


@pytest.mark.parametrize("name", ["evidence.parquet", "roster.parquet", "schools.parquet", "manifest.json"])
def test_a_file_that_was_damaged_is_written_again(schools, tmp_path, name):
    list(export_ledger(str(tmp_path)))
    before = files(tmp_path)
    damaged = tmp_path / "county=xihu/month=2026-10" / name
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)

    again = [month for month in export_ledger(str(tmp_path)) if month.written]

    assert [(month.county, month.month) for month in again] == [("xihu", "2026-10")]
    assert files(tmp_path) == before


def test_broken_off_at_any_file_it_goes_on_to_the_same_files(schools, tmp_path, monkeypatch):
    list(export_ledger(str(tmp_path / "whole")))
    whole, real = files(tmp_path / "whole"), storage.os.replace
    broken_off = 0
    for after in range(len(whole)):
        left = after

        def replace(self, target):
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            real(self, target)

        part = tmp_path / f"part-{after}"
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            with pytest.raises(KeyboardInterrupt):
                list(export_ledger(str(part)))
        broken_off += files(part) != whole

        list(export_ledger(str(part)))

        assert files(part) == whole
    assert broken_off == len(whole)


def test_a_void_lies_in_the_month_of_what_it_voids(schools, tmp_path):
    record = put_one(schools["alone"], day=date(2026, 9, 29))
    office = make_user("office")
    void(record, id=UUID(str(uuid7())), reason="误记", by=office, at=NOW, may_void_others=True)

    list(export_ledger(str(tmp_path)))

    september = evidence(tmp_path, "no.bureau", "2026-09")
    assert september.filter(pl.col("voids") == str(record.pk)).height == 1
    assert evidence(tmp_path, "no.bureau", "2026-10").filter(pl.col("voids") != "").height == 0


def test_what_nobody_could_prevent_is_left_out(schools, tmp_path):
    put(schools["alone"], entry("101", beyond_control=True, note="家中失火"))

    list(export_ledger(str(tmp_path)))

    assert evidence(tmp_path, "no.bureau", "2026-10").height == 4


@pytest.mark.parametrize("code", ["yucai", "wenlan", "alone"])
def test_the_export_is_scored_to_the_digits_of_the_site(schools, tmp_path, code):
    """One of them counts whole weeks, so that the last days of September belong to October."""
    school = schools[code]
    sheet = live_sheet(find_period(school, "primary-month", "2026-10", TODAY))
    list(export_ledger(str(tmp_path / "export")))

    done = score(tmp_path / "export", "--output", str(tmp_path / "out"))

    assert done.exit_code == 0, done.output
    county = school.bureau.code if school.bureau else "no.bureau"
    results = pl.read_parquet(tmp_path / f"out/county={county}/results.parquet").filter(
        pl.col("school") == code
    )
    found = results.select("school_class", "teacher", "total", "rank", "rank_of", "pay").rows()
    assert found == [
        (
            one.subject.posting.school_class,
            one.subject.posting.teacher,
            one.total,
            one.rank,
            one.rank_of,
            one.pay,
        )
        for one in sheet.results
    ]
    assert {total for _, _, total, *_ in found} != {found[0][2]}


def test_whole_weeks_are_taken_from_the_month_before(schools, tmp_path):
    list(export_ledger(str(tmp_path)))
    weekly = score(tmp_path, "--output", str(tmp_path / "out"))
    assert weekly.exit_code == 0, weekly.output
    totals = pl.read_parquet(tmp_path / "out/county=xihu/results.parquet").filter(
        pl.col("school_class") == "201"
    )

    by_weeks, by_days = (
        totals.filter(pl.col("school") == code)["total"].item() for code in ("wenlan", "yucai")
    )

    assert by_weeks < by_days


def test_an_object_store_is_an_address(schools, tmp_path, monkeypatch):
    fsspec = pytest.importorskip("fsspec")
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # no other process would see this store
    list(export_ledger(str(tmp_path)))

    told = io.StringIO()
    call_command("ledger_export", "memory://bureau/export", stdout=told)

    store = fsspec.filesystem("memory")
    held = {
        name.removeprefix("/bureau/export/"): store.cat_file(name) for name in store.find("/bureau/export")
    }
    assert held == files(tmp_path)
    assert "xihu 2026-10: 8 条 / records, 已写出 / written" in told.getvalue()
    assert score("memory://bureau/export").stdout == score(tmp_path).stdout != ""


def test_file_addresses_are_written_as_folders_are(schools, tmp_path):
    pytest.importorskip("fsspec")
    list(export_ledger(str(tmp_path / "plain")))
    list(export_ledger(f"file://{tmp_path}/address"))

    assert files(tmp_path / "address") == files(tmp_path / "plain")


def test_a_place_that_cannot_be_written_is_said_with_what_to_do(schools, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(CommandError, match="再运行一次会接着导出") as refused:
        call_command("ledger_export", str(tmp_path / "file"))

    assert refused.value.returncode == 2
