#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a Postfix log of any size, the same one for the same seed, and what is true about it.

usage: genlog.py --megabytes N [--preset storm|bots|corporate] [--rate R] [--seed S] [--truth FILE] LOG

Sessions overlap, processes are used again and again, a few clients do most of the talking (Zipf), bots forge another sender and guess another recipient
each time, most clients pass postscreen, nearly all mail goes through a content filter and comes in again, some is retried for hours, other daemons write
between. Everything that is not meant to stay deferred has ended when the log ends. Names, ids and answers are as long as real ones: 1,000 MB of a storm
hold 6.8 million lines, 464,000 sessions, 310,000 refused and 253,000 accepted recipients, 159,000 non-delivery notices.
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
WANTED = ("delivered", "retried", "greylisted", "gone")  # mail of people who write often, to people that are there
PRESETS = {
    "storm": (240, 80, 40, 30, 160, 344, 10, 18, 30, 48),
    "bots": (430, 200, 60, 40, 60, 10, 10, 20, 0, 170),
    "corporate": (60, 40, 10, 40, 740, 15, 10, 15, 50, 20),
}
FILTERED, ENCRYPTED, MISNAMED, HASTY = 0.95, 0.5, 0.4, 0.5  # shares of: mail, sessions, clients without a name, guessers (they go without QUIT)
LATE, SECURED, DUAL = 0.25, 0.9, 0.7  # shares of the notices: deferred first, sent over TLS, tried over IPv6 that is not there
SCREEN, QMGR, FILTER, STORE = "postfix/postscreen[21788]", "postfix/qmgr[21799]", "127.0.0.1", "store.example.net[192.0.2.30]"
BASE52 = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
START = 1772323200  # 2026-03-01, a log without years needs --year 2026
FIRST = "marie thomas julia stefan laura peter sandra michael elena robert nina andreas sophie martin clara daniel irene victor paula oliver".split()
LAST = "hoffmann rossi lindqvist moreau novak fischer almeida kowalski jansen bergstrom dubois schneider ferrari keller vasquez laurent costa".split()
PLACES = "blue north harbour silver alpine river green summit union atlantic maple central bright castle coastal stone western golden meadow valley".split()
TRADES = "mail logistics travel insurance media consulting software textiles foods energy clinic printing studios books motors partners hotels school".split()
POOLS, ISPS, HOSTS = ("dynamic", "dsl", "pool", "cable", "res"), ("broadnet", "fastline", "citycom", "skyfibre", "openlink", "metronet"), ("mail-out-", "mta")
# Every number has a name of its own; the words are mixed well.
NAMES = [f"{FIRST[n % 20]}.{LAST[(n // 20 + n) % 17]}{n // 340 or ''}" for n in range(20000)]
DOMAINS = [f"{PLACES[n % 20]}{'-' if n < 360 else ''}{TRADES[(n // 20 + 3 * n) % 18]}.example" for n in range(700)]
CIPHERS = ("TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256",
           "TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits)")
# As mail programs make them. {0}: a random number, {1}: the sender's domain, {2}: a counter.
MESSAGE_IDS = ("{0:032x}@{1}", "CA{0:032X}@mail.{1}", "{2}.1.1772{2:09}.JavaMail.app@node1.{1}", "AS8PR04MB{0:032X}@AS8PR04MB87.eurprd04.prod.{1}")
# What other servers say to a notice, each as often. {0}: its recipient, {1}: the recipient's domain, {2}: the server, {3}: some queue id.
ANSWERS = ("dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as {3})", "dsn=2.0.0, status=sent (250 2.0.0 OK 17723{3}.112 - smtp-in17.{1})",
           "dsn=2.0.0, status=sent (250 2.0.0 {3} Message accepted for delivery)",
           "dsn=2.6.0, status=sent (250 2.6.0 <{3}@mx1.example.net> [InternalId=41287, Hostname=ex1.prod.{1}] Queued mail for delivery)",
           "dsn=5.1.1, status=bounced (host {2} said: 550 5.1.1 <{0}>: Recipient address rejected: User unknown (in reply to RCPT TO command))")
LATER = "dsn=4.2.0, status=deferred (host {2} said: 450 4.2.0 <{0}>: Recipient address rejected: Greylisted (in reply to RCPT TO command))"


