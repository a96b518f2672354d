"""The pages people see: files, forms, sheets, the mail, consent. What is stored lives in other rooms."""
