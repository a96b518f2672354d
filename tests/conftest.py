"""What all tests have in common: examples are the same on every machine, and no clock fails one."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
