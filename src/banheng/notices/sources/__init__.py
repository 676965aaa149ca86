"""The journals from which notices are derived, and what each of their rows is to whom."""

from banheng.notices.sources.records import RECORDS
from banheng.notices.sources.replies import REPLIES

SOURCES = (RECORDS, REPLIES)
