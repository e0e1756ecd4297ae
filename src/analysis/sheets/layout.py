"""How a sheet is set: sizes in points and measures in centimetres, shared by the writers and by what fits two pages."""

MARGINS = {"top": 2.0, "bottom": 1.7, "left": 2.0, "right": 2.0}
EDGE = 0.9
SIZES = {"title": 15, "about": 10, "heading": 11.5, "body": 10, "note": 9, "cell": 9, "mark": 11, "running": 8.5}
# One line of each, spaces between the lines included.
LINE = {"title": 0.65, "about": 0.45, "body": 0.42, "note": 0.38, "cell": 0.37, "space": 0.75}
HEADING, CELL, PADDING = 0.88, 0.12, 0.38
AROUND = {"text": 0.12, "grid": 0.18}
# A page of made-up figures is 25.45 high; programs differ a little.
PAGE = 24.8
INK, ALARM, LINES = "1F3A5F", "A31515", "9A9A9A"
