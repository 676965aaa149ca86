"""Quantiles of Student's t distribution, which the standard library lacks."""

from __future__ import annotations

from statistics import NormalDist


def t_quantile(share: float, freedom: int) -> float:
    """Give the quantile by the expansion of Cornish and Fisher: within 1 % from 3 degrees of freedom on at 97.5 %."""
    z = NormalDist().inv_cdf(share)
    return (
        z
        + (z**3 + z) / 4 / freedom
        + (5 * z**5 + 16 * z**3 + 3 * z) / 96 / freedom**2
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384 / freedom**3
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160 / freedom**4
    )
