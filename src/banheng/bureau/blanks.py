"""Blanks of a policy (`null`) as nothing at all: here a missing figure is never taken for nought."""

from __future__ import annotations

from pydantic import BeforeValidator

from banheng.rules.figures import Blank


def _nothing_if_blank(figure: object) -> object:
    return None if isinstance(figure, Blank) else figure


BLANK_IS_NONE = BeforeValidator(_nothing_if_blank)
