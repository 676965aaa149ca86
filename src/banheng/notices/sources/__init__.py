"""The journals from which notices are derived, and what each of their rows is to whom."""

from banheng.notices.sources.appeals import APPEALS
from banheng.notices.sources.collecting import FILINGS, SENT_BACK
from banheng.notices.sources.differences import DIFFERENCES
from banheng.notices.sources.pay import PAY
from banheng.notices.sources.records import RECORDS
from banheng.notices.sources.replies import REPLIES
from banheng.notices.sources.rulings import RULINGS
from banheng.notices.sources.selections import SELECTIONS
from banheng.notices.sources.sheets import SHEETS

SOURCES = (RECORDS, REPLIES, SHEETS, APPEALS, RULINGS, DIFFERENCES, PAY, SELECTIONS, FILINGS, SENT_BACK)
