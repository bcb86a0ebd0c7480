"""What weighting to known totals takes off standard errors: people are compared with what their categories predict.

Source: Deville and Särndal (1992), Journal of the American Statistical Association 87, 376-382: asymptotically every way of calibrating,
raking among them, has the variance of the regression estimator: residuals of a regression on the margins' categories, weighted by the
base weights, times the final weights. So R survey's `calibrate` and `postStratify`.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Calibration:
    """What weights were calibrated to.

    A *cell* is a combination of categories of all margins; everybody in it has the base weight times one factor.
    """

    cell_of: np.ndarray
    """Of each person."""
    categories: np.ndarray
    """Cells x categories of all margins: 1 where a cell is in the category."""
    factor: np.ndarray
    """Of each cell; 0 where nobody in it weighs anything."""
    base: np.ndarray
    """Base weights of each cell, added up."""

    def predicted(self, totals: np.ndarray) -> np.ndarray:
        """What the categories predict for each cell, from sums of weighted values by cell (cells x any other axes)."""
        by_base = np.divide(totals.T, self.factor, out=np.zeros_like(totals.T), where=self.factor > 0).T
        flat = by_base.reshape(len(by_base), -1)
        x = self.categories
        slopes = np.linalg.pinv(x.T @ (self.base[:, None] * x)) @ (x.T @ flat)
        return (x @ slopes).reshape(totals.shape)


@dataclass(frozen=True)
class FineSums:
    """Sums by design unit and calibration cell together."""

    calibration: Calibration
    unit: np.ndarray
    """Which design unit each fine unit is in."""
    cell: np.ndarray
    """And which calibration cell."""
    weights: np.ndarray
    squares: np.ndarray
    """Weights of everybody in it, answered or not, added up; and their squares."""
    values: np.ndarray
    """Fine units x cells x 6 sums x indicators."""
