"""Settings of the site for tests: a folder of its own, quick passwords, no collected static files."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("BANHENG_DATA", tempfile.mkdtemp(prefix="banheng-tests-"))
os.environ.setdefault("BANHENG_SECRET_KEY", "tests only")
os.environ.update(BANHENG_WECOM_ID="corp", BANHENG_WECOM_AGENT="1000002", BANHENG_WECOM_SECRET="tests only")

from banheng.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
WHITENOISE_AUTOREFRESH = True  # files are looked up when they are asked for; nothing is collected
