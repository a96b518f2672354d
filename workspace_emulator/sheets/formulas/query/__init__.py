"""The language of QUERY: its grammar, its conditions and figures, and what it makes of a table."""
