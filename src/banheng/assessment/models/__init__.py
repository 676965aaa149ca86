"""Score sheets that were computed, and screens that show results in the hall."""

from banheng.assessment.models.computation import Computation
from banheng.assessment.models.hall_display import HallDisplay
from banheng.assessment.models.score_sheet import ScoreSheet

__all__ = ["Computation", "HallDisplay", "ScoreSheet"]
