"""The exceptions of the product.

BanhengError                  anything a user can put right; its text is meant to be read by people
├── MalformedNumber           a figure that is no exact decimal number
├── MalformedPeriod           a period that cannot be read
├── SchemeUnreadable          a scheme file that is missing or is no YAML
├── SchemeInvalid             a scheme file with faults; carries the findings
├── SchemeNotInForce          a scheme that still has blanks
├── InputRefused              an evidence or roster file with faults; carries the findings
├── BundleUnreadable          a file that is no bundle; carries the findings
├── KeyUnreadable             a key that signs or vouches, and cannot be read
├── SchoolCutInTwo            records of one school in two parts of packed evidence
├── ExtraMissing              something that comes with an extra, such as `banheng[cluster]`, is not installed
└── LimitExceeded             figures too large to stay exact

Refused                       a step that somebody may not take, now or at all; each package names its own
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.findings import Finding


class BanhengError(Exception):
    """Anything a user can put right."""


class MalformedNumber(BanhengError, ValueError):
    """A figure that is no exact decimal number with at most four decimals."""


class MalformedPeriod(BanhengError, ValueError):
    """A period that cannot be read."""


class SchemeUnreadable(BanhengError):
    """A scheme file that is missing, is not UTF-8 or is no YAML.

    Attributes:
        chinese: the same in Chinese; empty if it was never worded.
    """

    def __init__(self, english: str, chinese: str = "") -> None:
        super().__init__(english)
        self.chinese = chinese

    def say(self, language: Language) -> str:
        """Say it in a language; in English where it was never worded in Chinese."""
        return self.chinese if self.chinese and language is Language.ZH_HANS else str(self)


class FaultsFound(BanhengError):
    """Something was refused for reasons that are listed as findings."""

    def __init__(self, summary: str, findings: Sequence[Finding]) -> None:
        super().__init__(summary)
        self.findings = tuple(findings)


class SchemeInvalid(FaultsFound):
    """A scheme file that does not say what a scheme must say."""


class SchemeNotInForce(FaultsFound):
    """A scheme that cannot be put in force because it has blanks or errors."""


class InputRefused(FaultsFound):
    """An evidence or roster file with faults; nothing of it was taken."""


class BundleUnreadable(FaultsFound):
    """A file that cannot be read as a bundle."""


class KeyUnreadable(BanhengError):
    """A key that is missing, or none that bundles are signed with."""


class SchoolCutInTwo(BanhengError):
    """Records of one school in two parts of packed evidence, so that no part can be scored on its own."""


class ExtraMissing(BanhengError):
    """Something that comes with an extra of the product is not installed."""


class LimitExceeded(BanhengError, OverflowError):
    """Figures so large that exact arithmetic could not be kept."""


class Refused(Exception):
    """A step that is not taken.

    Attributes:
        code: stable name of the reason, for programs.
        reason: the sentence for people, in the language of the request; it says what to do.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
