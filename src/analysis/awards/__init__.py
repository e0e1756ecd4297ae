"""Awards: which titles and forms of commendation the rules of a decision give each unit, and how sure that is."""
