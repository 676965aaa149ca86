"""Versions of schemes, which of them is in force when, and drafts."""

from banheng.policies.models.adoption import Adoption
from banheng.policies.models.scheme_draft import SchemeDraft
from banheng.policies.models.scheme_version import SchemeVersion

__all__ = ["Adoption", "SchemeDraft", "SchemeVersion"]
