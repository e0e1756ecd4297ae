"""Room 7: do citizens and firms see it too? Nothing here changes a score."""
