"""The example school of the demonstration: one month of a primary school with 36 classes."""

from __future__ import annotations

from banheng.demo.school import DemoFiles, files

__all__ = ["DemoFiles", "files"]
