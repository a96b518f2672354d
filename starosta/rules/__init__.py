"""The rules of a school day, pure: dataclasses in, facts and problems out. No clock, files, network or
logging."""
