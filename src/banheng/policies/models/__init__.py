"""Versions of schemes, which of them is in force when, and drafts."""

from banheng.policies.models.adoption import Adoption
from banheng.policies.models.expectation import Expectation
from banheng.policies.models.expectation_run import ExpectationRun
from banheng.policies.models.scheme_draft import SchemeDraft
from banheng.policies.models.scheme_source import SchemeSource
from banheng.policies.models.scheme_version import SchemeVersion
from banheng.policies.models.settled_place import SettledPlace

__all__ = [
    "Adoption",
    "Expectation",
    "ExpectationRun",
    "SchemeDraft",
    "SchemeSource",
    "SchemeVersion",
    "SettledPlace",
]
