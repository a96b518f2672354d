"""Forms: what a form is, how it is edited, how answers are checked and kept. Their pages live in `web`."""
