#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Watches a real Postfix while it works: from its log and its policy requests, from the requests alone, and from the log alone.
Then the listeners go away in the middle of the work, and mail has to flow on.

Usage: test_live.py BACKSCOPE-CLI     exit status 0 right, 1 wrong, 77 skipped (the reason is printed)
"""
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import postfixlab as lab
from test_postfix import SKIPPED, compare, dialogs, name_server, open_sinks, run

BOTH, ALONE = "inet:127.0.0.1:10040", "inet:127.0.0.1:10041"


def ask(context):
    return ", ".join(f"check_policy_service {{ {address}, timeout=3s, try_limit=1, default_action=DUNNO, policy_context={context} }}"
                     for address in (BOTH, ALONE))


def settings():
    """Every place from which Postfix can ask, as the program recommends it."""
    site = lab.site_settings()
    site["smtpd_client_restrictions"] = ask("head") + ", " + site["smtpd_client_restrictions"]
    site["smtpd_recipient_restrictions"] += ", reject_unlisted_recipient, " + ask("tail")
    site["smtpd_data_restrictions"] = ask("data")
    site["smtpd_end_of_data_restrictions"] = ask("eom")
    return site


class Collector:
    """backscope-cli collect as a service."""

    def __init__(self, program, case, *feeds):
        self.program, self.case = program, str(case)
        self.messages = open(self.case + ".err", "w+", encoding="utf-8")
        self.process = subprocess.Popen([program, "collect", "--case", self.case, *feeds], stderr=self.messages)
        self.wait_for("waiting", "running")

    def said(self):
        return Path(self.messages.name).read_text(encoding="utf-8")

    def wait_for(self, *words):
        for _ in range(200):
            if any(word in self.said() for word in words) or self.process.poll() is not None:
                return
            time.sleep(0.05)
        raise RuntimeError("the collector does not start: " + self.said())

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def rows(self):
        run(self.program, "settings", "--case", self.case, "--my-network", "127.0.0.0/8", "--my-network", "192.0.2.0/28")
        return [json.loads(line) for line in run(self.program, "fates", "--format", "jsonl", self.case).splitlines()]

    def sessions(self):
        return [json.loads(line) for line in run(self.program, "sessions", "--format", "jsonl", self.case).splitlines()]


def dialog_side(expected):
    """What a feed alone may say of each recipient (domain rules 6.3): nothing about what became of accepted mail."""
    allowed = {}
    for (recipient, sender), (outcome, _, stage) in expected.items():
        if recipient is None or sender == "root@mx.example.net":  # names neither address; not by SMTP
            continue
        refused_at_rcpt = outcome in ("rejected", "tempfailed") and stage == "rcpt"
        allowed[recipient, sender] = {"rejected", "unresolved"} if refused_at_rcpt else {"unresolved", "aborted"}
    return allowed


def compare_alone(expected, rows):
    wrong, seen = [], {}
    for row in rows:
        seen.setdefault((row["recipient"], row["sender"]), []).append(row)
    for key, allowed in dialog_side(expected).items():
        found = seen.get(key, [])
        if len(found) != 1:
            wrong.append(f"requests alone: {key}: {len(found)} rows instead of one")
        elif found[0]["outcome"] not in allowed:
            wrong.append(f"requests alone: {key}: {found[0]['outcome']} is not among {sorted(allowed)}")
    claims = [row for row in rows if row["outcome"] in ("delivered", "bounced", "deferred", "discarded")]
    wrong += [f"requests alone: {row['recipient']}: {row['outcome']} cannot be known" for row in claims]
    certain = [row for row in rows if row["outcome"] in ("rejected", "aborted") and row["confidence"] in ("certain", "high")]
    wrong += [f"requests alone: {row['recipient']}: {row['outcome']} is told with confidence {row['confidence']}" for row in certain]
    if not any(row["outcome"] == "rejected" for row in rows):
        wrong.append("requests alone: no refusal is told")
    return wrong


def mail_flows(when):
    """A message takes its usual way and its usual time."""
    begun = time.monotonic()
    client = lab.Client("192.0.2.110", "mx.firm.example")
    accepted = client.mail("ann@firm.example", ["alice@example.org"])
    client.quit()
    seconds = time.monotonic() - begun
    if not accepted or seconds > 20:
        return [f"{when}: mail does not flow on ({client.replies}, {seconds:.1f} s)"]
    return []


def watch(program, postfix):
    wrong = []
    top = postfix.top
    both = Collector(program, top / "both.backscope", "--policy", BOTH, "--follow", str(postfix.log), "--timezone", "UTC")
    alone = Collector(program, top / "alone.backscope", "--policy", ALONE)
    expected = dialogs(postfix)
    postfix.settle()
    time.sleep(2)
    if both.stop() != 0 or alone.stop() != 0:
        wrong.append("a collector did not end well")
    wrong += ["requests and log: " + line for line in compare(expected, both.rows())]
    wrong += compare_alone(expected, alone.rows())
    only_log = top / "log.backscope"
    run(program, "import", "--case", str(only_log), str(postfix.log))
    sessions = len(run(program, "sessions", "--format", "jsonl", str(only_log)).splitlines())
    if len(both.sessions()) != sessions:
        wrong.append(f"requests and log: {len(both.sessions())} sessions, the log alone has {sessions}: they were not joined")
    for collector in (both, alone):
        print(collector.said())
        run(program, "check", collector.case)
    wrong += mail_flows("nobody listens")
    # Killed while Postfix works, and started again: mail flows on, and the case is sound and goes on.
    again = Collector(program, both.case, "--policy", BOTH, "--follow", str(postfix.log), "--timezone", "UTC")
    other = Collector(program, alone.case, "--policy", ALONE)
    wrong += mail_flows("listening again")
    again.kill()
    other.kill()
    wrong += mail_flows("killed")
    last = Collector(program, both.case, "--policy", BOTH, "--follow", str(postfix.log), "--timezone", "UTC")
    postfix.settle()
    time.sleep(2)
    last.stop()
    run(program, "check", last.case)
    found = [row for row in last.rows() if (row["sender"], row["recipient"]) == ("ann@firm.example", "alice@example.org")]
    if len(found) != 4 or any(row["outcome"] != "delivered" for row in found):
        wrong.append(f"after a kill: {[row['outcome'] for row in found]} instead of four deliveries")
    return wrong


def main():
    if len(sys.argv) != 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        lab.enter_namespaces()
    except lab.Unavailable as problem:
        print(f"SKIPPED: {problem}")
        return SKIPPED
    postfix = lab.Postfix(settings(), lab.site_tables())
    try:
        lab.open_network(name_server(), postfix.top)
        open_sinks()
        postfix.start()
        wrong = watch(str(Path(sys.argv[1]).resolve()), postfix)
        postfix.stop()
    finally:
        postfix.remove()
    for line in wrong:
        print("WRONG", line)
    print(f"{len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
