"""Dated facts about teachers, and the rules in force about them."""

from __future__ import annotations

from banheng.development.models.fact import Fact
from banheng.development.models.rules_version import RulesVersion

__all__ = ["Fact", "RulesVersion"]
