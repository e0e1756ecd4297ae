"""One audit method a module; none of them changes a score."""
