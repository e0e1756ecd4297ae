"""Room 4: do the criteria tell units apart, do appraisers agree? Nothing here changes a score."""
