from banheng.accounts.roles import Role
from tests.factories import NOW
from tests.web.matrix.board import published
from tests.web.matrix.desk import september
from tests.web.matrix.row import OFFICE, STAFF, Row

PRINCIPAL = frozenset({Role.PRINCIPAL})
READERS = OFFICE | PRINCIPAL
WITH_TEACHERS = READERS | {Role.HOMEROOM_TEACHER}


def term(_world):
    return {"term": "2026-2027-1"}


def template(world):
    from banheng.reports.models import ReportTemplate  # noqa: PLC0415 - needs the apps to be loaded
    from tests.reports.workbooks.making import content_of, workbook  # noqa: PLC0415

    found, _ = ReportTemplate.objects.get_or_create(
        school=world.own.school,
        name="汇总表",
        defaults={
            "content": content_of(workbook([["{{班级}}", "{{总分}}"]])),
            "uploaded_by": world.users[Role.MORAL_EDUCATION_OFFICE],
            "uploaded_at": NOW,
        },
    )
    return {"number": found.pk}


ROWS = [
    Row("reports", WITH_TEACHERS),
    Row("reports-notice", STAFF, arguments=lambda world: {**published(world), "form": "preview"}),
    Row("reports-period", READERS, arguments=september),
    Row(
        "reports-document",
        READERS,
        arguments=lambda world: {**september(world), "document": "items", "form": "preview"},
    ),
    Row("reports-fairness", READERS, arguments=lambda world: {**september(world), "form": "preview"}),
    Row("reports-filled", READERS, arguments=lambda world: {**september(world), **template(world)}),
    Row("reports-term", READERS, arguments=term),
    Row("reports-school", READERS, arguments=lambda world: {**term(world), "form": "xlsx"}),
    # the homeroom teacher of the matrix is t101
    Row(
        "reports-teacher",
        WITH_TEACHERS,
        arguments=lambda world: {**term(world), "staff": "t101", "form": "xlsx"},
    ),
    Row("reports-teacher", READERS, arguments=lambda world: {**term(world), "staff": "t102", "form": "xlsx"}),
    Row("reports-templates", OFFICE),
    Row("reports-sample", OFFICE),
    Row("reports-template", OFFICE, arguments=template),
    Row("reports-template-delete", OFFICE, method="post", arguments=template, answers=302),
]
