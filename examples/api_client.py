# ruff: noqa: INP001, T201 - a script
"""Read and append records of a school through the interface of Banheng; needs only `requests`.

python api_client.py https://school.example yucai            # everything that the token may read, in short
python api_client.py https://school.example yucai unswept    # and one record of today for the first class

The token comes from the environment (BANHENG_TOKEN), never from the command line, where others can read it.
"""

from __future__ import annotations

import os
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import requests

TRIES = 5


class Banheng:
    """The interface of one school."""

    def __init__(self, site: str, school: str, token: str) -> None:
        self.base = f"{site.rstrip('/')}/api/v1/s/{school}"
        self.session = requests.Session()
        self.session.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": "en"})

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Read one answer."""
        return self._ask("GET", path, params=query)

    def walk(self, path: str, key: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Read a list page by page; each row comes once, also while others append."""
        page = {"next": query.pop("after", 0), "more": True}
        while page["more"]:
            page = self.get(path, after=page["next"], **query)
            yield from page[key]

    def append(self, *records: dict[str, Any]) -> list[dict[str, Any]]:
        """Append records; sent again after a lost answer, none is doubled, since each has its id."""
        sent = [{"id": str(uuid7()), **record} for record in records]
        headers = {"Idempotency-Key": str(uuid7())}
        answer = self._ask("POST", "/records", json={"records": sent}, headers=headers)
        return answer["answers"]

    def _ask(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        """Ask, and try again what was not answered or came too often; the very same request each time."""
        for number in range(TRIES):
            try:
                answer = self.session.request(method, self.base + path, timeout=30, **content)
            except requests.ConnectionError:
                time.sleep(2**number)
                continue
            if answer.status_code not in {429, 503}:
                break
            time.sleep(int(answer.headers["Retry-After"]))
        if not answer.ok:
            problem = answer.json()  # application/problem+json: a code for programs, sentences for people
            raise SystemExit(f"{problem['code']}: {problem['detail']} {problem['faults'] or ''}")
        return answer.json()


def uuid7() -> UUID:
    """Make a UUID of version 7 (RFC 9562); Python 3.14 has its own."""
    milliseconds = time.time_ns() // 1_000_000
    number = milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)
    return UUID(int=number)


def main(site: str, school: str, event: str = "") -> None:
    """Print what the token may read, and append a record if an event is named."""
    banheng = Banheng(site, school, os.environ["BANHENG_TOKEN"])
    print("token:", banheng.get("/token")["scopes"])
    classes = banheng.get("/roster/classes")["classes"]
    print("classes:", ", ".join(each["code"] for each in classes))
    print("schemes:", [each["title"] for each in banheng.get("/schemes")["versions"]])
    for sheet in banheng.walk("/results", "sheets"):
        print("results:", sheet["scheme"], sheet["period"], sheet["state"])
    if event:
        seen = {"day": date.today().isoformat(), "item": "hygiene", "event": event}  # noqa: DTZ011
        for answer in banheng.append({**seen, "school_class": classes[0]["code"], "quantity": "2"}):
            print("append:", answer["state"], answer["reason"])
    print("records:", sum(1 for _ in banheng.walk("/records", "records")))


if __name__ == "__main__":
    main(*sys.argv[1:])
