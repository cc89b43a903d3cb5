#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An import that is killed, runs out of disk, meets a locked case or a bomb: what was committed is kept, the next import goes on, and in the
end everything is as if nothing had happened.

Usage: test_hardship.py BACKSCOPE-CLI [KILLS]     KILLS: how often an import is killed at a random moment (default 8)
Exit status 0 right, 1 wrong, 77 skipped.
"""
import gzip
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

GENERATOR = Path(__file__).resolve().parent.parent / "bench/genlog.py"


class Trial:
    def __init__(self, program, folder):
        self.program, self.folder, self.wrong = program, folder, []
        self.log = folder / "mail.log"
        subprocess.run([sys.executable, GENERATOR, "--megabytes", "40", "--seed", "7", str(self.log)], check=True)
        whole = folder / "whole.backscope"
        begun = time.monotonic()
        self.check(self.cli("import", "--year", "2026", "--case", whole, self.log).returncode == 0, "the undisturbed import failed")
        self.seconds = time.monotonic() - begun
        self.truth = self.fingerprint(whole)

    def cli(self, *arguments):
        return subprocess.run([self.program, *map(str, arguments)], capture_output=True, text=True, check=False)

    def check(self, fine, text):
        if not fine:
            self.wrong.append(text)
        return fine

    def fingerprint(self, case):
        """All recipients, and the totals, under whatever name the log was read."""
        rows = sorted(self.cli("fates", case).stdout.splitlines())
        totals = json.loads(self.cli("summary", "--json", case).stdout)
        totals["coverage"].pop("sources", None)
        return hashlib.sha256(json.dumps([rows, totals], sort_keys=True).encode()).hexdigest()

    def sound(self, case, when):
        found = self.cli("check", case)
        return self.check(found.returncode == 0, f"{when}: the case is not sound: {found.stdout}{found.stderr}")

    def finish(self, case, when):
        """The same import again, to its end: as if nothing had happened."""
        result = self.cli("import", "--year", "2026", "--case", case, self.log)
        self.check(result.returncode == 0, f"{when}: the import cannot be continued: {result.stderr}")
        if self.sound(case, when):
            self.check(self.fingerprint(case) == self.truth, f"{when}: the end is not that of an undisturbed import")

    def kills(self, count):
        dice, late = random.Random(1), 0
        for kill in range(count):
            case = self.folder / "killed.backscope"
            for leftover in self.folder.glob("killed.backscope*"):
                leftover.unlink()
            process = subprocess.Popen([self.program, "import", "--year", "2026", "--case", str(case), str(self.log)],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(dice.uniform(0, self.seconds * 1.1))
            process.send_signal(signal.SIGKILL)
            late += process.wait() == 0
            if case.exists() and case.stat().st_size > 0:
                self.sound(case, f"kill {kill}")
            self.finish(case, f"kill {kill}")
        print(f"{count} kills, {late} of them after the end")

    def disk_full(self, room):
        """A file system with room for a part of the case, or for its journal but not for what the journal moves into the file."""
        small = self.folder / "small"
        small.mkdir(exist_ok=True)
        size = int((self.folder / "whole.backscope").stat().st_size * room)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(small)], stderr=subprocess.DEVNULL, check=False)
        if mounted.returncode != 0:
            print("no small file system can be mounted here: the full disk is not tried")
            return
        try:
            case = small / "full.backscope"
            result = self.cli("import", "--year", "2026", "--case", case, self.log)
            self.check(result.returncode == 1 and "full" in result.stderr.lower(), f"full disk: {result.returncode} {result.stderr}")
            self.sound(case, "full disk")
            subprocess.run(["mount", "-o", "remount,size=500m", str(small)], check=True)
            self.finish(case, "after a full disk")
        finally:
            subprocess.run(["umount", str(small)], check=True)

    def locked(self):
        case = self.folder / "locked.backscope"
        feed = self.folder / "feed.log"
        feed.touch()
        collector = subprocess.Popen([self.program, "collect", "--case", str(case), "--follow", str(feed)], stderr=subprocess.DEVNULL)
        for _ in range(100):
            if case.exists() and self.cli("summary", case).returncode == 0:
                break
            time.sleep(0.05)
        result = self.cli("import", "--case", case, self.log)
        self.check(result.returncode == 1 and str(case) in result.stderr, f"locked case: {result.returncode} {result.stderr}")
        self.check(self.cli("summary", case).returncode == 0, "a locked case can be read")
        collector.terminate()
        collector.wait()
        self.finish(case, "after the lock")

    def source_deleted(self):
        case, copy = self.folder / "deleted.backscope", self.folder / "copy.log"
        shutil.copy(self.log, copy)
        process = subprocess.Popen([self.program, "import", "--year", "2026", "--case", str(case), str(copy)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.seconds / 3)
        copy.unlink()
        self.check(process.wait() in (0, 1), "a source that is deleted while it is read ends in a crash")
        self.finish(case, "after the source was deleted")

    def read_only_folder(self):
        folder = self.folder / "fixed"
        folder.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)], stderr=subprocess.DEVNULL, check=False)
        if mounted.returncode != 0:
            return
        try:
            result = self.cli("import", "--case", folder / "x.backscope", self.log)
            self.check(result.returncode == 1 and "x.backscope" in result.stderr, f"read-only folder: {result.returncode} {result.stderr}")
        finally:
            subprocess.run(["umount", str(folder)], check=True)

    def bomb(self):
        """A few hundred kilobytes that unpack to hundreds of megabytes without any line: memory stays bounded."""
        packed = self.folder / "bomb.log.gz"
        with gzip.open(packed, "wb", compresslevel=1) as out:
            for _ in range(300):
                out.write(b"\0" * (1 << 20))
        pid = os.fork()
        if pid == 0:
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1), os.dup2(null, 2)
            os.execv(self.program, [self.program, "import", "--case", str(self.folder / "bomb.backscope"), str(packed)])
        _, status, usage = os.wait4(pid, 0)
        self.check(os.waitstatus_to_exitcode(status) == 3, f"gz bomb: exit status {os.waitstatus_to_exitcode(status)} instead of 3")
        self.check(usage.ru_maxrss < 300 * 1024, f"gz bomb: {usage.ru_maxrss // 1024} MB of memory")


def main():
    if not 2 <= len(sys.argv) <= 3:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="backscope-hardship-") as folder:
        trial = Trial(str(Path(sys.argv[1]).resolve()), Path(folder))
        trial.kills(int(sys.argv[2]) if len(sys.argv) > 2 else 8)
        trial.disk_full(0.3)
        trial.disk_full(1.5)
        for misfortune in (trial.read_only_folder, trial.locked, trial.source_deleted, trial.bomb):
            misfortune()
    for line in trial.wrong:
        print("WRONG", line)
    print(f"{len(trial.wrong)} wrong")
    return 1 if trial.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
