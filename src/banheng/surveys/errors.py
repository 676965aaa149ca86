"""Why a step about a survey is not taken; each sentence says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping


class SurveyRefused(Refused):
    """A step about a survey that is not taken.

    Attributes:
        fields: what is wrong, by the code of the question.
    """

    def __init__(self, code: str, reason: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(code, reason)
        self.fields = dict(fields or {})
