"""Sheets v4: one file per resource; the workbook model in `book`, values in `values`, batchUpdate's kinds
in `requests`."""
