from datetime import date

from banheng.accounts.roles import Role
from banheng.policies.drafting import begin_draft, text_mark
from banheng.policies.drafting_from_document import begin_draft_from_document
from banheng.policies.models import Adoption, SchemeVersion
from banheng.policies.own_checks import expect
from banheng.policies.recording import put_on_record
from tests.factories import LIBRARY, NOW
from tests.web.matrix.row import OFFICE, STAFF, Row

TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
DECIDERS = OFFICE | {Role.PRINCIPAL}


def a_draft(world):
    """A draft of the school, new for each who asks, and unlike every version."""
    text = TEXT.replace("points: -0.2", f"points: -{world.own.school.scheme_versions.count() + 1}.5", 1)
    return {"draft": begin_draft(world.own.school, text, by=None, at=NOW).pk}


def a_part(world):
    return a_draft(world) | {"part": "indicators/0/items/0"}


def a_version(world):
    return {"version": SchemeVersion.objects.filter(school=world.own.school).first().pk}


def two_versions(world):
    one = a_version(world)["version"]
    return {"before": one, "after": one}


def a_new_version(world):
    draft = world.own.school.scheme_drafts.get(pk=a_draft(world)["draft"])
    return {"version": put_on_record(draft, note="", by=None, at=NOW).pk}


def an_adoption(world):
    """One that is in force, new for each who asks."""
    version = SchemeVersion.objects.get(pk=a_new_version(world)["version"])
    first = date(2026, 12, version.number)
    adoption = Adoption.objects.create(school=world.own.school, version=version, first=first, decided_at=NOW)
    return {"adoption": adoption.pk}


def known(world):
    draft = world.own.school.scheme_drafts.order_by("pk").last()
    return {"known_as": text_mark(draft.text), "text": draft.text, "do": "save"}


DOCUMENT = """城南小学班主任月度考核办法
总分100分。
一、班级常规（60分）
1.教室卫生（60分）：地面不洁每处扣0.5分，扣完为止。
二、安全教育（40分）
1.晨检午检（40分）：漏检一次扣2分，扣完为止。
三、班主任常规
1.每周召开一次班会。
"""


def drafted(world):
    (draft,) = begin_draft_from_document(world.own.school, "办法.txt", DOCUMENT.encode(), by=None, at=NOW)
    return {"draft": draft.pk}


def faulty_draft(world):
    text = DOCUMENT.replace("总分100分", "总分110分")
    (draft,) = begin_draft_from_document(world.own.school, "办法.txt", text.encode(), by=None, at=NOW)
    return {"draft": draft.pk}


def expected(world):
    draft = world.own.school.scheme_drafts.get(pk=drafted(world)["draft"])
    return {"draft": draft.pk, "row": expect(draft, name="没有记录", records="", score="100").pk}


ROWS = [
    Row("schemes", DECIDERS),
    Row("schemes-library", OFFICE),
    Row("schemes-library-one", OFFICE, arguments=lambda _world: {"code": "primary-month"}),
    Row(
        "schemes-library-copy",
        OFFICE,
        method="post",
        arguments=lambda _world: {"code": "primary-month"},
        answers=302,
    ),
    Row("schemes-upload", OFFICE),
    Row("schemes-from-document", OFFICE),
    Row(
        "schemes-from-document",
        OFFICE,
        method="post",
        form=lambda _world: {"text": DOCUMENT},
        answers=302,
    ),
    Row("schemes-source", OFFICE, arguments=drafted),
    Row("schemes-repair", OFFICE, arguments=drafted),
    Row(
        "schemes-repair",
        OFFICE,
        method="post",
        arguments=faulty_draft,
        form=lambda _world: {"place": "defect-0", "word": "总分为 100 分"},
        answers=302,
    ),
    Row("schemes-checks", OFFICE, arguments=drafted),
    Row(
        "schemes-checks",
        OFFICE,
        method="post",
        arguments=drafted,
        form=lambda _world: {"do": "add", "name": "没有记录", "records": "", "score": "100"},
        answers=302,
    ),
    Row("schemes-check-why", OFFICE, arguments=expected),
    Row("schemes-screen", OFFICE, arguments=drafted),
    Row("schemes-minutes", OFFICE, arguments=lambda world: drafted(world) | {"form": "docx"}),
    Row("schemes-unscored", OFFICE, arguments=drafted),
    Row("schemes-unscored-file", OFFICE, arguments=lambda world: drafted(world) | {"kind": "duties"}),
    Row("schemes-upload", OFFICE, method="post", form=lambda _world: {"text": TEXT}, answers=302),
    Row("schemes-version", STAFF, arguments=a_version),
    Row("schemes-copy", OFFICE, method="post", arguments=a_version, answers=302),
    Row("schemes-version-text", STAFF, arguments=a_version),
    Row("schemes-template", OFFICE, arguments=a_version),
    Row("schemes-adopt", DECIDERS, arguments=a_version),
    Row(
        "schemes-adopt",
        DECIDERS,
        method="post",
        arguments=a_new_version,
        form=lambda world: {"first": f"2026-12-{world.own.school.scheme_versions.count():02d}"},
        answers=302,
    ),
    Row("schemes-compare", STAFF, arguments=two_versions),
    Row("schemes-withdraw", DECIDERS, arguments=an_adoption),
    Row(
        "schemes-withdraw",
        DECIDERS,
        method="post",
        arguments=an_adoption,
        form=lambda _world: {"last": "2027-01-31"},
        answers=302,
    ),
    Row("schemes-draft", OFFICE, arguments=a_draft),
    Row("schemes-part", OFFICE, arguments=a_part),
    Row("schemes-part", OFFICE, method="post", arguments=a_part, form=known, answers=302),
    Row("schemes-check", OFFICE, method="post", arguments=a_part, form=known),
    Row("schemes-text", OFFICE, arguments=a_draft),
    Row("schemes-text", OFFICE, method="post", arguments=a_draft, form=known, answers=302),
    Row("schemes-text-check", OFFICE, method="post", arguments=a_draft, form=known),
    Row("schemes-download", OFFICE, arguments=a_draft),
    Row("schemes-delete", OFFICE, method="post", arguments=a_draft, answers=302),
    Row("schemes-try", OFFICE, arguments=a_draft),
    Row("schemes-record", OFFICE, arguments=a_draft),
    Row("schemes-record", OFFICE, method="post", arguments=a_draft, answers=302),
]
