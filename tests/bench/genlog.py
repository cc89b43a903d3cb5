#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a Postfix log of any size, the same one for the same seed, and what is true about it.

usage: genlog.py --megabytes N [--preset storm|bots|corporate] [--rate R] [--seed S] [--truth FILE] LOG

Sessions overlap, processes are used again and again, a few clients do most of the talking (Zipf), most pass postscreen, most mail goes through a
content filter and comes in again, some is retried for hours, other daemons write between. Everything that is not meant to stay deferred has ended when the log ends.
"""
import argparse
import collections
import heapq
import json
import math
import random
import time

# Of 1,000 clients: how many are refused (unknown user, block list, relay denied, greylisted), get their mail delivered, make it bounce to a stranger,
# make a report bounce, go away within DATA, are delivered after some time, hang up on postscreen.
KINDS = ("unknown", "listed", "relay", "greylisted", "delivered", "bounced", "report", "gone", "retried", "hangup")
PRESETS = {
    "storm": (250, 80, 40, 30, 230, 270, 10, 20, 30, 40),
    "bots": (430, 200, 60, 40, 60, 10, 10, 20, 0, 170),
    "corporate": (60, 40, 10, 40, 740, 15, 10, 15, 50, 20),
}
FILTERED, ENCRYPTED, MISNAMED = 0.6, 0.5, 0.4  # shares of the mail, of the sessions, of the clients without a name
SCREEN, FILTER = "postfix/postscreen[88]", "127.0.0.1"
BASE32 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
START = 1772323200  # 2026-03-01, a log without years needs --year 2026


class Zipf:
    """Numbers below n; small ones are far more likely."""

    def __init__(self, dice, n):
        self.dice, self.n = dice, n

    def __call__(self):
        return min(int(self.dice.paretovariate(0.6)) - 1, self.n - 1)


class Log:
    def __init__(self, preset, seed):
        self.dice = random.Random(seed)
        self.weights = PRESETS[preset]
        self.client, self.person = Zipf(self.dice, 50000), Zipf(self.dice, 20000)
        self.pending, self.order, self.ids = [], 0, 0
        self.truth = collections.Counter()
        self.free = {"smtpd": list(range(1000, 1400)), "filtered": list(range(6000, 6200))}

    def at(self, when, text):
        self.order += 1
        heapq.heappush(self.pending, (when, self.order, text))

    def queue_id(self, when):
        self.ids += 1
        digits, number = "", self.ids
        for _ in range(6):
            number, digit = divmod(number, 52)
            digits = BASE32[digit] + digits
        seconds, micros = int(when), int(when % 1 * 1e6)
        high = ""
        for _ in range(6):
            seconds, digit = divmod(seconds, 52)
            high = BASE32[digit] + high
        low = ""
        for _ in range(4):
            micros, digit = divmod(micros, 52)
            low = BASE32[digit] + low
        return high + low + "z" + digits

    def peer(self, number):
        ip = f"198.{18 + number % 2}.{number // 2 % 250}.{number // 500 % 250 + 1}"
        dashed = ip.replace(".", "-")
        return ip, ("unknown", f"{dashed}.dyn.isp{number % 40}.example", f"mail{number}.firm{number % 900}.example")[number % 3]

    def address(self):
        number = self.person()
        return f"p{number}@sender{number % 700}.example"

    def take_process(self, service):
        return self.free[service].pop(self.dice.randrange(len(self.free[service])))

    def session(self, when):
        if not all(self.free.values()):
            return
        ip, name = self.peer(self.client())
        kind = self.dice.choices(KINDS, self.weights)[0]
        sender, user = ("" if kind == "report" else self.address()), f"u{self.person()}@example.org"
        self.truth["sessions"] += 1
        peer = f"[{ip}]:{self.dice.randrange(1025, 65535)}"
        self.at(when, f"{SCREEN}: CONNECT from {peer} to [192.0.2.1]:25")
        when += 0.01
        if kind == "hangup" or (kind == "listed" and self.dice.random() < 0.5):
            self.screened_out(when, peer, kind, sender, user)
            return
        self.at(when, f"{SCREEN}: PASS {'NEW' if self.dice.random() < 0.1 else 'OLD'} {peer}")
        pid = self.take_process("smtpd")
        who, tag = f"{name}[{ip}]", f"postfix/smtpd[{pid}]"
        if name == "unknown" and self.dice.random() < MISNAMED:
            self.at(when, f"{tag}: warning: hostname dsl-{pid}.isp.example does not resolve to address {ip}: Name or service not known")
        self.at(when, f"{tag}: connect from {who}")
        if self.dice.random() < ENCRYPTED:
            self.at(when + 0.005, f"{tag}: Anonymous TLS connection established from {who}: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) "
                    "key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256")
        then = when + self.dice.random() * 2 + 0.01
        if kind in KINDS[:4]:
            end, counters = self.refused(then, tag, who, ip, sender, user, kind)
        elif kind == "gone":
            qid = self.queue_id(then)
            self.count("aborted")
            self.at(then, f"{tag}: {qid}: client={who}")
            self.at(then + 0.5, f"{tag}: lost connection after DATA (1200 bytes) from {who}")
            end, counters = then + 0.5, "ehlo=1 mail=1 rcpt=1 data=0/1 commands=3/4"
        else:
            end, counters = self.accepted(then, tag, who, sender, user, kind), "ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5"
        self.at(end, f"{tag}: disconnect from {who} {counters}")
        self.at(end, ("smtpd", pid))

    def count(self, outcome):
        self.truth["recipients"] += 1
        self.truth[outcome] += 1

    def screened_out(self, when, peer, kind, sender, user):
        if kind == "hangup":
            self.at(when + 2, f"{SCREEN}: HANGUP after 2 from {peer} in tests before SMTP handshake")
        else:
            ip = peer[1:].split("]")[0]
            self.count("rejected")
            self.at(when + 6, f"{SCREEN}: NOQUEUE: reject: RCPT from {peer}: 550 5.7.1 Service unavailable; client [{ip}] blocked using bl.example; "
                    f"from=<{sender}>, to=<{user}>, proto=ESMTP, helo=<h{ip.replace('.', '-')}>")
        self.at(when + 6.1, f"{SCREEN}: DISCONNECT {peer}")

    def refused(self, then, tag, who, ip, sender, user, kind):
        """Who guesses addresses tries several."""
        tries = self.dice.choice((1, 1, 1, 2, 3, 5)) if kind == "unknown" else 1
        for attempt in range(tries):
            user = user if attempt == 0 else f"u{self.person()}@example.org"
            reply = {
                "unknown": f"550 5.1.1 <{user}>: Recipient address rejected: User unknown in virtual mailbox table",
                "listed": f"554 5.7.1 Service unavailable; Client host [{ip}] blocked using bl.example; listed",
                "relay": "554 5.7.1 <x@foreign.example>: Relay access denied",
                "greylisted": f"450 4.2.0 <{user}>: Recipient address rejected: Greylisted, try again in 300 seconds",
            }[kind]
            to = "x@foreign.example" if kind == "relay" else user
            self.count("tempfailed" if kind == "greylisted" else "rejected")
            self.at(then, f"{tag}: NOQUEUE: reject: RCPT from {who}: {reply}; from=<{sender}> to=<{to}> proto=ESMTP helo=<h{ip.replace('.', '-')}>")
            then += 0.1
        return then, f"ehlo=1 mail=1 rcpt=0/{tries} quit=1 commands=3/{tries + 3}"

    def accepted(self, then, tag, who, sender, user, kind):
        qid, cleanup = self.queue_id(then), f"postfix/cleanup[{2000 + self.dice.randrange(40)}]"
        message_id = f"{qid}.{self.order}@{who.split('[')[0]}"
        self.at(then, f"{tag}: {qid}: client={who}")
        self.at(then + 0.02, f"{cleanup}: {qid}: message-id=<{message_id}>")
        self.at(then + 0.05, f"postfix/qmgr[99]: {qid}: from=<{sender}>, size={self.dice.randrange(900, 90000)}, nrcpt=1 (queue active)")
        gone = then + 0.2
        if self.dice.random() < FILTERED:
            qid, gone = self.filtered(gone, qid, sender, user, message_id)
        self.delivered(gone, qid, sender, user, kind)
        return then + 0.15

    def filtered(self, then, outer, sender, user, message_id):
        """Through a content filter and in again: the id of the second message and when it can be delivered."""
        then += 0.5
        qid, pid = self.queue_id(then), self.take_process("filtered")
        tag = f"postfix/filtered/smtpd[{pid}]"
        self.at(then, f"{tag}: connect from localhost[{FILTER}]")
        self.at(then, f"{tag}: {qid}: client=localhost[{FILTER}]")
        self.at(then + 0.01, f"postfix/cleanup[{2000 + self.dice.randrange(40)}]: {qid}: message-id=<{message_id}>")
        self.at(then + 0.02, f"postfix/qmgr[99]: {qid}: from=<{sender}>, size={self.dice.randrange(1400, 91000)}, nrcpt=1 (queue active)")
        self.at(then + 0.02, f"{tag}: disconnect from localhost[{FILTER}] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5")
        self.at(then + 0.02, ("filtered", pid))
        self.at(then + 0.03, f"postfix/smtp[{5000 + self.dice.randrange(90)}]: {outer}: to=<{user}>, relay={FILTER}[{FILTER}]:10024, delay=0.7, "
                f"delays=0.1/0/0.01/0.6, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[{FILTER}]:10025): 250 2.0.0 Ok: queued as {qid})")
        self.at(then + 0.04, f"postfix/qmgr[99]: {outer}: removed")
        return qid, then + 0.1

    def delivered(self, gone, qid, sender, user, kind):
        agent = f"postfix/lmtp[{3000 + self.dice.randrange(40)}]"
        relay = "relay=store.example.net[192.0.2.30]:24, delay=0.3, delays=0.1/0/0.1/0.1"
        if kind == "retried":
            for attempt in range(self.dice.randrange(1, 4)):
                self.at(gone, f"{agent}: {qid}: to=<{user}>, {relay}, dsn=4.2.2, status=deferred (host store.example.net[192.0.2.30] said: 452 4.2.2 Mailbox busy)")
                gone += 900 * 2 ** attempt
                self.at(gone - 1, f"postfix/qmgr[99]: {qid}: from=<{sender}>, size=1000, nrcpt=1 (queue active)")
        if kind in ("delivered", "retried"):
            self.count("delivered")
            self.at(gone, f"{agent}: {qid}: to=<{user}>, {relay}, dsn=2.0.0, status=sent (250 2.0.0 Ok: saved)")
        else:
            self.count("bounced")
            self.at(gone, f"{agent}: {qid}: to=<{user}>, {relay}, dsn=5.1.1, status=bounced (host store.example.net[192.0.2.30] said: 550 5.1.1 User unknown)")
            if kind == "bounced":
                self.bounce(gone + 0.05, qid, sender)
        self.at(gone + 0.3, f"postfix/qmgr[99]: {qid}: removed")

    def bounce(self, when, parent, sender):
        self.truth["dsn"] += 1
        qid, domain = self.queue_id(when), sender.split("@")[1]
        self.at(when, f"postfix/cleanup[2041]: {qid}: message-id=<{qid}@mx.example.net>")
        self.at(when + 0.01, f"postfix/bounce[{4000 + self.dice.randrange(9)}]: {parent}: sender non-delivery notification: {qid}")
        self.at(when + 0.02, f"postfix/qmgr[99]: {qid}: from=<>, size=2900, nrcpt=1 (queue active)")
        refused = self.dice.random() < 0.2
        status = "dsn=5.7.1, status=bounced (host said: 550 5.7.1 no)" if refused else "dsn=2.0.0, status=sent (250 2.0.0 Ok)"
        self.at(when + 1, f"postfix/smtp[{5000 + self.dice.randrange(90)}]: {qid}: to=<{sender}>, relay=mx.{domain}[203.0.113.7]:25, delay=1, delays=0/0/0.5/0.5, {status}")
        self.at(when + 1.1, f"postfix/qmgr[99]: {qid}: removed")

    def noise(self, now):
        if self.dice.random() < 0.05:
            self.at(now, f"dovecot: imap-login: Login: user=<u{self.person()}>, method=PLAIN, rip=192.0.2.9")
        if self.dice.random() < 0.02:
            self.at(now, "postfix/anvil[77]: statistics: max connection rate 3/60s for (smtp:198.18.0.9) at Mar  1 00:00:00")
            self.at(now, "postfix/anvil[77]: statistics: max cache size 14 at Mar  1 00:00:00")

    def write(self, path, size, rate):
        written, now = 0, float(START)
        with open(path, "w", encoding="ascii") as out:
            while written < size or self.pending:
                if written < size:
                    now += self.dice.expovariate(rate * (1 + 0.7 * math.sin((now % 86400 / 86400 - 0.25) * 2 * math.pi)))  # most at noon
                    self.session(now)
                    self.noise(now)
                while self.pending and (self.pending[0][0] <= now or written >= size):
                    when, _, text = heapq.heappop(self.pending)
                    if isinstance(text, tuple):
                        self.free[text[0]].append(text[1])
                        continue
                    t = time.gmtime(when)
                    line = f"{MONTHS[t.tm_mon - 1]} {t.tm_mday:2d} {t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d} mx1 {text}\n"
                    out.write(line)
                    written += len(line)
        return written


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("log")
    parser.add_argument("--megabytes", type=float, default=10)
    parser.add_argument("--preset", choices=sorted(PRESETS), default="storm")
    parser.add_argument("--rate", type=float, default=20, help="clients a second, on average")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--truth")
    options = parser.parse_args()
    log = Log(options.preset, options.seed)
    log.write(options.log, options.megabytes * 1e6, options.rate)
    if options.truth:
        with open(options.truth, "w", encoding="ascii") as out:
            json.dump(dict(log.truth), out)


if __name__ == "__main__":
    main()
