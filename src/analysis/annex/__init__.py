"""The annex table of a decision, in a spreadsheet or a Word file, as the draft of a framework."""

from analysis.annex.drafting import Draft, draft

__all__ = ["Draft", "draft"]
