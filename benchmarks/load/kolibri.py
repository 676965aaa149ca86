"""Kolibri, a learning platform that schools run themselves, as a peer: who answers a question sends one record."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import time
from contextlib import suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.web.running_site import free_port

from benchmarks.load.open_load import TOKEN, Asking

if TYPE_CHECKING:
    from benchmarks.load.closed_load import Next

KOLIBRI = Path(__file__).parents[2] / ".kolibri/bin/kolibri"
ADMINISTRATOR = {"username": "admin", "password": "a long password"}
EXERCISE = {"kind": "exercise", "mastery_model": {"type": "m_of_n", "m": 3, "n": 5}}
SECONDS_TO_START = 120


class Kolibri:
    """A school's Kolibri with its usual settings, on SQLite, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("DJANGO_", "DATABASE_"))
            },
            "KOLIBRI_HOME": str(folder),
            "KOLIBRI_ZIP_CONTENT_PORT": str(free_port()),
        }
        self._log = (folder.parent / "kolibri.log").open("w")
        account = [
            f"--superusername={ADMINISTRATOR['username']}",
            f"--superuserpassword={ADMINISTRATOR['password']}",
        ]
        self._run(
            "manage",
            "provisiondevice",
            "--facility=school",
            "--preset=formal",
            "--language_id=en",
            "--noinput",
            *account,
        )
        self._process = subprocess.Popen(
            [KOLIBRI, "start", "--foreground", f"--port={self.port}"],
            env=self._environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def version(self) -> str:
        return self._run("--version").split()[-1]

    def learners(self, number: int) -> list[Next]:
        """Give so many learners who have begun an exercise, and what each sends next."""
        self._wait()
        administrator = _Person(self.port)
        (facility,) = administrator.send("GET", "/api/public/v1/facility/")
        administrator.send("POST", "/api/auth/session/", ADMINISTRATOR | {"facility": facility["id"]})
        return [self._learner(administrator, facility["id"], f"learner{each}") for each in range(number)]

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(SECONDS_TO_START)
        self._log.close()

    def _learner(self, administrator: _Person, facility: str, name: str) -> Next:
        signed_in = {"username": name, "password": "NOT_SPECIFIED", "facility": facility}
        administrator.send("POST", "/api/auth/facilityuser/", signed_in | {"full_name": name})
        learner = _Person(self.port)
        learner.send("POST", "/api/auth/session/", signed_in | {"password": ""})
        content = {name: uuid4().hex for name in ("node_id", "content_id", "channel_id")}
        begun = learner.send("POST", "/api/logger/trackprogress/", content | EXERCISE)
        path = f"/api/logger/trackprogress/{begun['session_id']}/"
        cookie = f"kolibri={learner.cookies['kolibri'].value}; kolibri_csrftoken={TOKEN}"

        def next_of(number: int) -> Asking:
            answer = {"item": f"q{number}", "correct": 1, "time_spent": 5, "answer": {"choice": "a"}}
            body = json.dumps({"interactions": [answer]}).encode()
            return Asking(0, "PUT", path, cookie, body, is_good=_was_kept)

        return next_of

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [KOLIBRI, *arguments],
            env=self._environment,
            check=True,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )
        return done.stdout

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            with suppress(OSError):
                _Person(self.port).send("GET", "/api/public/v1/facility/")
                return
            time.sleep(0.2)
        raise SystemExit("Kolibri did not start")


class _Person:
    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: SimpleCookie = SimpleCookie({"kolibri_csrftoken": TOKEN})

    def send(self, method: str, path: str, content: dict[str, Any] | None = None) -> Any:
        """Give what was answered, which is JSON."""
        token = self.cookies["kolibri_csrftoken"].value
        cookies = "; ".join(f"{each.key}={each.value}" for each in self.cookies.values())
        headers = {"Cookie": cookies, "X-CSRFToken": token, "Content-Type": "application/json"}
        self._connection.request(method, path, json.dumps(content) if content else None, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        if response.status >= 300:
            raise SystemExit(f"{method} {path}: {response.status} {text[:500]}")
        return json.loads(text)


def _was_kept(status: int, body: bytes) -> bool:
    return status == 200 and b'"attempts":[{"id"' in body
