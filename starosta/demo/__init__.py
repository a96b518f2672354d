"""The demonstration's fictional college and its script: data in, data out. Nothing is shown, sent or
written here."""