def counters(said):
    """What smtpd counted, and the sums: "rcpt=0/2 quit=1 commands=1/3"."""
    counts = [pair.split("=")[1].split("/") for pair in said.split()]
    good, tried = (sum(int(count[place]) for count in counts) for place in (0, -1))
    return f"{said} commands={good}" + (f"/{tried}" if tried > good else "")


def base52(number, places):
    return "".join([BASE52[number // 52 ** place % 52] for place in range(places - 1, -1, -1)])


class Log:
    def __init__(self, preset, seed):
        self.dice = random.Random(seed)
        self.weights = PRESETS[preset]
        self.pending, self.order, self.ids = [], 0, 0
        self.truth = collections.Counter()
        self.free = {"smtpd": list(range(31000, 31400)), "filtered": list(range(36000, 36200))}

    def at(self, when, text):
        self.order += 1
        heapq.heappush(self.pending, (when, self.order, text))

    def zipf(self, n):
        """A number below n, each about as likely as its place in the row says: 1, 1/2, 1/3 …"""
        return min(int((n + 1) ** self.dice.random()) - 1, n - 1)

    def queue_id(self, when):
        self.ids += 1
        return f"{base52(int(when), 6)}{base52(int(when % 1 * 1e6), 4)}z{base52(self.ids, 6)}"

    def peer(self, number):
        """Address, name, and what it says in EHLO: its name, or what Windows calls a machine without one."""
        ip = f"198.{18 + number % 2}.{number // 2 % 250}.{number // 500 % 250 + 1}"
        pool = f"ip-{ip.replace('.', '-')}.{POOLS[number % 5]}.{ISPS[number % 6]}.example"
        firm = f"{TRADES[number % 18]}{'-' if number % 5 else ''}{PLACES[number // 18 % 20]}"  # never the sender's: that would prove who sent it
        name = ("unknown", pool, f"{HOSTS[number % 2]}{number}.{firm}.example")[number % 3]
        return ip, name, name if number % 3 else f"WIN-{(number + 1) * 2654435761 % 2 ** 44:011X}"

    def person(self, domain=None):
        number = self.zipf(20000)
        return f"{NAMES[number]}@{domain or DOMAINS[number % 700]}"

    def forged(self):
        """Hardly ever the same one twice: bots take senders from lists of millions."""
        return f"{self.dice.choice(NAMES)}@{self.dice.choice(DOMAINS)}"

    def guess(self):
        """A recipient out of a dictionary."""
        return f"{self.dice.choice(NAMES)}@example.org"

    def process(self, daemon, first, count):
        return f"postfix/{daemon}[{first + self.dice.randrange(count)}]"

    def take_process(self, service):
        return self.free[service].pop(self.dice.randrange(len(self.free[service])))

    def delays(self, waited=0):
        parts = waited + self.dice.random() * 0.4, 0.01, self.dice.random() * 0.1, self.dice.random() * 0.5
        whole, *each = [f"{part:.0f}" if part >= 10 else f"{round(part, 2):.2g}" for part in (sum(parts), *parts)]
        return f"delay={whole}, delays={'/'.join(each)}"

    def session(self, when):
        if not all(self.free.values()):
            return
        number = self.zipf(50000)
        ip, name, helo = self.peer(number)
        kind = self.dice.choices(KINDS, self.weights)[0]
        wanted = kind in WANTED
        sender, user = "" if kind == "report" else self.person() if wanted else self.forged(), self.person("example.org") if wanted else self.guess()
        self.truth["sessions"] += 1
        peer = f"[{ip}]:{1025 + self.truth['sessions'] * 7919 % 64000}"  # no two open at once from the same port
        self.at(when, f"{SCREEN}: CONNECT from {peer} to [192.0.2.1]:25")
        when += 0.01
        if kind == "hangup" or (kind == "listed" and self.dice.random() < 0.5):
            self.screened_out(when, ip, peer, kind, f"from=<{sender}>, to=<{user}>, proto=ESMTP, helo=<{helo}>")
            return
        self.at(when, f"{SCREEN}: PASS {'NEW' if self.dice.random() < 0.1 else 'OLD'} {peer}")
        pid = self.take_process("smtpd")
        who, tag, said = f"{name}[{ip}]", f"postfix/smtpd[{pid}]", "ehlo=1"
        if name == "unknown" and self.dice.random() < MISNAMED:
            self.at(when, f"{tag}: warning: hostname host-{number}.{ISPS[number % 6]}.example does not resolve to address {ip}: Name or service not known")
        self.at(when, f"{tag}: connect from {who}")
        if self.dice.random() < ENCRYPTED:
            self.at(when + 0.005, f"{tag}: Anonymous TLS connection established from {who}: {CIPHERS[number % 4 == 3]}")
            said = "ehlo=2 starttls=1"
        then = when + self.dice.random() * 2 + 0.01
        if kind in KINDS[:4]:
            end, more = self.refused(then, tag, who, ip, helo, sender, user, kind)
        elif kind == "gone":
            qid = self.queue_id(then)
            self.count("aborted")
            self.at(then, f"{tag}: {qid}: client={who}")
            self.at(then + 0.5, f"{tag}: lost connection after DATA (1200 bytes) from {who}")
            end, more = then + 0.5, "rcpt=1 data=0/1"
        else:
            end, more = self.accepted(then, tag, who, helo, sender, user, kind), "rcpt=1 data=1 quit=1"
        self.at(end, f"{tag}: disconnect from {who} {counters(f'{said} mail=1 {more}')}")
        self.at(end, ("smtpd", pid))

    def count(self, outcome):
        self.truth["recipients"] += 1
        self.truth[outcome] += 1

    def screened_out(self, when, ip, peer, kind, envelope):
        if kind == "hangup":
            self.at(when + 2, f"{SCREEN}: HANGUP after 2 from {peer} in tests before SMTP handshake")
        else:
            self.count("rejected")
            for answer in (4, 11):
                self.at(when + 0.1, f"{self.process('dnsblog', 38000, 9)}: addr {ip} listed by domain bl.example as 127.0.0.{answer}")
            self.at(when + 6, f"{SCREEN}: DNSBL rank 3 for {peer}")
            self.at(when + 6, f"{SCREEN}: NOQUEUE: reject: RCPT from {peer}: 550 5.7.1 Service unavailable; client [{ip}] blocked using bl.example; {envelope}")
        self.at(when + 6.1, f"{SCREEN}: DISCONNECT {peer}")

    def refused(self, then, tag, who, ip, helo, sender, user, kind):
        """Who guesses addresses tries several. The end, and what smtpd counted from RCPT on."""
        tries = self.dice.choice((1, 1, 1, 2, 3, 5)) if kind == "unknown" else 1
        for attempt in range(tries):
            to = self.forged() if kind == "relay" else user if attempt == 0 else self.guess()
            reply = {
                "unknown": f"550 5.1.1 <{to}>: Recipient address rejected: User unknown in virtual mailbox table",
                "listed": f"554 5.7.1 Service unavailable; Client host [{ip}] blocked using bl.example; https://www.bl.example/query/ip/{ip}",
                "relay": f"554 5.7.1 <{to}>: Relay access denied",
                "greylisted": f"450 4.2.0 <{to}>: Recipient address rejected: Greylisted, try again in 300 seconds",
            }[kind]
            self.count("tempfailed" if kind == "greylisted" else "rejected")
            self.at(then, f"{tag}: NOQUEUE: reject: RCPT from {who}: {reply}; from=<{sender}> to=<{to}> proto=ESMTP helo=<{helo}>")
            then += 0.1
        if kind == "unknown" and self.dice.random() < HASTY:
            self.at(then, f"{tag}: lost connection after RCPT from {who}")
            return then, f"rcpt=0/{tries}"
        return then, f"rcpt=0/{tries} quit=1"

    def accepted(self, then, tag, who, helo, sender, user, kind):
        qid, cleanup, size = self.queue_id(then), self.process("cleanup", 32000, 40), self.dice.randrange(900, 90000)
        message_id = self.dice.choice(MESSAGE_IDS).format(self.dice.getrandbits(128), sender.partition("@")[2] or helo, self.ids)
        self.at(then, f"{tag}: {qid}: client={who}")
        self.at(then + 0.02, f"{cleanup}: {qid}: message-id=<{message_id}>")
        self.at(then + 0.05, f"{QMGR}: {qid}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")
        gone = then + 0.2
        if self.dice.random() < FILTERED:
            size += 480
            qid, gone = self.filtered(gone, qid, sender, user, message_id, size)
        self.delivered(gone, qid, sender, user, kind, size)
        return then + 0.15

    def filtered(self, then, outer, sender, user, message_id, size):
        """Through a content filter and in again: the id of the second message and when it can be delivered."""
        then += 0.5
        qid, pid = self.queue_id(then), self.take_process("filtered")
        tag = f"postfix/filtered/smtpd[{pid}]"
        self.at(then, f"{tag}: connect from localhost[{FILTER}]")
        self.at(then, f"{tag}: {qid}: client=localhost[{FILTER}]")
        self.at(then + 0.01, f"{self.process('cleanup', 32000, 40)}: {qid}: message-id=<{message_id}>")
        self.at(then + 0.02, f"{QMGR}: {qid}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")
        self.at(then + 0.02, f"{tag}: disconnect from localhost[{FILTER}] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5")
        self.at(then + 0.02, ("filtered", pid))
        self.at(then + 0.03, f"{self.process('smtp', 35000, 90)}: {outer}: to=<{user}>, relay={FILTER}[{FILTER}]:10024, {self.delays()}, "
                f"dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[{FILTER}]:10025): 250 2.0.0 Ok: queued as {qid})")
        self.at(then + 0.04, f"{QMGR}: {outer}: removed")
        return qid, then + 0.1

    def delivered(self, gone, qid, sender, user, kind, size):
        head, waited = f"{self.process('lmtp', 33000, 40)}: {qid}: to=<{user}>, relay={STORE}:24", 0
        if kind == "retried":
            for attempt in range(self.dice.randrange(1, 4)):
                self.at(gone, f"{head}, {self.delays(waited)}, dsn=4.2.2, status=deferred (host {STORE} said: 452 4.2.2 <{user}> Mailbox busy (in reply to RCPT TO command))")
                gone, waited = gone + 900 * 2 ** attempt, waited + 900 * 2 ** attempt
                self.at(gone - 1, f"{QMGR}: {qid}: from=<{sender}>, size={size}, nrcpt=1 (queue active)")
        if kind in ("delivered", "retried"):
            self.count("delivered")
            self.at(gone, f"{head}, {self.delays(waited)}, dsn=2.0.0, status=sent (250 2.0.0 <{user}> {self.dice.getrandbits(96):024x} Saved)")
        else:
            self.count("bounced")
            self.at(gone, f"{head}, {self.delays()}, dsn=5.1.1, status=bounced (host {STORE} said: 550 5.1.1 <{user}> User doesn't exist: {user} "
                    "(in reply to RCPT TO command))")
            if kind == "bounced":
                self.bounce(gone + 0.05, qid, sender)
        self.at(gone + 0.3, f"{QMGR}: {qid}: removed")

    def bounce(self, when, parent, sender):
        self.truth["dsn"] += 1
        qid, size, agent, domain = self.queue_id(when), self.dice.randrange(2900, 9000), self.process("smtp", 35000, 90), sender.split("@")[1]
        number, secured = DOMAINS.index(domain), self.dice.random() < SECURED
        server = f"mx1.{domain}[203.0.113.{number % 250 + 1}]"
        answers = [LATER] * (self.dice.random() < LATE) + [self.dice.choice(ANSWERS)]
        self.at(when, f"{self.process('cleanup', 32000, 40)}: {qid}: message-id=<{qid}@mx1.example.net>")
        self.at(when + 0.01, f"{self.process('bounce', 34000, 9)}: {parent}: sender non-delivery notification: {qid}")
        for waited, answer in zip((0, 900), answers):
            then = when + waited
            self.at(then + 0.02, f"{QMGR}: {qid}: from=<>, size={size}, nrcpt=1 (queue active)")
            if self.dice.random() < DUAL:
                self.at(then + 0.5, f"{agent}: connect to mx1.{domain}[2001:db8:25::{number + 1:x}]:25: Network is unreachable")
            if secured:
                self.at(then + 0.6, f"{agent}: Untrusted TLS connection established to {server}:25: {CIPHERS[number % 4 == 3]}")
            self.at(then + 1, f"{agent}: {qid}: to=<{sender}>, relay={server}:25, {self.delays(waited)}, {answer.format(sender, domain, server, qid[::-1])}")
        self.at(then + 1.1, f"{QMGR}: {qid}: removed")

    def noise(self, now):
        if self.dice.random() < 0.05:
            self.at(now, f"dovecot: imap-login: Login: user=<{self.person('example.org')}>, method=PLAIN, rip=192.0.2.9")
        if self.dice.random() < 0.02:
            for most in ("connection rate 3/60s for (smtp:198.18.0.9)", "connection count 2 for (smtp:198.18.0.9)", "cache size 14"):
                self.at(now, f"postfix/anvil[21977]: statistics: max {most} at Mar  1 00:00:00")

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
