"""Enter somebody who works at the school, or change what is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.schools.errors import ChangeRefused
from banheng.schools.models import Posting, Staff

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School


def save_staff(
    school: School, code: str, name: str, *, homeroom_since: date | None = None, left: date | None = None
) -> Staff:
    """Enter or change a member of staff by their code.

    Raises:
        ChangeRefused: somebody leaves who still has a class.
    """
    with transaction.atomic():
        staff, _ = Staff.objects.update_or_create(
            school=school, code=code, defaults={"name": name, "homeroom_since": homeroom_since, "left": left}
        )
        if left is not None:
            later = Posting.objects.filter(Q(last__isnull=True) | Q(last__gt=left), staff=staff)
            posting = later.select_related("school_class").first()
            if posting is not None:
                raise ChangeRefused(
                    "still_posted",
                    gettext("%(name)s离校后还任班级 %(code)s 的%(role)s。请先给这个班更换班主任或结束任职。")
                    % {
                        "name": name,
                        "code": posting.school_class.code,
                        "role": posting.get_role_display(),
                    },
                )
    return staff
