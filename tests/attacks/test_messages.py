"""Where one request ends and the next begins: a message that can be read in two ways is never read as two requests."""

from __future__ import annotations

import re
import socket
from contextlib import suppress

import pytest

from tests.web.own_site import own_site

HIDDEN = "GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
CHUNKS = f"0\r\n\r\n{HIDDEN}"
LENGTH_OF_ALL = f"Content-Length: {len(CHUNKS)}"
UNCLEAR = {
    "two lengths that differ": ("Content-Length: 0\r\n" + LENGTH_OF_ALL, CHUNKS),
    "a list of lengths": (f"Content-Length: 0, {len(CHUNKS)}", CHUNKS),
    "a length with a sign": ("Content-Length: +0", HIDDEN),
    "a length below nothing": ("Content-Length: -1", HIDDEN),
    "a length in hexadecimal": ("Content-Length: 0x0", HIDDEN),
    "a length and chunks": (f"{LENGTH_OF_ALL}\r\nTransfer-Encoding: chunked", CHUNKS),
    "chunks and a length": (f"Transfer-Encoding: chunked\r\n{LENGTH_OF_ALL}", CHUNKS),
    "chunks that are not the last coding": (
        f"{LENGTH_OF_ALL}\r\nTransfer-Encoding: chunked, identity",
        CHUNKS,
    ),
    "a coding nobody knows": (f"{LENGTH_OF_ALL}\r\nTransfer-Encoding: xchunked", CHUNKS),
    "a space before the colon": (f"{LENGTH_OF_ALL}\r\nTransfer-Encoding : chunked", CHUNKS),
    "a line that goes on": (f"{LENGTH_OF_ALL}\r\nTransfer-Encoding:\r\n chunked", CHUNKS),
    "a carriage return alone": (f"{LENGTH_OF_ALL}\r\nX: a\rTransfer-Encoding: chunked", CHUNKS),
    "a size of a chunk that is no number": ("Transfer-Encoding: chunked", f"0x0\r\n\r\n{HIDDEN}"),
    "a size of a chunk too large for any machine": (
        "Transfer-Encoding: chunked",
        f"10000000000000000\r\n{HIDDEN}",
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = own_site(tmp_path_factory.mktemp("messages") / "data")
    site.start()
    yield site
    site.stop()


def answers(site, headers, body):
    """Send a request with these headers; give the status of each answer until the other side closes or is silent."""
    with socket.create_connection(("127.0.0.1", site.port), timeout=10) as connection:
        head = f"POST /account/login/ HTTP/1.1\r\nHost: 127.0.0.1:{site.port}\r\n{headers}\r\n\r\n"
        connection.sendall((head + body).encode())
        connection.settimeout(1)
        told = b""
        with suppress(TimeoutError, ConnectionResetError):
            while chunk := connection.recv(65536):
                told += chunk
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", told)]


def test_two_requests_on_one_connection_get_two_answers(site):
    assert answers(site, "Content-Length: 0", HIDDEN) == [403, 200]


@pytest.mark.parametrize(("headers", "body"), UNCLEAR.values(), ids=UNCLEAR)
def test_a_message_with_two_ends_is_one_request_or_none(site, headers, body):
    told = answers(site, headers, body)

    assert len(told) <= 1
    assert 200 not in told
