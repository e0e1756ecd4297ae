"""How sure is a rank: what may vary, the draws, and what comes out of them."""
