"""The `values` resource: cells as plain values.

Locales, typing and number formats live beside its methods.
"""

from . import by_filter, clear, read, write

__all__ = ["by_filter", "clear", "read", "write"]
