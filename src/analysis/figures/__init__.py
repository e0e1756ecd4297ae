"""Figures: one style, readable in black and white, labelled in the language of the report."""
