from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from banheng.accounts.wecom.views import WeComOAuth2Adapter

if TYPE_CHECKING:
    from django.http import HttpRequest


class WeComAccount(ProviderAccount):
    def to_str(self) -> str:
        return str(self.account.uid)


class WeComProvider(OAuth2Provider):
    """A member of the school's corporation; its id in WeCom is all that is asked for."""

    id = "wecom"
    name = "企业微信"
    account_class = WeComAccount
    oauth2_adapter_class = WeComOAuth2Adapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["userid"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, str]:
        return {"username": str(data["userid"])}

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:  # noqa: ARG002
        return {"login_type": "CorpApp", "agentid": self.app.settings.get("agent_id", "")}


provider_classes = [WeComProvider]
