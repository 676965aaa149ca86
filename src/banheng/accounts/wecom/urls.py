from __future__ import annotations

from allauth.socialaccount.providers.oauth2.urls import default_urlpatterns

from banheng.accounts.wecom.provider import WeComProvider

urlpatterns = default_urlpatterns(WeComProvider)
