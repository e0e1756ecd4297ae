"""Room 6: who fares differently, and why? Nothing here changes a score."""
