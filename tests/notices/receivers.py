"""Servers on this machine that take what is sent: one for robots (HTTP) and one for mail (SMTP)."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Request:
    path: str
    query: dict[str, str]
    content: Any


class RobotReceiver(ThreadingHTTPServer):
    """Takes messages; `status`, `answer` and `delay` say how it behaves."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _RobotHandler)
        self.taken: list[Request] = []
        self.status, self.answer, self.delay = 200, {"errcode": 0, "errmsg": "ok"}, 0.0

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class _RobotHandler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        address = urlsplit(self.path)
        self.server.taken.append(Request(address.path, dict(parse_qsl(address.query)), json.loads(content)))
        time.sleep(self.server.delay)
        answer = json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(answer)))
        with suppress(BrokenPipeError):  # whoever sent it may have given up waiting
            self.end_headers()
            self.wfile.write(answer)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class MailReceiver(socketserver.ThreadingTCPServer):
    """Speaks as much SMTP as a mail takes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _MailHandler)
        self.taken: list[tuple[str, str]] = []
        self.refuses = False


class _MailHandler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self._say("220 ready")
        to = ""
        while line := self.rfile.readline().decode().strip():
            command = line.upper()
            if command.startswith("RCPT TO:"):
                to = line.partition("<")[2].partition(">")[0]
                self._say("550 no such user" if self.server.refuses else "250 ok")
            elif command == "DATA":
                self._say("354 go on")
                self.server.taken.append((to, self._data()))
                self._say("250 ok")
            elif command == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line)
        return "\n".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def listening(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
