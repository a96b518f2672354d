"""The pages people see: the list of files, and forms to fill in. What is stored lives in other rooms."""
