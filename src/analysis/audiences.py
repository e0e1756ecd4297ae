"""Who reads the sheets of the units. Standard library only: the commands know the words before anything is installed."""

# For the office itself; for the unit the sheet is about; for everybody.
INTERNAL, UNIT, PUBLIC = AUDIENCES = ("internal", "unit", "public")
