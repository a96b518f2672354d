"""Formulas: their tokens, their translation between locales, how their references follow moves, and their
results."""
