"""What anybody may know of an edition: that it was published, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from banheng.assessment.freezing import standing
from banheng.assessment.models import FrozenSheet, ScoreSheet


class Standing(StrEnum):
    """Whether an edition stands."""

    ON_NOTICE = "on_notice"
    FINAL = "final"
    AMENDED = "amended"  # a later edition stands in its place
    WITHDRAWN = "withdrawn"  # none stands


@dataclass(frozen=True, slots=True)
class Checked:
    """An edition that was asked for; `later` is the one in its place."""

    edition: FrozenSheet
    standing: Standing
    later: FrozenSheet | None = None


def find_edition(code: str) -> Checked | None:
    """Find an edition by its code; None if there is none."""
    if len(code) != FrozenSheet.CODE_DIGITS:
        return None
    editions = FrozenSheet.objects.filter(digest__startswith=code)
    edition = editions.select_related("sheet__school", "version").defer("results").first()
    if edition is None:
        return None
    last = standing(edition.sheet)
    if last != edition:
        return Checked(edition, Standing.AMENDED, last)
    return Checked(edition, _OF_STATE.get(ScoreSheet.State(edition.sheet.state), Standing.WITHDRAWN))


_OF_STATE: dict[str, Standing] = {
    ScoreSheet.State.PUBLISHED: Standing.ON_NOTICE,
    ScoreSheet.State.FINAL: Standing.FINAL,
}
