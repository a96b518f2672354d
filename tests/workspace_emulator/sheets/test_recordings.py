"""Recorded traffic with Google, replayed against the workspace: every answer must be equal.

The recordings are no part of the project. Where they lie beside the checkout the tests below exist; elsewhere
this module holds none, and the behaviours they fix are covered by the other modules of this folder alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from workspace_emulator.google import Workspace
from workspace_emulator.server import running

SHARED = Path(__file__).parents[4] / "shared"
TOOL = SHARED / "tools" / "replay_compare.py"
RECORDED = SHARED / "recorded" / "sheets_drive_exchanges.json"
FOREIGN = "ClientTest.test_access_private_spreadsheet"


def replayed(base: str, out: Path, *more: str) -> tuple[str, Any]:
    """What the tool says in its last lines, and the differences it found, by episode."""
    command = [sys.executable, str(TOOL), base, "--episode", "all", "--out", str(out), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    return done.stdout, json.loads(out.read_text(encoding="utf-8"))


if TOOL.is_file() and RECORDED.is_file():

    def test_every_exchange_is_equal(workspace: Workspace, tmp_path: Path) -> None:
        with running(workspace) as base:
            said, differences = replayed(base, tmp_path / "all.json", "--only", f"^(?!{FOREIGN}$)")
        assert differences == {}
        (total,) = (line.split()[1:] for line in said.splitlines() if line.startswith("TOTAL"))
        assert total[0] == total[1] == total[2]
        assert int(total[0]) > 400

    def test_the_file_of_a_stranger_is_refused(workspace: Workspace, tmp_path: Path) -> None:
        """The one recording that needs a file of somebody else, and a workspace that asks who is calling."""
        exchanges = json.loads(RECORDED.read_text(encoding="utf-8"))["cassettes"][FOREIGN]
        (refused,) = (each["request"]["url"] for each in exchanges if each["response"]["status"] == 403)
        file_id = refused.rpartition("/")[2].partition("?")[0]
        with running(workspace) as base:
            file = {"id": file_id, "name": "Foreign", "owner": "stranger@example.org"}
            requests.post(f"{base}/_control/files", json=file, timeout=60).raise_for_status()
            known = {"refresh_token": "r"}
            requests.post(f"{base}/_control/tokens", json=known, timeout=60).raise_for_status()
            grant = {**known, "grant_type": "refresh_token", "client_id": "c", "client_secret": "s"}
            token = requests.post(f"{base}/token", data=grant, timeout=60).json()["access_token"]
            requests.post(f"{base}/_control/strict", json={"strict": True}, timeout=60).raise_for_status()
            only = ("--only", f"^{FOREIGN}$", "--token", token)
            said, differences = replayed(base, tmp_path / "foreign.json", *only)
        assert differences == {}
        assert ["4", "4", "4"] in [line.split()[1:] for line in said.splitlines()]
