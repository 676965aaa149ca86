"""Why a scheme is not put on record or in force; each sentence says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.findings import Finding


class PolicyRefused(Exception):
    """Something about a scheme that is not done.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request.
        findings: what stands in the way, where the scheme itself is at fault.
    """

    def __init__(self, code: str, reason: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.findings = tuple(findings)
