"""What runs under a process."""

from __future__ import annotations

import subprocess


def children(parent: int) -> dict[int, str]:
    """Give the commands of the processes that a process has started, by number; those that have ended are left out."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    return {
        int(row[0]): row[3]
        for row in rows
        if len(row) == 4 and int(row[1]) == parent and not row[2].startswith("Z")
    }
