from __future__ import annotations

from django.urls import path

from banheng.web.interfaces import tokens, webhooks

urlpatterns = [
    path("interfaces/", tokens.interfaces, name="interfaces"),
    path("interfaces/tokens/new/", tokens.new, name="interfaces-token-new"),
    path("interfaces/tokens/<int:token>/revoke/", tokens.revoke, name="interfaces-token-revoke"),
    path("interfaces/webhooks/new/", webhooks.new, name="interfaces-webhook-new"),
    path("interfaces/webhooks/<int:webhook>/", webhooks.one, name="interfaces-webhook"),
    path("interfaces/webhooks/<int:webhook>/test/", webhooks.test, name="interfaces-webhook-test"),
    path("interfaces/webhooks/<int:webhook>/go-on/", webhooks.resume, name="interfaces-webhook-go-on"),
    path("interfaces/webhooks/<int:webhook>/remove/", webhooks.remove, name="interfaces-webhook-remove"),
    path(
        "interfaces/webhooks/<int:webhook>/events/<int:event>/again/",
        webhooks.again,
        name="interfaces-webhook-again",
    ),
]
