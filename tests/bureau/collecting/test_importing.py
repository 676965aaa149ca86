import pytest

from banheng.bureau.collecting.importing import hand_in, take
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.collecting.template import filing_workbook, read_filing
from banheng.bureau.errors import BureauRefused
from tests.bureau.collecting.filings import filing_of, fill, make_bureau, make_collection
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DID = {"by": None, "at": NOW}
TABLE = """教育事业统计表
单位名称,办别,在校生,图书（册）,城乡分类,备注
一小,小学,300,6000,乡村,
二小,小学,400,"8,000",镇区,
九小,小学,200,4000,乡村,新建
一小,小学,1,1,乡村,重复
"""
MAPPING = {
    "单位名称": "school",
    "办别": "type",
    "在校生": "primary_students",
    "图书（册）": "books",
    "城乡分类": "area",
}


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def taken(collection, table, **options):
    file = hand_in(collection, table, "table.csv", **DID)
    return take(file, MAPPING, **{"adds_schools": False, "submits": False, **options}, **DID)


def test_the_header_is_found_and_its_columns_guessed(table):
    file = hand_in(make_collection(), table, "table.csv", **DID)

    assert file.header[0] == "单位名称"
    assert file.first_row == 3
    assert len(file.rows) == 4
    assert file.mapping == {}  # none of these headers is a usual one


def test_rows_go_into_the_filings_of_their_schools(table):
    collection = make_collection()

    found = taken(collection, table)

    assert found.filled == 2
    assert filing_of(collection, "二小").cells["books"] == "8000"
    assert filing_of(collection, "二小").cells["area"] == "town"
    assert found.skipped == ["第 5 行：本局没有学校“九小”。", "第 6 行：“一小”前面已经有一行。"]


def test_the_next_file_begins_with_the_columns_of_the_last(table):
    collection = make_collection()
    taken(collection, table)

    assert hand_in(collection, table, "again.csv", **DID).mapping == MAPPING


def test_schools_that_the_bureau_lacks_are_added_on_request(table):
    collection = make_collection()

    found = taken(collection, table, adds_schools=True)

    assert found.filled == 3
    added = filing_of(collection, "九小").school
    assert (added.bureau, added.code) == (collection.bureau, "county-001")


def test_what_has_no_faults_is_handed_in_at_once(table):
    collection = make_collection()

    assert taken(collection, table, submits=True).submitted == 2
    assert filing_of(collection, "一小").state == Filing.State.SUBMITTED


def test_what_was_handed_in_is_not_overwritten(table):
    collection = make_collection()
    taken(collection, table, submits=True)

    assert taken(collection, table).filled == 0


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ({"在校生": "primary_students"}, "学校名称"),
        ({"单位名称": "school", "备注": "books", "图书（册）": "books"}, "同一个栏目"),
    ],
)
def test_columns_that_make_no_sense_are_refused(table, mapping, reason):
    file = hand_in(make_collection(), table, "table.csv", **DID)

    with pytest.raises(BureauRefused, match=reason):
        take(file, mapping, adds_schools=False, submits=False, **DID)


@pytest.mark.parametrize("content", [b"", b"one\n", b"%PDF-1.7", b"\xff\xfe\x00bad"])
def test_what_is_no_table_is_refused(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)

    with pytest.raises(BureauRefused):
        hand_in(make_collection(), path, "file", **DID)


def test_a_locked_year_takes_no_file(table):
    collection = make_collection()
    Collection.objects.update(locked_at=NOW)
    collection.refresh_from_db()

    with pytest.raises(BureauRefused, match="锁定"):
        hand_in(collection, table, "table.csv", **DID)


def test_a_workbook_comes_back_as_it_went_out(tmp_path):
    collection = make_collection(make_bureau(), columns=("books", "teachers"))
    filing = fill(
        collection, "一小", type="nine_year", junior_students="100", books="6000", teachers_primary="20"
    )
    path = tmp_path / "filing.xlsx"
    path.write_bytes(filing_workbook(filing))

    read = read_filing(filing, path)

    assert read["books"] == "6000"
    assert read["type"] == "九年一贯制学校"
    assert read["teachers_primary"] == "20"
    assert read["teachers_junior"] == ""


def test_the_workbook_of_another_school_is_refused(tmp_path):
    collection = make_collection()
    path = tmp_path / "filing.xlsx"
    path.write_bytes(filing_workbook(fill(collection, "一小")))

    with pytest.raises(BureauRefused, match="二小"):
        read_filing(fill(collection, "二小"), path)
