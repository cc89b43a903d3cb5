#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a real Postfix through every fate a recipient can have and compares what `backscope-cli fates` says.

Usage: test_postfix.py BACKSCOPE-CLI     exit status 0 right, 1 wrong, 77 skipped (the reason is printed)
"""
import json
import subprocess
import sys
import time
from pathlib import Path

import postfixlab as lab

SKIPPED = 77


def name_server():
    names = lab.Names()
    for domain, address in (("victim.example", "203.0.113.200"), ("firm.example", "192.0.2.110"), ("elsewhere.example", "203.0.113.201"),
                            ("gone.example", "203.0.113.202"), ("blocked.example", "203.0.113.203")):
        names.host(f"mx.{domain}", address)
        names.mx[domain] = f"mx.{domain}"
    names.host("dsl-198-51-100-7.pool.isp.example", "198.51.100.7")
    names.hosts["66.113.0.203.bl.example"] = "127.0.0.2"
    return names


def open_sinks():
    return {
        "store": lab.Sink(lab.STORE, 24, "store.example.net", lmtp=True,
                          refuse=lambda s, r: "552 5.2.2 Mailbox full" if r.startswith("full@") else None),
        "inner": lab.Sink(lab.INNER, 25, "inner.example.net",
                          refuse=lambda s, r: None if r.startswith("known@") else "550 5.1.1 User unknown"),
        "victim": lab.Sink("203.0.113.200", 25, "mx.victim.example"),
        "fussy": lab.Sink("203.0.113.202", 25, "mx.gone.example", refuse=lambda s, r: "550 5.1.1 No such user" if not s else None),
        "firm": lab.Sink("192.0.2.110", 25, "mx.firm.example", refuse=lambda s, r: "550 5.1.1 Unknown" if r.startswith("nobody@") else None),
    }


def dialogs(postfix):
    """Plays the sessions. Returns {(recipient, sender): (outcome, kind, stage)}."""
    bot, firm, listed, own = "198.51.100.7", "192.0.2.110", "203.0.113.66", "192.0.2.5"
    expected = {}

    def play(address, helo, sender, recipients, **how):
        client = lab.Client(address, helo)
        client.mail(sender, list(recipients), **how)
        client.quit() if how.get("end", True) else client.drop()
        expected.update({(recipient, sender): fate for recipient, fate in recipients.items()})

    delivered, refused = ("delivered", None, None), ("rejected", None, "rcpt")
    play(firm, "mx.firm.example", "ann@firm.example", {"alice@example.org": delivered})
    play(firm, "mx.firm.example", "many@firm.example", {"alice@example.org": delivered, "nosuch@example.org": refused,
                                                        "bob@example.org": delivered})
    play(bot, "friend", "forged@victim.example", {"nobody@example.org": refused})
    play(bot, "friend", "relay@victim.example", {"x@foreign.example": refused})
    play(bot, "friend", "x@no-such-domain.example", {"alice@example.org": ("tempfailed", None, "rcpt")})
    play(bot, "friend", "x@blocked.example", {"carol@example.org": refused})
    play(listed, "friend", "y@victim.example", {"alice@example.org": refused})
    play(bot, "mx.example.net", "z@victim.example", {"bob@example.org": refused})
    play(bot, "friend", "spam@victim.example", {"bob@example.org": ("rejected", None, "eom")}, subject="Buy cheap pills")
    play(bot, "friend", "cut@victim.example", {"carol@example.org": None}, end=False)
    del expected["carol@example.org", "cut@victim.example"]
    expected[None, None] = ("aborted", None, None)  # Postfix logs neither address of a message that never ended
    play(bot, "friend", "bob@victim.example", {"unknown@example.com": ("bounced", "backscatter", None)})
    play(bot, "friend", "sue@gone.example", {"unknown2@example.com": ("bounced", "backscatter", None)})
    play(bot, "friend", "", {"unknown3@example.com": ("bounced", "suppressed", None)})
    play(firm, "mx.firm.example", "tom@firm.example", {"known@example.com": delivered})
    play(own, "desk.example.net", "alice@example.org", {"nobody@firm.example": ("bounced", "local", None)})
    postfix.settle()
    postfix.sendmail("root@mx.example.net", "dave@example.org", "Subject: cron\n\nAll is well.\n")
    expected["dave@example.org", "root@mx.example.net"] = delivered
    return expected


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(command)} ended with {result.returncode}\n{result.stderr}")
    return result.stdout


def fates(program, log):
    """As a postmaster would: import, say which networks are ours, read."""
    case = str(log) + ".backscope"
    run(program, "import", "--case", case, str(log))
    run(program, "settings", "--case", case, "--my-network", "127.0.0.0/8", "--my-network", "192.0.2.0/28")
    return [json.loads(line) for line in run(program, "fates", "--format", "jsonl", case).splitlines()]


def compare(expected, rows):
    wrong, seen = [], {}
    for row in rows:
        seen.setdefault((row["recipient"], row["sender"]), []).append(row)
    for key, (outcome, kind, stage) in expected.items():
        found = seen.pop(key, [])
        if len(found) != 1:
            wrong.append(f"{key}: {len(found)} rows instead of one")
            continue
        row = found[0]
        got = (row["outcome"], row["kind"], row["stage"] if stage else None)
        if got != (outcome, kind, stage):
            wrong.append(f"{key}: expected {(outcome, kind, stage)}, got {got} ({row['reply_text']})")
    wrong += [f"{key}: not offered by any dialog, but reported as {rows[0]['outcome']}" for key, rows in seen.items()]
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
    postfix = lab.Postfix(lab.site_settings(), lab.site_tables())
    try:
        lab.open_network(name_server(), postfix.top)
        sinks = open_sinks()
        postfix.start()
        expected = dialogs(postfix)
        postfix.settle()
        time.sleep(1.5)
        postfix.stop()
        print(postfix.log.read_text(errors="replace"))
        wrong = compare(expected, fates(str(Path(sys.argv[1]).resolve()), postfix.log))
        if not any(sender == "" for sender, _ in sinks["victim"].received):
            wrong.append("the victim received no bounce: the scene itself did not work")
    finally:
        postfix.remove()
    for line in wrong:
        print("WRONG", line)
    print(f"{len(expected)} recipients, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
