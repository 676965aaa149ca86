"""Selection rounds, appointments, changes of posts, and what the school sets for its posts."""

from __future__ import annotations

from banheng.development.posts.models.applicant import Applicant, Objection
from banheng.development.posts.models.appointment import Appointment
from banheng.development.posts.models.change import Change
from banheng.development.posts.models.mark import Mark, PanelMember
from banheng.development.posts.models.post import Post
from banheng.development.posts.models.round import ALWAYS, NOTICES, Round, RoundStep, Step, Way
from banheng.development.posts.models.staffing_norm import StaffingNorm

__all__ = [
    "ALWAYS",
    "NOTICES",
    "Applicant",
    "Appointment",
    "Change",
    "Mark",
    "Objection",
    "PanelMember",
    "Post",
    "Round",
    "RoundStep",
    "StaffingNorm",
    "Step",
    "Way",
]
