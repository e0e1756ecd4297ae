"""How a sheet is set: sizes in points and measures in centimetres, shared by the writers and by what fits two pages."""

MARGINS = {"top": 2.0, "bottom": 1.7, "left": 2.0, "right": 2.0}
EDGE = 0.9
SIZES = {"title": 15, "about": 10, "heading": 11.5, "body": 10, "note": 9, "cell": 9, "mark": 11, "running": 8.5}
# One line of each, spaces between the lines included.
LINE = {"title": 0.65, "about": 0.45, "body": 0.43, "note": 0.39, "cell": 0.38, "space": 0.75}
HEADING, CELL, PADDING = 0.9, 0.13, 0.38
# Two pages of made-up figures are 50.9 high; a row that is not split leaves some of it empty, and programs differ.
ROOM = 48.0
INK, ALARM, LINES = "1F3A5F", "A31515", "9A9A9A"
