"""Files that are no policy of a school are refused on the page, clearly, and leave nothing."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.policies.models import SchemeDraft
from tests.factories import make_one_of_each, make_school

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


@pytest.fixture
def office(client):
    client.force_login(make_one_of_each(make_school())[Role.MORAL_EDUCATION_OFFICE])
    return client


def word(*, add=None):
    made, content = docx.Document(), BytesIO()
    made.add_paragraph("1.教室卫生（60分）：地面不洁每处扣0.5分，扣完为止。")
    if add:
        add(made)
    made.save(content)
    return content.getvalue()


def with_part(name, part):
    stream = BytesIO(word())
    with ZipFile(stream, "a", ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return stream.getvalue()


def table_in_table(made):
    made.add_table(1, 1).cell(0, 0).add_table(1, 1)


def bomb():
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", b" " * (200 * MEGABYTE))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("办法.docx", bomb, "解压后过大"),
        ("办法.txt", lambda: b"a" * (100 * MEGABYTE), "超过 20 MB"),
        ("办法.docx", lambda: word(add=table_in_table), "表格"),
        ("办法.docx", lambda: with_part("word/vbaProject.bin", b"macro"), "宏"),
        ("办法.docm", word, "只能读"),
        ("办法.pdf", word, "内容是 .docx 文件，文件名却是 .pdf"),
        ("办法.docx", lambda: b"%PDF-1.7 no", "内容是 .pdf 文件，文件名却是 .docx"),
    ],
    ids=[
        "a zip bomb",
        "100 MB",
        "a table in a table",
        "macros",
        "a file with macros by its name",
        "Word named as PDF",
        "PDF named as Word",
    ],
)
def test_a_hostile_file_is_refused_in_words_and_leaves_nothing(office, name, content, complaint):
    answer = office.post(
        reverse("schemes-from-document", args=["yucai"]), {"file": SimpleUploadedFile(name, content())}
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert complaint in page
    assert "Traceback" not in page
    assert 'role="alert"' in page
    assert not SchemeDraft.objects.exists()
