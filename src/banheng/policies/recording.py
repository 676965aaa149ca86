"""Put a draft on record as a version, which never changes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid
from banheng.core.findings import Severity
from banheng.policies.errors import PolicyRefused
from banheng.policies.models import SchemeSource, SchemeVersion
from banheng.schemes.linting import lint
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.policies.models import SchemeDraft
    from banheng.schemes.loading import SchemeFile
    from banheng.schools.models import School

MOST_CODE = 60


def put_on_record(draft: SchemeDraft, *, note: str, by: User | None, at: datetime) -> SchemeVersion:
    """Make the next version of a draft's code; the draft is then done with and goes.

    Its document and the school's own expectations of it stay with the version.

    Raises:
        SchemeUnreadable: the draft is no YAML.
        PolicyRefused: it has blanks or errors (with the findings), or says what a version says already.
    """
    with transaction.atomic():
        draft = type(draft).objects.select_for_update().select_related("school").get(pk=draft.pk)
        file = _read(draft.text)
        code = file.scheme.scheme
        if len(code) > MOST_CODE:
            raise PolicyRefused("code_too_long", gettext("方案代码最多 60 个字。请缩短。"))
        _lock(draft.school)
        versions = SchemeVersion.objects.filter(school=draft.school, code=code)
        if known := versions.filter(digest=file.fingerprint).first():
            raise PolicyRefused(
                "known_already",
                gettext("与已备案的第 %(number)d 版内容相同，不需要再备案。") % {"number": known.number},
            )
        version = SchemeVersion.objects.create(
            school=draft.school,
            code=code,
            number=(versions.aggregate(Max("number"))["number__max"] or 0) + 1,
            title=file.scheme.title[:200],
            text=draft.text,
            digest=file.fingerprint,
            note=note.strip()[:200],
            created_by=by,
            created_at=at,
        )
        SchemeSource.objects.filter(draft=draft).update(draft=None, version=version)
        draft.expectations.update(draft=None, version=version)
        draft.delete()
    return version


def _read(text: str) -> SchemeFile:
    try:
        file = parse_scheme(text)
    except SchemeInvalid as invalid:
        raise PolicyRefused(
            "not_a_scheme",
            gettext("方案有 %(number)d 处写法错误，不能备案。请逐处改正。")
            % {"number": len(invalid.findings)},
            invalid.findings,
        ) from invalid
    errors = [finding for finding in lint(file, errors_only=True) if finding.severity is Severity.ERROR]
    if blanks := len(file.blanks()):
        raise PolicyRefused(
            "blanks",
            gettext("还有 %(number)d 处数值待填，不能备案。请填上学校确定的数值。") % {"number": blanks},
            errors,
        )
    if errors:
        raise PolicyRefused(
            "errors",
            gettext("检查出 %(number)d 处错误，不能备案。请逐处改正。") % {"number": len(errors)},
            errors,
        )
    return file


def _lock(school: School) -> None:
    """Let nobody else number versions of the school for the rest of the transaction."""
    type(school).objects.select_for_update().get(pk=school.pk)
