"""The gate: the only room where Google's libraries are used. Importing it costs nothing; they load at first
use."""
