"""Sheets v4: one file per resource; the model in `book`, batchUpdate's kinds in `requests`."""
