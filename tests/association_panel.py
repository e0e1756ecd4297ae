"""Three years of figures of twelve units, made up for tests of what is pooled over years."""

import numpy as np

X = np.array([3.1, 4.7, 2.2, 5.9, 6.4, 1.8, 7.7, 4.4, 5.1, 8.3, 2.9, 6.6])
Y = np.array([2.0, 5.5, 3.1, 4.9, 7.8, 2.7, 6.1, 3.9, 6.3, 7.1, 4.2, 5.8])
ONE = np.column_stack([X, X + [0.3, -0.2, 0.5, 0.1, -0.4, 0.6, -0.1, 0.2, -0.5, 0.4, 0.1, -0.3], X[::-1]])
OTHER = np.column_stack([Y, Y + [-0.2, 0.4, 0.1, -0.3, 0.5, 0.2, 0.1, -0.6, 0.3, -0.1, 0.2, 0.4], Y[::-1] + 0.5])
