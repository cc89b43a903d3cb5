#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Imports generated logs and holds the totals against what the generator knows. Usage: test_totals.py BACKSCOPE-CLI"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def wrong_totals(program, folder, preset, seed):
    log, truth_file = folder / f"{preset}.log", folder / f"{preset}.json"
    subprocess.run([sys.executable, HERE / "genlog.py", "--megabytes", "3", "--preset", preset, "--seed", str(seed), "--truth", truth_file, log], check=True)
    truth = json.loads(truth_file.read_text())
    answer = json.loads(subprocess.run([program, "summary", "--json", "--year", "2026", log], check=True, capture_output=True, text=True).stdout)
    found = {"sessions": answer["sessions"]["total"], "recipients": answer["recipients"]["total"], "dsn": answer["dsn"]["backscatter"]}
    found |= {name: answer["recipients"]["outcome"].get(name, 0) for name in ("rejected", "tempfailed", "aborted", "bounced", "delivered", "deferred", "unresolved")}
    return [f"{preset}: {name} is {truth.get(name, 0)}, found {n}" for name, n in found.items() if n != truth.get(name, 0)]


def main():
    with tempfile.TemporaryDirectory() as folder:
        wrong = [line for seed, preset in enumerate(("storm", "bots", "corporate"), 1) for line in wrong_totals(sys.argv[1], Path(folder), preset, seed)]
    print("\n".join(wrong) or "all totals are right")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
