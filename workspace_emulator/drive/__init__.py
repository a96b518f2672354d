"""Drive: the register of files, their permissions, searches and changes."""
