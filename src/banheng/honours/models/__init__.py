"""Honours from proposal to award, and what has to be done after a result."""

from banheng.honours.models.follow_up import FollowUp
from banheng.honours.models.follow_up_step import FollowUpStep
from banheng.honours.models.honour import Honour

__all__ = ["FollowUp", "FollowUpStep", "Honour"]
