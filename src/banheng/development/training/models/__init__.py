"""The plan of a year, its trainings with their sessions, who takes part, and the money."""

from __future__ import annotations

from banheng.development.training.models.budget_line import BudgetLine
from banheng.development.training.models.completion import Completion
from banheng.development.training.models.enrolment import Enrolment
from banheng.development.training.models.expense import Expense
from banheng.development.training.models.rating import Rating
from banheng.development.training.models.session import Session
from banheng.development.training.models.training import Audience, Kind, Level, Training
from banheng.development.training.models.year_plan import YearPlan

__all__ = [
    "Audience",
    "BudgetLine",
    "Completion",
    "Enrolment",
    "Expense",
    "Kind",
    "Level",
    "Rating",
    "Session",
    "Training",
    "YearPlan",
]
