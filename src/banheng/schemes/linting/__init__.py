"""Say what a scheme contradicts, leaves open or cannot mean, before anybody is scored by it."""

from banheng.schemes.linting.checks import CHECKS, lint

__all__ = ["CHECKS", "lint"]
