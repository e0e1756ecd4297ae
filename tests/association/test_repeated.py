"""The mixed model of figures over years, against nlme of R."""

import numpy as np
import pytest
from association_panel import ONE, OTHER

from analysis.association.repeated import mixed_slope


def test_the_slope_and_its_error_are_those_of_r():
    # R 4.2, nlme: lme(y ~ x, random = ~ 1 | unit, method = "REML"): slope 0.716183048, error 0.0896923431
    found, error = mixed_slope(ONE, OTHER)
    assert found.value == pytest.approx(0.716183, abs=1e-4) and error == pytest.approx(0.0896923, abs=1e-4)
    assert found.n == 36 and found.low < found.value < found.high


def test_missing_pairs_drop_out_and_the_order_of_units_changes_nothing():
    gaps = ONE.copy()
    gaps[3, 1] = np.nan
    found, _ = mixed_slope(gaps, OTHER)
    turned, _ = mixed_slope(gaps[::-1], OTHER[::-1])
    assert found.n == 35 and turned.value == pytest.approx(found.value, abs=1e-5)
