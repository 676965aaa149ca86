"""How the reasons of honours and consequences are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Language, Wording
from banheng.rules.words import formatted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.rules.rule import Step

USE_WORDINGS: Mapping[str, Wording] = {
    "rated": Wording("等次“{rating}”", "rated {rating}"),
    "total": Wording("总分 {total}", "total {total}"),
    "placed": Wording(
        "{within} {size} 个参评，居前 {places} 名", "among the first {places} of {size} in {within}"
    ),
    "vetoed": Wording("一票否决：{veto}", "veto: {veto}"),
    "last_place": Wording("排名末位", "last place"),
    "repeated": Wording("第 {count} 次", "time {count}"),
}


def say_reason(step: Step, language: Language) -> str:
    """Word one reason."""
    return USE_WORDINGS[step.what].say(language, **formatted(step.figures, language))
