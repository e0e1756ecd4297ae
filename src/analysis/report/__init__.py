"""Room 9, report: what should a reader take away? Written from the tables of earlier rooms; nothing new is computed."""
