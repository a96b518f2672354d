"""The kinds of spreadsheets.batchUpdate, one file per family; the table of all kinds is in
`..batch_update`."""
