"""Proposals: other criteria as a file of differences, applied to the criteria of a decision and to points already given."""
