"""Entry point for WSGI servers."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banheng.config.settings")
application = get_wsgi_application()
# All pages are imported before the first request asks for one, and what was imported stays: the collector
# need not look through it again in the middle of a request.
get_resolver().url_patterns  # noqa: B018
gc.collect()
gc.freeze()
