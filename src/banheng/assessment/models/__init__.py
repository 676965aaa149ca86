"""Periods of a school's schemes and the score sheets that were computed."""

from banheng.assessment.models.score_sheet import ScoreSheet

__all__ = ["ScoreSheet"]
