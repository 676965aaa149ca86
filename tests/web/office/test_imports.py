"""Files brought in through the pages: upload, preview, confirm, take back."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.models import User
from banheng.accounts.roles import Role
from banheng.ledger.chaining import first_break
from banheng.ledger.models import Closure, Record
from banheng.ledger.voiding import void
from banheng.schools.models import BulkChange, SchoolClass, Staff
from banheng.web.office.kinds import WORKERS
from banheng.web.office.tasks import work_on
from tests.factories import NOW, TODAY, adopt, grant, make_school, make_user

pytestmark = pytest.mark.django_db
ROSTER = "班级,班级名称,教师工号,姓名,学段,年级,学生数\n301,三年级1班,t9,王丽,小学,三年级,41\n"
EVIDENCE = "日期,班级,考核项,事件,数量,备注,编号\n10月20日,一年级1班,hygiene,unswept,2,讲台下,A-1\n2026-10-19,102,hygiene,unswept,,,\n"


@pytest.fixture
def small(time_machine_today):
    made = make_school()
    adopt(made.school)
    return made


@pytest.fixture
def office(client, small):
    user = make_user("office")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    return client


def upload(client, content, kind="roster", name="表.csv"):
    content = content if isinstance(content, bytes) else content.encode()
    address = reverse("office-import-new", kwargs={"school": "yucai", "kind": kind})
    file = SimpleUploadedFile(name, content)
    return client.post(address, {"file": file, "day": TODAY.isoformat()}, follow=True)


def step(client, name):
    change = BulkChange.objects.latest("pk")
    address = reverse("office-import-step", kwargs={"school": "yucai", "number": change.pk, "step": name})
    return client.post(address, follow=True)


def brought_in(client, content, kind="evidence"):
    upload(client, content, kind)
    return step(client, "confirm")


def test_a_roster_is_previewed_confirmed_and_taken_back(office):
    assert "三年级1班（301）" in upload(office, ROSTER).content.decode()
    assert not SchoolClass.objects.filter(code="301").exists()

    assert "已写入" in step(office, "confirm").content.decode()
    assert SchoolClass.objects.filter(code="301").exists()

    assert "恢复到导入之前" in step(office, "undo").content.decode()
    assert not SchoolClass.objects.filter(code="301").exists()
    assert not Staff.objects.filter(code="t9").exists()


def test_classes_that_are_not_in_the_file_stay_unless_said_otherwise(office):
    upload(office, ROSTER)
    change = BulkChange.objects.latest("pk")
    address = reverse("office-import-step", kwargs={"school": "yucai", "number": change.pk, "step": "again"})
    office.post(address, {"end_vanished": "1"})
    step(office, "confirm")

    assert SchoolClass.objects.filter(closed__isnull=False).count() == 4


@pytest.mark.parametrize("size", [6 * 1024 * 1024, 30 * 1024 * 1024])
def test_a_file_that_is_too_large_is_not_opened(office, size):
    page = upload(office, b"x" * size).content.decode()

    assert "最多 5 MB" in page
    assert not BulkChange.objects.exists()


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


BOMB = zipped(xl__sheet=b"0" * (70 * 1024 * 1024))
LYING_BOMB = BOMB.replace((70 * 1024 * 1024).to_bytes(4, "little"), (99).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "解压后过大"),
        (LYING_BOMB, "解压后过大"),
        (zipped(**{"xl__vbaProject.bin": b"x"}), "有宏"),
        (zipped(**{f"part{number}": b"" for number in range(300)}), "解压后过大"),
        (b"PK\x03\x04 no archive", "损坏"),
        (b"", "空"),
    ],
    ids=["bomb", "bomb that lies", "macros", "many parts", "damaged", "empty"],
)
def test_a_dangerous_file_is_refused_before_it_is_opened(office, content, words):
    assert words in upload(office, content, name="表.xlsx").content.decode()
    assert not BulkChange.objects.exists()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 \0", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"\xff\xfe\0\xd8", "没有表头\n1".encode()]
)
def test_what_is_no_spreadsheet_is_refused_with_the_way_out(office, content):
    page = upload(office, content).content.decode()

    assert "什么都没有写入" in page


def test_ten_thousand_bad_rows_are_one_line_and_the_first_few(office):
    rows = "".join(f"c{number},,,甲,,,\n" for number in range(10_000))

    page = upload(office, ROSTER.splitlines()[0] + "\n" + rows).content.decode()

    assert "10000 处问题" in page
    assert len(page) < 200_000


def test_evidence_goes_to_the_ledger_and_a_second_upload_doubles_nothing(office, small):
    assert "地面不洁" in upload(office, EVIDENCE, "evidence").content.decode()
    assert Record.objects.count() == 0
    step(office, "confirm")

    seen = Record.objects.order_by("day")
    assert [(each.school_class.code, each.quantity, each.note, each.source) for each in seen] == [
        ("102", 10_000, "", "import"),
        ("101", 20_000, "讲台下", "import"),
    ]
    assert "和现在完全一样" in upload(office, EVIDENCE, "evidence", name="另一个名字.csv").content.decode()
    assert first_break(small.school) is None


def test_evidence_taken_back_is_voided_and_may_come_again(office, small):
    brought_in(office, EVIDENCE)
    step(office, "undo")
    assert Record.objects.filter(voids__isnull=False).count() == 2

    brought_in(office, EVIDENCE)

    assert Record.objects.filter(voids=None, voided_by=None).count() == 2
    assert first_break(small.school) is None


def test_evidence_is_not_taken_back_from_a_settled_period(office, small):
    brought_in(office, EVIDENCE)
    close_october(small.school)

    assert "登记为差额" in step(office, "undo").content.decode()
    assert BulkChange.objects.get().status == "done"
    assert Record.objects.count() == 2


def test_a_record_that_was_voided_since_stays_void_once(office, small):
    brought_in(office, EVIDENCE)
    seen = Record.objects.first()
    void(seen, id=uuid4(), reason="记错", by=User.objects.get(), at=NOW, may_void_others=True)

    step(office, "undo")

    assert Record.objects.filter(voids=seen).count() == 1
    assert first_break(small.school) is None


def close_october(school):
    Closure.objects.create(
        school=school,
        scheme_code="primary-month",
        first="2026-10-01",
        last="2026-10-31",
        label="2026年10月",
    )


def test_an_id_that_says_something_else_by_now_is_refused(office):
    brought_in(office, EVIDENCE)

    page = upload(office, EVIDENCE.replace(",2,", ",3,"), "evidence").content.decode()

    assert "A-1" in page
    assert "内容与这一行不同" in page


def test_a_file_may_void_its_own_records_once(office):
    voiding = (
        EVIDENCE.replace("编号\n", "编号,作废,记录人\n").replace("A-1\n", "A-1,,李明\n")
        + "10月20日,,,,,看错了,B-1,A-1,李明\n"
    )
    voiding = voiding.replace("unswept,,,\n", "unswept,,,,,李明\n")

    brought_in(office, voiding)
    assert Record.objects.count() == 3

    assert "和现在完全一样" in upload(office, voiding, "evidence").content.decode()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1970-01-01,101,hygiene,unswept,,,", "1970-01-01"),
        ("2026-10-22,101,hygiene,unswept,,,", "2026-10-22"),
        ("2026-10-20,109,hygiene,unswept,,,", "109"),
        ("2026-10-20,101,hygeine,unswept,,,", "hygeine"),
        ("2026-10-20,101,hygiene,unswept,-1,,", "-1"),
    ],
)
def test_one_bad_row_holds_up_the_whole_file(office, row, words):
    page = brought_in(office, EVIDENCE + row + "\n").content.decode()

    assert words in page
    assert Record.objects.count() == 0


def test_evidence_of_a_settled_period_is_refused_row_by_row(office, small):
    close_october(small.school)

    page = upload(office, EVIDENCE, "evidence").content.decode()

    assert "2 处问题" in page
    assert "登记为差额" in page


def test_a_school_without_a_scheme_is_told_what_is_missing(office):
    other = make_school("other", "另一所小学").school
    grant(User.objects.get(), Role.MORAL_EDUCATION_OFFICE, other)
    file = SimpleUploadedFile("表.csv", EVIDENCE.encode())
    address = reverse("office-import-new", kwargs={"school": "other", "kind": "evidence"})

    page = office.post(address, {"file": file, "day": TODAY.isoformat()}, follow=True).content.decode()

    assert "没有生效的考核方案" in page


def test_a_change_of_another_school_cannot_be_reached(office, small):
    other = make_school("other", "另一所小学").school
    change = BulkChange.objects.create(school=other, kind="roster", made_at="2026-10-21T00:00Z")

    for name in ("confirm", "undo", "drop", "again"):
        address = reverse("office-import-step", kwargs={"school": "yucai", "number": change.pk, "step": name})
        assert office.post(address).status_code == 404


def test_templates_and_exports_are_files(office):
    for name, arguments in (
        ("office-template", {"kind": "roster"}),
        ("office-template", {"kind": "pupils"}),
        ("office-template", {"kind": "evidence"}),
        ("office-oneroster", {}),
    ):
        response = office.get(reverse(name, kwargs={"school": "yucai", **arguments}))
        assert response.content.startswith(b"PK")
        assert "attachment" in response["Content-Disposition"]


def test_a_roster_goes_out_through_oneroster_and_changes_nothing_coming_in(office):
    archive = office.get(reverse("office-oneroster", kwargs={"school": "yucai"})).content

    assert "和现在完全一样" in upload(office, archive, "oneroster", "yucai.zip").content.decode()


def test_work_that_breaks_off_says_so_and_does_nothing(office, monkeypatch):
    def breaks(*_arguments):
        raise MemoryError

    monkeypatch.setitem(WORKERS, "roster", breaks)

    assert "处理中断" in upload(office, ROSTER).content.decode()


def test_a_large_file_is_worked_on_in_the_background_and_its_page_says_so(office, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    many = ROSTER + "".join(
        f"{number},三年级{number}班,t{number},王丽,小学,三年级,41\n" for number in range(302, 1500)
    )

    page = upload(office, many).content.decode()

    assert "正在读文件" in page
    assert 'hx-trigger="every 2s"' in page
    work_on.call(BulkChange.objects.get().pk)
    assert (
        "新增班级"
        in office.get(
            reverse("office-import", kwargs={"school": "yucai", "number": BulkChange.objects.get().pk})
        ).content.decode()
    )


def test_work_started_twice_or_after_a_crash_is_done_once(office):
    upload(office, ROSTER)
    change = BulkChange.objects.get()
    BulkChange.objects.update(status="working")  # confirmed, and the worker was killed before it was done

    for _ in range(2):
        work_on.call(change.pk)

    change.refresh_from_db()
    assert change.status == "done"
    assert SchoolClass.objects.filter(code="301").count() == 1
