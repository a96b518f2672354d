"""What the toolkit remembers between two ticks: history, outbox, cursors, readings, runs. One database a
school.

Open it with `database.State.open`. SQLAlchemy loads only then.
"""
