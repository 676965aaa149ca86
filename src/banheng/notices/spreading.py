"""What the background worker does again and again: gather in every school, then send what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from banheng.notices.delivering import deliver_due
from banheng.notices.gathering import gather
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import datetime

LOG = structlog.get_logger(__name__)


def spread_news(at: datetime) -> None:
    """Gather and deliver; a school where it fails does not hold up the others."""
    for school in School.objects.order_by("pk"):
        try:
            gather(school, at)
        except Exception:
            LOG.exception("notices_not_gathered", school=school.code)
    deliver_due(at)
