from __future__ import annotations

from django.utils.translation import get_language

from banheng.core.wording import Language


def request_language() -> Language:
    """Give the language of the request, for what the engine says in both."""
    return Language.ZH_HANS if (get_language() or "zh").startswith("zh") else Language.EN
