"""OneRoster 1.2 CSV: out of one school, into an empty one, and out again the same."""

import csv
import io
import zipfile

import pytest

from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import as_file
from banheng.schools.journal import take_back
from banheng.schools.models import AcademicYear, Enrolment, Posting, Pupil, School, SchoolClass, Staff
from banheng.schools.oneroster.bringing_in import _grade as grade_of
from banheng.schools.oneroster.bringing_in import prepare_oneroster
from banheng.schools.oneroster.giving_out import oneroster_archive
from banheng.schools.oneroster.tables import COLUMNS
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    made = make_school()
    Staff.objects.filter(code="t101").update(name="欧阳😀娜")
    Staff.objects.filter(code="t102").update(name="Anna Smith", homeroom_since="2020-09-01")
    pupil = Pupil.objects.create(school=made.school, code="p1", name="王小雨", boarder=True)
    Enrolment.objects.create(pupil=pupil, school_class=made.classes["101"], first="2026-09-01")
    Posting.objects.create(
        school_class=made.classes["101"],
        staff=made.teachers["202"],
        role=Posting.Role.SUBSTITUTE,
        first="2026-10-08",
        last="2026-10-15",
    )
    return made


def tables(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {
            name: list(csv.DictReader(io.StringIO(opened.read(name).decode(), newline="")))
            for name in opened.namelist()
        }


def brought_in(school, archive):
    with as_file(archive, "roster.zip") as file:
        return prepare_oneroster(school, file, TODAY).do(NOW)


def changed(archive, name, change):
    """Give the archive with one of its files changed, or left out where the change gives none."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as opened, zipfile.ZipFile(result, "w") as written:
        for each in opened.namelist():
            text = change(opened.read(each).decode()) if each == name else opened.read(each).decode()
            if text is not None:
                written.writestr(each, text)
    return result.getvalue()


def test_a_roster_goes_into_an_empty_school_and_out_again_the_same(small):
    archive = oneroster_archive(small.school, TODAY)
    empty = School.objects.create(code="empty", name="育才小学")

    work = brought_in(empty, archive)

    assert work.faults == []
    renamed = changed_everywhere(archive, "org-yucai", "org-empty", ",yucai,", ",empty,")
    assert tables(oneroster_archive(empty, TODAY)) == tables(renamed)


def changed_everywhere(archive, *pairs):
    for name in (f"{table}.csv" for table in COLUMNS):
        for before, after in zip(pairs[::2], pairs[1::2], strict=True):
            archive = changed(archive, name, lambda text, b=before, a=after: text.replace(b, a))
    return archive


def test_a_roster_brought_into_its_own_school_changes_nothing(small):
    work = brought_in(small.school, oneroster_archive(small.school, TODAY))

    assert (work.lines, work.faults, work.journal.steps) == ([], [], [])


def test_what_was_brought_in_can_be_taken_back(small):
    empty = School.objects.create(code="empty", name="育才小学")
    work = brought_in(empty, oneroster_archive(small.school, TODAY))

    take_back(work.journal.steps)

    for model in (SchoolClass, Staff, Pupil, AcademicYear):
        assert not model.objects.filter(school=empty).exists(), model


def test_the_archive_names_its_version_and_all_its_files(small):
    written = tables(oneroster_archive(small.school, TODAY))

    manifest = {row["propertyName"]: row["value"] for row in written["manifest.csv"]}
    assert manifest["oneroster.version"] == "1.2"
    bulk = {name.removeprefix("file.") for name, value in manifest.items() if value == "bulk"}
    assert bulk == {name.removesuffix(".csv") for name in written} - {"manifest"}


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("manifest.csv", lambda text: text.replace("oneroster.version,1.2", "oneroster.version,1.1"), "1.1"),
        ("manifest.csv", lambda text: text.replace("file.users,bulk", "file.users,delta"), "delta"),
        ("users.csv", lambda _text: None, "users.csv"),
        ("users.csv", lambda text: text.replace("sourcedId", "id", 1), "sourcedId"),
        ("academicSessions.csv", lambda text: text.replace("2026-08-01", "1.8.2026"), "1.8.2026"),
    ],
)
def test_an_archive_that_cannot_be_read_is_refused_with_the_reason(small, name, change, words):
    archive = changed(oneroster_archive(small.school, TODAY), name, change)

    with pytest.raises(ChangeRefused) as refusal:
        brought_in(small.school, archive)
    assert words in refusal.value.reason


def test_an_enrolment_of_nobody_is_named_with_its_row(small):
    archive = oneroster_archive(small.school, TODAY)
    unknown = changed(
        archive, "enrollments.csv", lambda text: text.replace("staff-t101,teacher", "staff-x,teacher")
    )

    (fault, *_) = brought_in(small.school, unknown).faults

    assert (fault["row"], "staff-x" in fault["zh"]) == (2, True)


@pytest.mark.parametrize(
    ("number", "grade"),
    [("03", ("primary", "三年级")), ("09", ("junior", "九年级")), ("11", ("senior", "高二")), ("", ("", ""))],
)
def test_grades_of_other_systems_are_counted_through(number, grade):
    assert grade_of({"grades": number}) == grade


def test_a_name_like_a_formula_is_quoted_in_the_archive_and_comes_back_as_it_is(small):
    Staff.objects.filter(code="t102").update(name="=1+1老师")
    archive = oneroster_archive(small.school, TODAY)
    assert "'=1+1老师" in {row["metadata.name"] for row in tables(archive)["users.csv"]} | {
        row["familyName"] + row["givenName"] for row in tables(archive)["users.csv"]
    }
    empty = School.objects.create(code="empty", name="育才小学")

    brought_in(empty, changed_everywhere(archive, "org-yucai", "org-empty", ",yucai,", ",empty,"))

    assert Staff.objects.get(school=empty, code="t102").name == "=1+1老师"
