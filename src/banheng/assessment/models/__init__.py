"""Score sheets from computed to final, appeals, and screens that show results in the hall."""

from banheng.assessment.models.acknowledgement import Acknowledgement
from banheng.assessment.models.appeal import Appeal
from banheng.assessment.models.appeal_limit import AppealLimit
from banheng.assessment.models.appeal_rule import AppealRule
from banheng.assessment.models.computation import Computation
from banheng.assessment.models.difference import Difference
from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.assessment.models.hall_display import HallDisplay
from banheng.assessment.models.hearing import Hearing
from banheng.assessment.models.publication import Publication
from banheng.assessment.models.ruling import Ruling
from banheng.assessment.models.score_sheet import ScoreSheet
from banheng.assessment.models.step import Step

__all__ = [
    "Acknowledgement",
    "Appeal",
    "AppealLimit",
    "AppealRule",
    "Computation",
    "Difference",
    "FrozenSheet",
    "HallDisplay",
    "Hearing",
    "Publication",
    "Ruling",
    "ScoreSheet",
    "Step",
]
