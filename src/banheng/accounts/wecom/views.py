from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
    from django.http import HttpRequest


class WeComOAuth2Client(OAuth2Client):
    """The token of the corporation's app; WeCom has none of the member's."""

    client_id_parameter = "appid"

    def get_access_token(self, code: str, pkce_code_verifier: str | None = None) -> dict[str, Any]:  # noqa: ARG002
        asked = {"corpid": self.consumer_key, "corpsecret": self.consumer_secret}
        return said_by(self.access_token_url, asked) | {"code": code}


class WeComOAuth2Adapter(OAuth2Adapter):
    provider_id = "wecom"
    client_class = WeComOAuth2Client
    authorize_url = "https://login.work.weixin.qq.com/wwlogin/sso/login"
    server = "https://qyapi.weixin.qq.com"

    @property
    def access_token_url(self) -> str:
        return f"{self._server()}/cgi-bin/gettoken"

    def complete_login(
        self,
        request: HttpRequest,
        app: SocialApp,  # noqa: ARG002 -- allauth's interface
        token: SocialToken,
        response: dict[str, Any],
    ) -> SocialLogin:
        """Ask who the code belongs to.

        Raises:
            OAuth2Error: somebody who is not a member of the corporation.
        """
        asked = {"access_token": token.token, "code": response["code"]}
        said = said_by(f"{self._server()}/cgi-bin/auth/getuserinfo", asked)
        if not said.get("userid"):
            raise OAuth2Error("not a member of the corporation")
        return self.get_provider().sociallogin_from_response(request, {"userid": said["userid"]})

    def _server(self) -> str:
        """Give the address of WeCom; a corporation may run its own."""
        return self.get_provider().app.settings.get("server", self.server)


def said_by(address: str, asked: dict[str, str]) -> dict[str, Any]:
    """Ask WeCom, whose faults come as a number in a good answer.

    Raises:
        OAuth2Error: WeCom refuses.
    """
    with get_adapter().get_requests_session() as session:
        answer = session.get(address, params=asked)
        answer.raise_for_status()
        said: dict[str, Any] = answer.json()
    if said.get("errcode"):
        raise OAuth2Error(f"WeCom refuses: {said['errcode']}")
    return said


oauth2_login = OAuth2LoginView.adapter_view(WeComOAuth2Adapter)
oauth2_callback = OAuth2CallbackView.adapter_view(WeComOAuth2Adapter)
