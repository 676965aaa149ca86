"""Linear mixed models with crossed factors, by restricted maximum likelihood.

y = X b + Z₁ u₁ + Z₂ u₂ + … + e, with independent normal u and e. Henderson's equations are written as in Bates
et al. (2015): each factor enters by the ratio of its standard deviation to that of e, so that a ratio of 0, a
factor that does nothing, is an ordinary value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from banheng.fairness.visits import Floats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.fairness.visits import Codes

ROUNDS = 8
"""Times that every ratio is improved in turn at most; they hardly depend on each other."""

START = 0.3
"""A ratio to start from."""

GOLDEN = (np.sqrt(5) - 1) / 2
SMALLEST = 1e-3
"""Width at which a search stops, on the scale of `_position`."""

HIGHEST = 0.99
"""The end of that scale: a ratio of 99."""

NEAR = 0.1
"""How far searches after the first one look."""


@dataclass(frozen=True, slots=True)
class Solution:
    """Henderson's equations solved for one factor at given ratios.

    Attributes:
        deviance: minus twice the restricted log-likelihood, up to a constant.
        variance: of e.
        effects, covariance: of the levels of the factor, and of what they miss the true effects by.
    """

    deviance: float
    variance: float
    effects: Floats
    covariance: Floats


@dataclass(frozen=True, slots=True)
class Mixed:
    """A model with its data reduced to sums of squares and products.

    Attributes:
        products: of the columns of X, those of each Z, and y, with each other.
        fixed: number of columns of X.
        sizes: number of levels of each factor.
        ratios: standard deviation of each factor in those of e.
    """

    products: Floats
    rows: int
    fixed: int
    sizes: Mapping[str, int]
    ratios: Mapping[str, float]

    def at(self, **ratios: float) -> Mixed:
        """Change some ratios."""
        return replace(self, ratios={**self.ratios, **ratios})

    def deviance(self) -> float:
        """Give that of the solution alone, which is quicker than solving."""
        return self._deviance(self._triangle())

    def solve(self, factor: str) -> Solution:
        """Solve Henderson's equations for the levels of a factor."""
        triangle = self._triangle()
        variance = float(triangle[-1, -1] ** 2) / (self.rows - self.fixed)
        names = list(self.sizes)
        before = self.fixed + sum(self.sizes[name] for name in names[: names.index(factor)])
        levels = slice(before, before + self.sizes[factor])
        root = self.ratios[factor] * np.linalg.inv(triangle[:-1, :-1])[:, levels].T
        return Solution(
            self._deviance(triangle), variance, root @ triangle[-1, :-1], variance * (root @ root.T)
        )

    def fitted(self, *, without: str = "") -> Mixed:
        """Find the most likely ratios; a factor that is left out keeps the ratio 0."""
        names = [name for name in self.sizes if name != without]
        model = self.at(**{without: 0.0}) if without else self
        for reach in [1.0, *[NEAR] * (ROUNDS - 1)]:
            before = model.ratios
            for name in names:
                model = _improved(model, name, reach)
            if all(abs(model.ratios[name] - before[name]) < SMALLEST for name in names):
                break
        return model

    def _scales(self) -> Floats:
        levels = [np.full(size, self.ratios[name]) for name, size in self.sizes.items()]
        return np.concatenate([np.ones(self.fixed), *levels, [1.0]])

    def _triangle(self) -> Floats:
        """Decompose the equations with y beside them: what y leaves unexplained ends in the last corner."""
        scales = self._scales()
        equations = self.products * scales * scales[:, None]
        levels = np.arange(self.fixed, len(equations) - 1)
        equations[levels, levels] += 1
        equations[-1, -1] *= 1 + 1e-12  # an exact fit is no reason to fail
        return np.linalg.cholesky(equations)

    def _deviance(self, triangle: Floats) -> float:
        diagonal = np.diag(triangle)
        return 2 * float(np.log(diagonal[:-1]).sum() + (self.rows - self.fixed) * np.log(diagonal[-1]))


def mixed_model(y: Floats, fixed: Floats, factors: Mapping[str, Codes]) -> Mixed:
    """Prepare a model; columns of `fixed` that say the same as others do no harm."""
    left, sizes, _ = np.linalg.svd(fixed, full_matrices=False)
    basis = left[:, sizes > 1e-9 * sizes.max(initial=1.0)]
    dummies = [np.eye(int(codes.max()) + 1)[codes] for codes in factors.values()]
    # What the fixed part explains is taken off first, so that the rest is not a difference of large figures.
    rest = y - basis @ (basis.T @ y)
    columns = np.column_stack([basis, *dummies, rest])
    sizes_of = {name: dummy.shape[1] for name, dummy in zip(factors, dummies, strict=True)}
    return Mixed(columns.T @ columns, len(y), basis.shape[1], sizes_of, dict.fromkeys(factors, START))


def ratio_at(position: float) -> float:
    """Map 0 to 1 onto all ratios there are."""
    return position / (1 - position)


def _position(ratio: float) -> float:
    return ratio / (1 + ratio)


def _improved(model: Mixed, factor: str, reach: float) -> Mixed:
    """Find the best ratio of one factor near its present one by golden-section search; 0 is tried as well."""
    here = _position(model.ratios[factor])
    low, high = max(here - reach, 0.0), min(here + reach, HIGHEST)

    def deviance(position: float) -> float:
        return model.at(**{factor: ratio_at(position)}).deviance()

    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = deviance(left), deviance(right)
    while high - low > SMALLEST:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - GOLDEN * (high - low)
            at_left = deviance(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + GOLDEN * (high - low)
            at_right = deviance(right)
    best = min(0.0, (low + high) / 2, key=deviance)
    return model.at(**{factor: ratio_at(best)})
