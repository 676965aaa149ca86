from __future__ import annotations

from banheng.bureau.collecting.models.collection import Collection
from banheng.bureau.collecting.models.condition_answer import ConditionAnswer
from banheng.bureau.collecting.models.figure_change import FigureChange
from banheng.bureau.collecting.models.filing import Filing
from banheng.bureau.collecting.models.filing_step import FilingStep
from banheng.bureau.collecting.models.statistics_file import StatisticsFile

__all__ = ["Collection", "ConditionAnswer", "FigureChange", "Filing", "FilingStep", "StatisticsFile"]
