"""From the school's own document to a draft, with the document beside it."""

import re
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.policies.models import SchemeDraft, SchemeSource
from tests.factories import make_one_of_each, make_school
from tests.web.matrix.schemes import DOCUMENT

pytestmark = pytest.mark.django_db
FAULTY = DOCUMENT.replace("总分100分", "总分110分").replace("漏检一次扣2分，扣完为止", "做得好的酌情处理")


@pytest.fixture
def office(client):
    office = make_one_of_each(make_school())[Role.MORAL_EDUCATION_OFFICE]
    client.force_login(office)
    return office


def send(client, **said):
    return client.post(reverse("schemes-from-document", args=["yucai"]), said)


def word(text):
    made, content = docx.Document(), BytesIO()
    for line in text.splitlines():
        made.add_paragraph(line)
    made.save(content)
    return SimpleUploadedFile("考核办法.docx", content.getvalue())


@pytest.mark.parametrize(
    "said",
    [
        {"text": DOCUMENT},
        {"file": word(DOCUMENT)},
        {"file": SimpleUploadedFile("办法.txt", DOCUMENT.encode("gb18030"))},
    ],
)
def test_a_document_becomes_a_draft_with_its_figures(client, office, said):
    answer = send(client, **said)

    draft = SchemeDraft.objects.get()
    assert answer["Location"] == reverse("schemes-source", args=["yucai", draft.pk])
    assert "班主任月度考核办法" in draft.title
    assert re.search(r"points: -0\.5", draft.text)
    assert "full_points: 60" in draft.text


def test_the_document_stands_beside_what_was_read_and_each_leads_to_the_other(client, office):
    send(client, text=DOCUMENT)
    page = client.get(
        reverse("schemes-source", args=["yucai", SchemeDraft.objects.get().pk])
    ).content.decode()

    number = re.search(r'id="text-(\d+)" href="#read-\1"[^>]*>1\.教室卫生', page).group(1)
    assert f'id="read-{number}"' in page
    assert f'href="#text-{number}"' in page
    assert "读出计分项 2 项" in page
    shown = re.sub(r"<[^>]+>", "", page[page.index("source-document") : page.index("source-read")])
    assert "地面不洁每处扣0.5分，扣完为止。" in shown


def test_the_mistakes_of_the_document_are_pointed_out(client, office):
    send(client, text=FAULTY)

    page = client.get(
        reverse("schemes-source", args=["yucai", SchemeDraft.objects.get().pk])
    ).content.decode()

    assert "各项合计与总分不符" in page


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({}, "请选择文件"),
        ({"text": "今天天气很好。"}, "没有找到计分、职责或条件的条款"),
        ({"file": SimpleUploadedFile("办法.doc", b"\xd0\xcf\x11\xe0" + b"0" * 100)}, ".docx"),
        ({"file": SimpleUploadedFile("办法.docx", b"PK\x03\x04 no archive")}, "办法.docx"),
        ({"file": SimpleUploadedFile("办法.exe", b"MZ")}, ".docx"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_leaves_nothing(client, office, said, complaint):
    answer = send(client, **said)

    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert not SchemeDraft.objects.exists()


def test_two_schemes_in_one_file_become_two_drafts(client, office):
    second = DOCUMENT.replace("城南小学班主任月度考核办法", "城南小学副班主任月度考核办法")

    answer = send(client, text=f"{DOCUMENT}\n\n{second}")

    assert answer["Location"] == reverse("schemes", args=["yucai"])
    assert {draft.title for draft in SchemeDraft.objects.all()} == {
        "城南小学班主任月度考核办法",
        "城南小学副班主任月度考核办法",
    }
    assert SchemeSource.objects.count() == 2


def test_a_draft_that_came_from_nowhere_has_no_such_page(client, office):
    client.post(reverse("schemes-library-copy", args=["yucai", "primary-month"]))
    draft = SchemeDraft.objects.get()

    assert client.get(reverse("schemes-source", args=["yucai", draft.pk])).status_code == 404
    assert "对照原文" not in client.get(reverse("schemes-draft", args=["yucai", draft.pk])).content.decode()
