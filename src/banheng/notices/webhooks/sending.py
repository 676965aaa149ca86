"""Send a request to an address that somebody of a school typed in, and to no machine of the own network.

The name is resolved once, every address it has must be public, and the connection goes to the very address that was
looked at: what the name means a moment later changes nothing. Redirects are not followed, no proxy is asked.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from contextlib import closing, suppress
from threading import Timer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext
from requests.certs import where

from banheng.notices.webhooks.errors import Fault, NotTaken, WebhookRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    Address = ipaddress.IPv4Address | ipaddress.IPv6Address

CONNECT_SECONDS = 5
DEADLINE_SECONDS = 15
"""For connecting, sending and the answer together, however slowly its bytes drip."""
HTTPS = 443
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def checked_address(address: str) -> tuple[str, int, str]:
    """Take an address apart: host (ASCII), port, and path with query.

    Raises:
        WebhookRefused: it is not https, names no host, or holds a password or a fragment.
    """
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port or HTTPS
    except (ValueError, UnicodeError):
        host = ""
    is_plain = host and address.isprintable() and " " not in address
    if not is_plain or parts.scheme != "https" or parts.username is not None or parts.fragment:
        raise WebhookRefused(
            "no_address",
            gettext(
                "这不是可以使用的地址。地址要以 https:// 开头，有域名，不带用户名、密码和“#”。请核对后再填。"
            ),
        )
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise WebhookRefused("no_address", gettext("地址的路径里有非英文字符。请换成百分号编码的写法。"))
    return host, port, path


def post(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a body; a status of 2xx is taken for success.

    Raises:
        NotTaken: it did not get through, or was not accepted.
    """
    try:
        host, port, path = checked_address(address)
    except WebhookRefused as refused:
        raise NotTaken(Fault.UNREACHABLE, refused.code) from refused
    places = _public_places(host, port)
    try:
        status = _exchange(places, host, port, path, body, headers)
    except ssl.SSLCertVerificationError as error:
        raise NotTaken(Fault.CERTIFICATE, error.verify_message) from error
    except TimeoutError as error:
        raise NotTaken(Fault.TIMEOUT) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotTaken(Fault.UNREACHABLE, type(error).__name__) from error
    if status == http.client.GONE:
        raise NotTaken(Fault.GONE)
    if not http.client.OK <= status < http.client.MULTIPLE_CHOICES:
        raise NotTaken(Fault.REFUSED, f"HTTP {status}")


def is_public(place: Address) -> bool:
    """Tell whether an address is one of the public internet, also if it only wraps another."""
    if isinstance(place, ipaddress.IPv6Address):
        inner = place.ipv4_mapped or place.sixtofour or (place.teredo or (None, None))[1]
        if place in _NAT64:
            inner = ipaddress.IPv4Address(int(place) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
    return place.is_global and not place.is_multicast and not place.is_reserved


def _public_places(host: str, port: int) -> list[str]:
    """Resolve a host; one that the operator named may lie in the own network."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotTaken(Fault.UNKNOWN_HOST, host) from error
    places = list(dict.fromkeys(str(each[4][0]) for each in found))
    if host not in settings.WEBHOOK_HOSTS:
        for place in places:
            if not is_public(ipaddress.ip_address(place.partition("%")[0])):
                raise NotTaken(Fault.NOT_PUBLIC, host)
    return places


def _exchange(
    places: list[str], host: str, port: int, path: str, body: bytes, headers: Mapping[str, str]
) -> int:
    """Send to the first address that takes a connection; give the status of the answer."""
    context = ssl.create_default_context()
    context.load_verify_locations(where())
    with closing(_connected(places, port)) as plain:
        plain.settimeout(DEADLINE_SECONDS)
        with context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False) as wire:
            is_late: list[bool] = []

            def end() -> None:
                is_late.append(True)
                with suppress(OSError):
                    socket.socket.shutdown(wire, socket.SHUT_RDWR)

            timer = Timer(DEADLINE_SECONDS, end)
            timer.start()
            connection = http.client.HTTPSConnection(host, port)
            connection.sock = wire
            try:
                wire.do_handshake()
                connection.request("POST", path, body, {**headers, "Connection": "close"})
                return connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                if is_late:
                    raise TimeoutError from error
                raise
            finally:
                timer.cancel()


def _connected(places: list[str], port: int) -> socket.socket:
    """Connect to the first of some addresses that answers."""
    for place in places[:-1]:
        with suppress(OSError):
            return socket.create_connection((place, port), CONNECT_SECONDS)
    return socket.create_connection((places[-1], port), CONNECT_SECONDS)
