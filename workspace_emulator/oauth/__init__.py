"""Tokens and callers."""
