"""The explorer: one offline web page with the units of a study, whose weights a reader may move."""
