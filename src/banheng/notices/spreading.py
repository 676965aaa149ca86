"""What the background worker does again and again: gather where something stirs, then send what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from banheng.notices.bureaus import bureaus_that_wait, tell_bureau
from banheng.notices.delivering import deliver_due
from banheng.notices.gathering import gather
from banheng.notices.stirring import schools_that_stir
from banheng.notices.webhooks.delivering import tell_webhooks

if TYPE_CHECKING:
    from datetime import datetime

LOG = structlog.get_logger(__name__)


def spread_news(at: datetime) -> None:
    """Gather and deliver; a school or bureau where it fails does not hold up the others."""
    for school in schools_that_stir(at):
        try:
            gather(school, at)
        except Exception:
            LOG.exception("notices_not_gathered", school=school.code)
    for bureau in bureaus_that_wait(at):
        try:
            tell_bureau(bureau, at)
        except Exception:
            LOG.exception("notices_not_gathered", bureau=bureau.code)
    deliver_due(at)
    tell_webhooks(at)
