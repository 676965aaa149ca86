"""DingTalk, Feishu, WeCom and OpenID Connect: each is there when its settings are.

`docs/guides/accounts.md` says where a school finds the values.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one platform is configured: the app of its provider, and the pages a browser is sent to."""

    app: str
    provider: str
    name: str
    pages: str
    first_pages: tuple[str, ...] = ()


_KINDS = {
    "DINGTALK": _Kind(
        "allauth.socialaccount.providers.dingtalk", "dingtalk", "钉钉", "https://login.dingtalk.com"
    ),
    "FEISHU": _Kind(
        "allauth.socialaccount.providers.feishu",
        "feishu",
        "飞书",
        "https://open.feishu.cn",
        ("https://accounts.feishu.cn", "https://passport.feishu.cn"),
    ),
    "WECOM": _Kind("banheng.accounts.wecom", "wecom", "企业微信", "https://login.work.weixin.qq.com"),
}


def identity_providers() -> tuple[list[str], dict[str, Any], list[str]]:
    """Read which platforms people may sign in by.

    Returns:
        Apps to install, allauth's SOCIALACCOUNT_PROVIDERS, and origins that a sign-in form may lead to.
    """
    apps: list[str] = []
    providers: dict[str, Any] = {}
    origins: list[str] = []
    for key, kind in _KINDS.items():
        if not (client_id := os.environ.get(f"BANHENG_{key}_ID")):
            continue
        secret = os.environ.get(f"BANHENG_{key}_SECRET", "")
        settings = {"agent_id": os.environ.get("BANHENG_WECOM_AGENT", "")} if key == "WECOM" else {}
        apps.append(kind.app)
        providers[kind.provider] = {
            "APPS": [{"name": kind.name, "client_id": client_id, "secret": secret, "settings": settings}]
        }
        origins += [kind.pages, *kind.first_pages]
    if server := os.environ.get("BANHENG_OIDC_URL"):
        apps.append("allauth.socialaccount.providers.openid_connect")
        app = {
            "provider_id": "school",
            "name": os.environ.get("BANHENG_OIDC_NAME", "统一身份认证"),
            "client_id": os.environ.get("BANHENG_OIDC_ID", ""),
            "secret": os.environ.get("BANHENG_OIDC_SECRET", ""),
            "settings": {"server_url": server},
        }
        providers["openid_connect"] = {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
        address = urlsplit(server)
        origins.append(f"{address.scheme}://{address.netloc}")
    return apps, providers, origins
