#!/bin/sh
# Makes sure that the pages can be tested in a real Chromium: the one that is there, Debian's, or Playwright's own.
# Exit code 1 with a sentence when none could be had. PYTHON names the interpreter that has Playwright.
set -u
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
python=${PYTHON:-.venv/bin/python}
if "$python" -c 'import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not pathlib.Path(p.chromium.executable_path).exists())' >/dev/null 2>&1; then
  exit 0
fi
sudo=
if [ "$(id -u)" != 0 ]; then
  sudo="sudo -n"
fi
if command -v apt-get >/dev/null 2>&1; then
  echo "Installing Debian's chromium for the tests of the pages..."
  if $sudo apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; then
    exit 0
  fi
  if $sudo apt-get update >/dev/null 2>&1 && $sudo apt-get install -y --no-install-recommends chromium >/dev/null 2>&1; then
    exit 0
  fi
fi
echo "Installing Playwright's chromium for the tests of the pages..."
if "$python" -m playwright install chromium; then
  exit 0
fi
echo "No Chromium could be installed. Install the package chromium yourself, then run this again." >&2
exit 1
