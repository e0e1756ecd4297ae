"""One module a family of checks."""
