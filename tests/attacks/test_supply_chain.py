"""What Banheng is made of is locked, and what runs opens no network that nobody configured."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.own_site import own_site

PROJECT = Path(__file__).parents[2]
SOURCES = sorted((PROJECT / "src/banheng").rglob("*.py"))
LOCKS = sorted(PROJECT.glob("requirements*.lock"))
NO_NETWORK = """
import os, socket
real = socket.socket.connect
def connect(self, address):
    host = address[0] if isinstance(address, tuple) else "unix"
    if host not in ("127.0.0.1", "::1", "localhost", "unix"):
        raise AssertionError(f"connects to {address}")
    return real(self, address)
def resolve(host, *rest, **named):
    if host not in ("127.0.0.1", "::1", "localhost", None, "", "0.0.0.0"):
        raise AssertionError(f"looks up {host}")
    return looked_up(host, *rest, **named)
looked_up = socket.getaddrinfo
socket.socket.connect, socket.getaddrinfo = connect, resolve
socket.socket.connect_ex = connect
"""
SITE = """
import banheng.config.wsgi
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
from banheng.web.management.commands.work import keep_house
answer = Client(headers={"host": "localhost"}).get("/account/login/")
assert answer.status_code == 200, answer.status_code
keep_house()
print("answered")
"""
ENGINE = """
from click.testing import CliRunner
from banheng.cli.main import main
answer = CliRunner().invoke(main, ["example"])
assert answer.exit_code == 0, answer.output
print("answered")
"""


@pytest.mark.parametrize("program", [SITE, ENGINE], ids=["site", "engine"])
def test_the_site_starts_and_answers_without_any_network(program, tmp_path):
    unset = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if name not in unset}
    environment = {name: value for name, value in environment.items() if not name.startswith("BANHENG_")}
    environment |= {
        "BANHENG_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "banheng.config.settings",
        "BANHENG_DEBUG": "1",  # static files are not collected
        "BANHENG_LOG_LEVEL": "ERROR",
    }
    own_site(tmp_path / "data")
    said = subprocess.run(
        [sys.executable, "-c", NO_NETWORK + program],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.stdout.strip().endswith("answered"), said.stderr[-2000:]


@pytest.mark.parametrize("lock", LOCKS, ids=[lock.name for lock in LOCKS])
def test_every_line_of_the_locks_has_its_hashes(lock):
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]

    assert len(lines) > 20
    for line in lines:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^]]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line[:100]


def test_every_package_of_the_front_end_has_its_hash_and_comes_from_the_registry():
    lock = json.loads((PROJECT / "frontend/package-lock.json").read_text(encoding="utf-8"))
    packages = {name: said for name, said in lock["packages"].items() if name}

    assert len(packages) > 3
    for name, said in packages.items():
        assert said["integrity"].startswith("sha512-"), name
        assert said.get("resolved", "https://registry.npmjs.org/").startswith("https://"), name


def test_the_front_end_names_exact_versions():
    said = json.loads((PROJECT / "frontend/package.json").read_text(encoding="utf-8"))
    for name, version in {**said["dependencies"], **said["devDependencies"]}.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name


DANGEROUS = {"eval", "exec", "compile", "__import__"}
RUNNING = {"pickle", "marshal", "shelve", "dill"}


def calls_and_imports(source):
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.func.id
        elif isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def test_nothing_is_run_that_was_read():
    found = {(str(source), name) for source in SOURCES for name in calls_and_imports(source)}

    assert {each for each in found if each[1] in DANGEROUS | RUNNING} == set()


def test_commands_of_the_system_never_pass_a_shell():
    assert [
        source
        for source in SOURCES
        if re.search(r"shell=True|os\.system|os\.popen", source.read_text(encoding="utf-8"))
    ] == []


def test_cryptography_is_that_of_libraries():
    weak = re.compile(
        r"hashlib\.(md5|sha1)\b|\bARC4\b|modes\.ECB|random\.(random|randint|choice)\(.*(token|secret|code)"
    )

    assert [str(source) for source in SOURCES if weak.search(source.read_text(encoding="utf-8"))] == []


def test_scripts_of_ours_make_no_markup_from_text():
    scripts = [
        script for script in (PROJECT / "src/banheng/web").rglob("*.js") if "vendor" not in script.parts
    ]
    markup = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|__proto__|postMessage\([^)]*,\s*[\"']\*"
    )

    assert len(scripts) > 5
    assert [str(script) for script in scripts if markup.search(script.read_text(encoding="utf-8"))] == []


FRAME = {"page.html.j2"}
"""The frame of a printed document: its style is ours, and its body comes from a template that escapes every text."""


def test_templates_switch_no_escaping_off():
    templates = [
        *(PROJECT / "src/banheng").rglob("templates/**/*.html"),
        *(PROJECT / "src/banheng").rglob("*.j2"),
    ]
    off = re.compile(r"\|\s*safe\b|autoescape\s+(off|false)|safeseq")

    assert len(templates) > 50
    assert {one.name for one in templates if off.search(one.read_text(encoding="utf-8"))} == FRAME


def test_the_wheel_holds_the_package_and_nothing_else():
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")

    assert 'packages = ["src/banheng"]' in text
    assert not [
        path for path in (PROJECT / "src/banheng").rglob("*") if path.name in {".git", ".env", ".svn"}
    ]
