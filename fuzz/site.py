"""Make the readers that belong to the site importable outside it."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site_settings")
django.setup()
