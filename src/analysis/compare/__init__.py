"""Room 8: what would change, and what has changed? Only tables of earlier rooms are read."""
