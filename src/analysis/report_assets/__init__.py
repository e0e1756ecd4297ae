"""What `analysis.render` lays a report out with: templates, styles, and the fitting of the document tree."""
