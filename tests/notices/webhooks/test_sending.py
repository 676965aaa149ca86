"""Requests go where they may, to the address that was looked at, and nowhere else."""

import ipaddress
import socket

import pytest

from banheng.notices.webhooks import sending
from banheng.notices.webhooks.errors import Fault, NotTaken, WebhookRefused
from banheng.notices.webhooks.sending import checked_address, is_public, post
from tests.notices.webhooks.receiving import HOST


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://hall.example/hook",
        "ftp://hall.example/",
        "//hall.example/",
        "https://",
        "https:///hook",
        "https://name:word@hall.example/",
        "https://name@hall.example/",
        "https://hall.example/#part",
        "https://hall.example:port/",
        "https://hall.example:99999/",
        "https://hall.example/a b",
        "https://hall.example/\r\nX-More: 1",
        "https://hall.example/路",
        "https://[::1/",
        "https://" + "a" * 64 + ".example/",
        "javascript:alert(1)",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_when_it_is_entered(address):
    with pytest.raises(WebhookRefused):
        checked_address(address)


def test_a_chinese_domain_is_written_as_the_network_wants_it():
    host, port, path = checked_address("https://学校.example:8443/a?b=c")
    assert host.startswith("xn--")
    assert (port, path) == (8443, "/a?b=c")


@pytest.mark.parametrize(
    "place",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - an address that must be refused
        "255.255.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2002:c0a8:101::",
        "2001:db8::1",
    ],
)
def test_addresses_that_are_not_public(place):
    assert not is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize("place", ["1.1.1.1", "114.114.114.114", "2400:3200::1", "64:ff9b::101:101"])
def test_addresses_that_are_public(place):
    assert is_public(ipaddress.ip_address(place))


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "[::1]", "[::]"]
)
def test_nothing_is_sent_to_this_machine_however_it_is_written(receiver, settings, host):
    settings.WEBHOOK_HOSTS = []

    with pytest.raises(NotTaken) as refused:
        post(f"https://{host}:{receiver.port}/", b"{}", {})

    assert refused.value.fault in {Fault.NOT_PUBLIC, Fault.UNKNOWN_HOST}
    assert receiver.received == []


def resolve_to(monkeypatch, *places):
    asked = []

    def getaddrinfo(host, port, **_):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (place, port)) for place in places]

    monkeypatch.setattr(sending.socket, "getaddrinfo", getaddrinfo)
    return asked


def test_a_name_with_one_address_inside_is_not_used_at_all(monkeypatch, settings):
    settings.WEBHOOK_HOSTS = []
    resolve_to(monkeypatch, "1.1.1.1", "10.0.0.1")
    monkeypatch.setattr(sending.socket, "create_connection", pytest.fail)

    with pytest.raises(NotTaken, match="not_public"):
        post("https://hall.example/", b"{}", {})


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch, settings):
    """Whatever the name means when it is asked a second time: it is not asked."""
    settings.WEBHOOK_HOSTS = []
    asked, connected = resolve_to(monkeypatch, "1.1.1.1"), []

    def create_connection(place, _timeout):
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(sending.socket, "create_connection", create_connection)
    with pytest.raises(NotTaken, match="unreachable"):
        post("https://hall.example/", b"{}", {})

    assert asked == ["hall.example"]
    assert connected == [("1.1.1.1", 443)]


def test_a_receiver_that_takes_it(receiver):
    post(receiver.address, b'{"a": 1}', {"Content-Type": "application/json"})

    (received,) = receiver.received
    assert (received.path, received.body) == ("/hook?of=banheng", b'{"a": 1}')
    assert received.headers["host"] == f"{HOST}:{receiver.port}"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(receiver, status):
    receiver.status, receiver.location = status, receiver.address

    with pytest.raises(NotTaken, match=f"HTTP {status}"):
        post(receiver.address, b"{}", {})

    assert len(receiver.received) == 1


@pytest.mark.parametrize(
    ("status", "fault"), [(400, "refused"), (404, "refused"), (410, "gone"), (500, "refused")]
)
def test_what_is_not_accepted_says_so(receiver, status, fault):
    receiver.status = status

    with pytest.raises(NotTaken) as refused:
        post(receiver.address, b"{}", {})

    assert refused.value.fault == fault


def test_a_certificate_that_nobody_vouches_for_is_not_taken(receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(NotTaken) as refused:
        post(receiver.address, b"{}", {})

    assert refused.value.fault is Fault.CERTIFICATE
    assert receiver.received == []


def test_an_answer_that_drips_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(sending, "DEADLINE_SECONDS", 0.5)
    receiver.drip_seconds = 0.1  # the whole would take minutes

    with pytest.raises(NotTaken) as refused:
        post(receiver.address, b"{}", {})

    assert refused.value.fault is Fault.TIMEOUT


def test_a_proxy_of_the_environment_is_not_asked(receiver, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")

    post(receiver.address, b"{}", {})

    assert len(receiver.received) == 1
