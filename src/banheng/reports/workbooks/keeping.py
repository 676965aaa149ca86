"""Keep a school's workbooks, and fill one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.policies.in_force import scheme_of
from banheng.policies.models import SchemeVersion
from banheng.reports.errors import TemplateRefused
from banheng.reports.models import ReportTemplate
from banheng.reports.workbooks.filling import check_template
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User

MOST_TEMPLATES = 30
"""Of one school."""


def keep_template(school: School, name: str, content: bytes, *, by: User, at: datetime) -> ReportTemplate:
    """Keep a workbook under a name; one of the same name is replaced.

    Raises:
        TemplateRefused: it cannot be filled with results of any scheme of the school, or there are too many.
    """
    adopted = SchemeVersion.objects.filter(school=school, adoptions__isnull=False).distinct()
    check_template(content, [scheme_of(version) for version in adopted])
    with transaction.atomic():
        School.objects.select_for_update(no_key=True).get(pk=school.pk)
        others = ReportTemplate.objects.filter(school=school).exclude(name=name)
        if others.count() >= MOST_TEMPLATES:
            raise TemplateRefused(
                "too_many",
                gettext("已有 %(number)d 份模板。请先删去不用的，再上传。") % {"number": MOST_TEMPLATES},
            )
        template, _ = ReportTemplate.objects.update_or_create(
            school=school,
            name=name,
            defaults={"content": content, "uploaded_by": by, "uploaded_at": at},
        )
    return template
