"""Banheng 班衡: what a school writes is what the system computes, and anyone it concerns can see why."""

__version__ = "0.1.0"
