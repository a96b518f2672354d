"""Starosta: knows who owes what today, collects it, reminds, fills the sheets and writes the summaries."""

__version__ = "0.1.0"
