"""What a browser sends: forms, files, and a script's JSON; an answer of an error is no acknowledgement."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from tests.web.running_site import Browser

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "----chaos"


class NotTaken(Exception):
    """The site refused, or said that it cannot now; the person tries again."""


class Traceback(Exception):
    """A page showed what only the log should have."""


def press(browser: Browser, path: str, **form: Any) -> str:
    """Send a form; give where it leads."""
    answer = browser.send("POST", path, urlencode(form, doseq=True) or "nothing=1", FORM)
    _taken(answer, 302)
    return answer.headers["Location"]


def ask(browser: Browser, path: str, content: Any) -> dict[str, Any]:
    answer = browser.send("POST", path, json.dumps(content), "application/json")
    _taken(answer, 200)
    return json.loads(answer.text)


def read(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    _taken(answer, 200)
    return answer.text


def hand_in(browser: Browser, path: str, name: str, content: bytes, expected: int, **fields: str) -> str:
    """Send a file with fields; give where it leads."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.csv"\r\n\r\n'
    body = b"".join([*parts, head.encode(), content, f"\r\n--{BOUNDARY}--\r\n".encode()])
    headers = {
        "Cookie": "; ".join(f"{each.key}={each.value}" for each in browser.cookies.values()),
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}",
        "X-CSRFToken": browser.cookies["csrftoken"].value,
    }
    browser.connection.request("POST", path, body, headers)
    answer = browser.connection.getresponse()
    answer.text = answer.read().decode(errors="replace")
    _taken(answer, expected)
    return answer.headers.get("Location", "")


def _taken(answer: Any, expected: int) -> None:
    if "Traceback (most recent call last)" in answer.text:
        raise Traceback(answer.text[:2000])
    if answer.status != expected:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.text)
        raise NotTaken(f"{answer.status}: {words[:600]}")
    if answer.headers.get("Location", "").startswith("/account/login/"):
        raise NotTaken("signed out")
