"""One sheet per unit, and the tables as one workbook; nothing is computed here that a room has not left."""
