"""`python -m benchmarks [name …]`: all benchmarks, or those named."""

from __future__ import annotations

import argparse
import importlib

NAMES = ("import_time", "emulator", "workbook", "settle", "calls_per_day")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"{', '.join(NAMES)}; all without one")
    for name in parser.parse_args().names or NAMES:
        importlib.import_module(f"{__package__}.{name}").main()


if __name__ == "__main__":
    main()
