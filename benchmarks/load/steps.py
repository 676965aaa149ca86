"""Run a script of the benchmarks in the database of a site, and read what it prints."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.web.running_site import RunningSite


def step(site: RunningSite, module: str, *arguments: str) -> Any:
    """Give what the script printed as JSON.

    Raises:
        SystemExit: it failed, with what it said.
    """
    done = site.run(sys.executable, "-m", module, *arguments)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)
