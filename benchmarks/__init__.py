"""Measurements: how fast, how much memory, and against what else."""
