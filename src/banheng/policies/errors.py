"""Why a scheme is not put on record or in force; each sentence says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.findings import Finding


class PolicyRefused(Refused):
    """Something about a scheme that is not done.

    Attributes:
        findings: what stands in the way, where the scheme itself is at fault.
    """

    def __init__(self, code: str, reason: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(code, reason)
        self.findings = tuple(findings)
