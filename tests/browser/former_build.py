"""Settings of a former build: the same site with another stylesheet, so that its files have other names."""

from __future__ import annotations

from banheng.config.settings import *  # noqa: F403

FORMER = DATA.parent / "former-static"  # noqa: F405
STATICFILES_DIRS = [FORMER, *STATICFILES_DIRS]  # noqa: F405
