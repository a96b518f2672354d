#!/bin/sh
# Debian and Ubuntu ship Python without its venv module; fetch it with the system's package manager.
set -eu
if ! command -v apt-get >/dev/null 2>&1; then
  echo "This Python cannot create a virtual environment. Install its venv module and run make again." >&2
  exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Installing python3-venv with apt-get ..."
$as_root apt-get update -qq
$as_root apt-get install -y -qq python3-venv
