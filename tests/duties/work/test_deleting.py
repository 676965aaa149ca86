"""Deletion on schedule, a guardian's request for a child's data, and its erasure."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command

from banheng.duties.models import WorkFile, WorkRecord
from banheng.duties.work.deleting import STRUCK, data_of, delete_old, erase, kept_since
from banheng.duties.work.filing import content_of_file, keep_file
from banheng.duties.work.showing import open_record
from banheng.routines.work_form import work_forms
from tests.factories import NOW, TODAY, keep_work
from tests.ledger.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "today", "first"),
    [
        ("morning_check", TODAY, date(2026, 4, 21)),
        ("attendance", TODAY, date(2025, 10, 21)),
        ("pupil_talk", TODAY, date(2024, 10, 21)),
        ("incident", TODAY, date(2021, 10, 21)),
        ("attendance", date(2028, 2, 29), date(2027, 2, 28)),
        ("morning_check", date(2026, 1, 31), date(2025, 7, 28)),
    ],
)
def test_each_form_is_kept_for_its_months(form, today, first):
    assert kept_since(work_forms()[form], today) == first


def test_what_is_past_its_months_is_deleted_with_its_files_and_the_rest_stays(small, teacher, pupils):
    old = keep_work(
        small, "morning_check", {"measures": "通知家长"}, by=teacher, day=TODAY - timedelta(days=200)
    )
    file = keep_file(old, picture())
    kept = keep_work(small, "attendance", {"session": "上午"}, by=teacher, day=TODAY - timedelta(days=200))

    assert delete_old(TODAY) == {"morning_check": 1}

    assert list(WorkRecord.objects.all()) == [kept]
    assert not file.file.storage.exists(file.file.name)
    assert not WorkFile.objects.exists()


def test_the_command_deletes_on_schedule(small, teacher):
    keep_work(small, "morning_check", {"measures": "无"}, by=teacher, day=TODAY - timedelta(days=200))
    said = StringIO()

    call_command("delete_old_work", stdout=said)

    assert "1" in said.getvalue()
    assert not WorkRecord.objects.exists()


def test_a_guardian_gets_what_is_kept_about_the_child_and_nothing_about_others(small, teacher, pupils):
    one, other, _ = pupils
    keep_work(small, "pupil_talk", {"pupils": [one], "about": ["心理"], "words": "情绪低落"}, by=teacher)
    keep_work(
        small,
        "pupil_talk",
        {"pupils": [one, other], "about": ["同伴交往"], "words": "与王芳争吵"},
        by=teacher,
    )
    keep_work(small, "attendance", {"session": "上午", "marks": {one: "病假", other: "旷课"}}, by=teacher)

    text = json.dumps(data_of(one), ensure_ascii=False)

    assert "情绪低落" in text
    assert "病假" in text
    for secret in ("王芳", "旷课", "争吵"):
        assert secret not in text


def test_erasing_a_child_deletes_what_is_about_nobody_else_and_strikes_the_name_elsewhere(
    small, teacher, pupils
):
    one, other, _ = pupils
    keep_work(small, "pupil_talk", {"pupils": [one], "about": ["心理"], "words": "情绪低落"}, by=teacher)
    both = keep_work(
        small,
        "pupil_talk",
        {"pupils": [one, other], "about": ["学习"], "words": "李明帮王芳补课"},
        by=teacher,
    )
    marks = keep_work(
        small, "attendance", {"session": "上午", "marks": {one: "病假", other: "迟到"}}, by=teacher
    )

    assert erase(one) == 3

    assert set(WorkRecord.objects.all()) == {both, marks}
    both.refresh_from_db()
    content = open_record(both, by=teacher, at=NOW)
    assert content["pupils"] == [other.pk]
    assert content["words"] == f"{STRUCK}帮王芳补课"
    marks.refresh_from_db()
    assert marks.content["marks"] == {str(other.pk): "迟到"}
    assert data_of(one) == []


def test_the_commands_give_and_erase_the_data_of_a_pupil(small, teacher, pupils):
    keep_work(
        small, "pupil_talk", {"pupils": [pupils[0]], "about": ["心理"], "words": "情绪低落"}, by=teacher
    )
    said = StringIO()
    call_command("pupil_data", "yucai", pupils[0].code, stdout=said)
    assert "情绪低落" in said.getvalue()

    call_command("erase_pupil", "yucai", pupils[0].code, "--yes", stdout=StringIO())

    assert not WorkRecord.objects.exists()
    assert not type(pupils[0]).objects.filter(pk=pupils[0].pk).exists()


def test_after_a_key_is_replaced_everything_is_encrypted_anew(small, teacher, pupils, settings):
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings.NOTES_KEY = old
    kept = keep_work(
        small, "pupil_talk", {"pupils": [pupils[0]], "about": ["心理"], "words": "情绪低落"}, by=teacher
    )
    file = keep_file(kept, picture())
    settings.NOTES_KEY = f"{new},{old}"

    call_command("reseal_work", stdout=StringIO())

    settings.NOTES_KEY = new
    kept.refresh_from_db()
    assert open_record(kept, by=teacher, at=NOW)["words"] == "情绪低落"
    assert content_of_file(file).startswith(b"\xff\xd8")
