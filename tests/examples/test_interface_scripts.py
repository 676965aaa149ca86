"""The scripts of the guide do what it says, against a site that really runs."""

import os
import subprocess
import sys
import time

import pytest
import requests
from tests.web.own_site import own_site
from tests.web.running_site import BANHENG, PROJECT, free_port

from banheng.notices.webhooks.signing import new_secret, signed_headers

EXAMPLES = PROJECT / "examples"


def run(script, *arguments, **environment):
    return subprocess.run(
        [sys.executable, EXAMPLES / script, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    site = own_site(tmp_path / "data", request.param)
    made = site.run(sys.executable, "-m", "tests.web.make_interface_site")
    assert made.returncode == 0, made.stderr
    site.token = made.stdout.strip()
    site.start()
    yield site
    site.kill()


@pytest.mark.site
def test_the_client_reads_and_appends(site):
    address = f"http://127.0.0.1:{site.port}"

    first = run("api_client.py", address, "yucai", "unswept", BANHENG_TOKEN=site.token)
    second = run("api_client.py", address, "yucai", BANHENG_TOKEN=site.token)

    assert first.returncode == 0, first.stderr + first.stdout
    assert "classes: 101, 102, 201, 202" in first.stdout
    assert "append: accepted" in first.stdout
    assert first.stdout.splitlines()[-1] == second.stdout.splitlines()[-1] == "records: 1"
    assert site.run(BANHENG, "ledger", "check").returncode == 0


@pytest.mark.site
def test_the_client_says_why_it_was_refused(site):
    refused = run("api_client.py", f"http://127.0.0.1:{site.port}", "yucai", BANHENG_TOKEN="banheng_wrong")

    assert refused.returncode == 1
    assert refused.stderr.startswith("no_token: ")
    assert "Traceback" not in refused.stderr


def test_the_receiver_takes_what_is_signed_once_and_nothing_else():
    secret, port = new_secret(), free_port()
    body = b'{"type": "webhook.test", "data": {"school": "yucai"}}'
    receiver = subprocess.Popen(
        [sys.executable, EXAMPLES / "receive_events.py", str(port)],
        env={**os.environ, "BANHENG_WEBHOOK_SECRET": secret},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )

    def post(headers):
        for _ in range(200):
            try:
                return requests.post(
                    f"http://127.0.0.1:{port}/", body, headers=headers, timeout=10
                ).status_code
            except requests.ConnectionError:
                time.sleep(0.05)
        raise AssertionError

    try:
        good = signed_headers(secret, "msg_1", int(time.time()), body)
        bad = signed_headers(new_secret(), "msg_2", int(time.time()), body)
        old = signed_headers(secret, "msg_3", int(time.time()) - 1000, body)

        assert [post(headers) for headers in (good, good, bad, old, {})] == [204, 204, 401, 401, 401]
    finally:
        receiver.terminate()
        printed, _ = receiver.communicate(timeout=10)
    assert printed.splitlines() == ["webhook.test {'school': 'yucai'}"]
