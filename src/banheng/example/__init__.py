"""The example school: one month of a primary school with 36 classes."""

from __future__ import annotations

from banheng.example.school import ExampleFiles, files

__all__ = ["ExampleFiles", "files"]
