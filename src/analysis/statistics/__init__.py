"""Estimates with intervals, tests, and what they could have found; tables of numbers in, values out."""
