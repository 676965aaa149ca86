"""Records of what was seen, what belongs to them, and who was to look when."""

from banheng.ledger.models.chain import Chain
from banheng.ledger.models.closure import Closure
from banheng.ledger.models.duty import Duty, DutyWeek, Post
from banheng.ledger.models.photo import Photo
from banheng.ledger.models.record import Record
from banheng.ledger.models.reply import Reply

__all__ = ["Chain", "Closure", "Duty", "DutyWeek", "Photo", "Post", "Record", "Reply"]
