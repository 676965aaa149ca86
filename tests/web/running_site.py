"""A site as a school runs it: `banheng serve` as a process of its own, with a folder and a port of its own."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from random import sample
from typing import Self
from urllib.parse import urlencode

PROJECT = Path(__file__).parents[2]
BANHENG = Path(sys.executable).parent / "banheng"
PASSWORD = "a long password"
PATIENCE_SECONDS = 120
MAKING_SECONDS = 400
"""For commands that make a school; the migrations of a new site alone take a minute on a busy machine."""


class RunningSite:
    """`banheng serve` with its workers; the database is SQLite unless an address is given."""

    def __init__(self, data: Path, database_url: str = "") -> None:
        self.data, self.port = data, free_port()
        self.log = data.with_suffix(".log")
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BANHENG_")},
            "DJANGO_SETTINGS_MODULE": "banheng.config.settings",
            "BANHENG_DATA": str(data),
            "BANHENG_LOG_LEVEL": "ERROR",
            "DATABASE_URL": database_url,
        }
        if not database_url:
            del self.environment["DATABASE_URL"]
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str, **options: object) -> subprocess.CompletedProcess[str]:
        """Run a command with the data of this site."""
        return subprocess.run(
            command,
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=MAKING_SECONDS,
            **options,
        )

    def start(self, command: str = "serve", patience: int = PATIENCE_SECONDS) -> None:
        """Serve, and wait until it answers; `demo` makes the demo school first."""
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [BANHENG, command, "--port", str(self.port), "--data", str(self.data)],
                env=self.environment,
                start_new_session=True,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + patience
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError), closing(Browser(self.port)) as browser:
                if browser.get("/health/ready").status == 200:
                    return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the site did not start: {self.log.read_text()}")

    def kill(self) -> None:
        """End all its processes at once, as a power cut does."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """Ask it to end; give what it printed."""
        self.process.send_signal(how)
        self.process.wait(PATIENCE_SECONDS)
        return self.log.read_text()

    def processes(self) -> list[int]:
        """List what still runs of it."""
        found = subprocess.run(
            ["ps", "-o", "pid=,stat=", "-g", str(self.process.pid)],  # noqa: S607 -- wherever it lies
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        return [int(line.split()[0]) for line in found.splitlines() if "Z" not in line.split()[1]]


class Browser:
    """Somebody with one connection and cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self.cookies: SimpleCookie = SimpleCookie()

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.connection.close()

    def get(self, path: str) -> http.client.HTTPResponse:
        return self.send("GET", path)

    def get_compressed(self, path: str) -> bytes:
        """Give the bytes as they come over the wire to a browser of today."""
        cookie = "; ".join(f"{each.key}={each.value}" for each in self.cookies.values())
        self.connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": "br, gzip"})
        return self.connection.getresponse().read()

    def send(self, method: str, path: str, body: str = "", kind: str = "") -> http.client.HTTPResponse:
        """Send and read all; the text is in `text`."""
        headers = {"Cookie": "; ".join(f"{each.key}={each.value}" for each in self.cookies.values())}
        if body:
            token = self.cookies["csrftoken"].value
            headers |= {"Content-Type": kind, "X-CSRFToken": token}
        self.connection.request(method, path, body.encode() or None, headers)
        response = self.connection.getresponse()
        response.text = response.read().decode(errors="replace")
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        return response

    def sign_in(self, username: str) -> None:
        page = self.get("/account/login/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = urlencode({"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD})
        answer = self.send("POST", "/account/login/", form, "application/x-www-form-urlencoded")
        assert answer.status == 302, answer.text


def free_port() -> int:
    """Give a port below those that the system hands to outgoing connections, so that it is still free after a kill."""
    for port in sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("none of 100 ports is free")
