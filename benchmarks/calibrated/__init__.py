"""The tests and intervals that `benchmarks/calibration.py` checks, an area a module; each has `CASES`."""
