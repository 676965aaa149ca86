"""One mistake of a document: what, where, the words that show it, and why it is one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from banheng.core.wording import Language, Wording
from banheng.schemes.drafting.nodes import Span


@dataclass(frozen=True)
class Defect:
    """A mistake.

    Attributes:
        kind: `total_mismatch`, `indicator_sum_mismatch`, `weight_sum`, `blank_value`, `band_overlap`, `band_gap`,
            `contradictory_subscore`, `contradictory_rule`, `undefined_term`, `dangling_reference`,
            `period_conflict` or `quota_sum`.
        where: path; two paths joined by `and` for a conflict.
        quote: words of the document, in NFKC.
    """

    kind: str
    where: str
    quote: str
    span: Span
    wording: Wording
    figures: dict[str, str] = field(default_factory=dict)
    severity: str = "major"

    def say(self, language: Language) -> str:
        """Say why it is a mistake."""
        return self.wording.say(language, **self.figures)

    def as_dict(self) -> dict[str, Any]:
        """Give it as plain data, worded in both languages."""
        return {
            "kind": self.kind,
            "severity": self.severity,
            "where": self.where,
            "quote": self.quote,
            "detail": self.say(Language.EN),
            "detail_zh": self.say(Language.ZH_HANS),
            "span": list(self.span),
        }
