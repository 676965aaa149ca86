from datetime import date

from banheng.reports.contents.certificate import certificate
from banheng.reports.rendering.document import Layout
from tests.reports.contents.reading import texts


def test_it_says_who_is_honoured_for_what():
    document = certificate(
        to="王芳老师",
        honour="优秀班主任",
        reason="在2026年度工作中成绩突出",
        number="2026-001",
        day=date(2026, 12, 31),
        school="育才小学",
    )

    assert document.layout is Layout.CERTIFICATE
    assert texts(document).split("\n") == [
        "荣誉证书",
        "",
        "王芳老师：",
        "在2026年度工作中成绩突出，被评为“优秀班主任”。特发此证，以资鼓励。",
        "育才小学",
        "2026年12月31日",
        "证书编号：2026-001",
    ]
