# SPDX-FileCopyrightText: 2026 The Backscope authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real Postfix in a network of its own: documentation addresses on the loopback device, a small name server, and sinks.

Nothing reaches the outside: the process moves into new network, mount, host name and process namespaces first, so clients can
connect *from* 203.0.113.9 and bounces can travel *to* mx.victim.example without any real host being involved.
"""
import os
import shutil
import socket
import socketserver
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

SERVER = "192.0.2.25"
STORE = "192.0.2.30"
INNER = "192.0.2.31"
MARK = "BACKSCOPE_LAB_INSIDE"


class Unavailable(Exception):
    """The lab cannot run here; the text says why."""


def require_tools():
    if os.geteuid() != 0:
        raise Unavailable("Postfix can only be started by root")
    for tool in ("postfix", "postconf", "unshare", "ip"):
        if not shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
            raise Unavailable(f"no program '{tool}'")


def enter_namespaces():
    """Starts this program again inside its own network; returns only there."""
    os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    if os.environ.get(MARK):
        return
    require_tools()
    command = ["unshare", "--net", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if subprocess.run(command + ["true"], stderr=subprocess.DEVNULL, check=False).returncode != 0:
        raise Unavailable("this system does not allow new namespaces")
    os.environ[MARK] = "1"
    os.environ["TZ"] = "UTC"
    os.execvp("unshare", command + [sys.executable] + sys.argv)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


class Names:
    """A DNS server for the handful of names that a scene needs: A, AAAA, MX, PTR."""

    def __init__(self):
        self.hosts = {}  # name -> address
        self.mx = {}  # domain -> host
        self.ptr = {}  # reverse name -> host

    def host(self, name, address, reverse=True):
        self.hosts[name.lower()] = address
        if reverse:
            self.ptr[self.reverse(address)] = name

    @staticmethod
    def reverse(address):
        if ":" in address:
            packed = socket.inet_pton(socket.AF_INET6, address).hex()
            return ".".join(reversed(packed)) + ".ip6.arpa"
        return ".".join(reversed(address.split("."))) + ".in-addr.arpa"

    @staticmethod
    def encode(name):
        return b"".join(bytes([len(part)]) + part.encode() for part in name.split(".") if part) + b"\0"

    def records(self, name, kind):
        address = self.hosts.get(name)
        if kind == 1 and address and ":" not in address:
            return [socket.inet_aton(address)]
        if kind == 28 and address and ":" in address:
            return [socket.inet_pton(socket.AF_INET6, address)]
        if kind == 15 and name in self.mx:
            return [struct.pack(">H", 10) + self.encode(self.mx[name])]
        if kind == 12 and name in self.ptr:
            return [self.encode(self.ptr[name])]
        return []

    def answer(self, query):
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("ascii", "replace"))
            at += query[at] + 1
        question = query[12:at + 5]
        kind = struct.unpack(">H", query[at + 1:at + 3])[0]
        name = ".".join(labels).lower()
        found = self.records(name, kind)
        known = bool(found) or name in self.hosts or name in self.mx or name in self.ptr
        flags = 0x8580 if known else 0x8583  # authoritative answer, or "no such name"
        body = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", kind, 1, 300, len(data)) + data for data in found)
        return query[:2] + struct.pack(">HHHHH", flags, 1, len(found), 0, 0) + question + body

    def serve(self):
        names = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                data, sock = self.request
                sock.sendto(names.answer(data), self.client_address)

        server = socketserver.ThreadingUDPServer(("127.0.0.1", 53), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


class Sink:
    """An SMTP (or LMTP) server that takes everything except what `refuse` names: function(sender, recipient) -> reply or None."""

    def __init__(self, address, port, name, refuse=lambda sender, recipient: None, lmtp=False, after_data=lambda sender: None):
        self.received = []
        sink = self

        class Handler(socketserver.StreamRequestHandler):
            disable_nagle_algorithm = True

            def say(self, text):
                self.wfile.write(text.encode() + b"\r\n")

            def handle(self):
                self.say(f"220 {name} {'LMTP' if lmtp else 'ESMTP'}")
                sender, recipients = "", []
                while line := self.rfile.readline():
                    text = line.decode("utf-8", "replace").strip()
                    verb = text[:4].upper()
                    if verb in ("EHLO", "LHLO", "HELO"):
                        self.say(f"250-{name}\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 8BITMIME")
                    elif verb == "MAIL":
                        sender, recipients = text.split("<", 1)[1].split(">")[0], []
                        self.say("250 2.1.0 Ok")
                    elif verb == "RCPT":
                        recipient = text.split("<", 1)[1].split(">")[0]
                        reply = refuse(sender, recipient)
                        if not reply:
                            recipients.append(recipient)
                        self.say(reply or "250 2.1.5 Ok")
                    elif verb == "DATA":
                        self.data(sender, recipients)
                    elif verb == "QUIT":
                        self.say("221 2.0.0 Bye")
                        return
                    else:
                        self.say("250 2.0.0 Ok")

            def data(self, sender, recipients):
                if not recipients:
                    self.say("554 5.5.1 No valid recipients")
                    return
                self.say("354 End data with <CR><LF>.<CR><LF>")
                while (line := self.rfile.readline()) and line != b".\r\n":
                    pass
                reply = after_data(sender)
                for recipient in recipients if lmtp else recipients[:1]:
                    sink.received.append((sender, recipient))
                    self.say(reply or f"250 2.0.0 Ok: queued as {len(sink.received):06X}")

        server_type = type("Server", (socketserver.ThreadingTCPServer,), {
            "allow_reuse_address": True, "daemon_threads": True, "request_queue_size": 128,
            "address_family": socket.AF_INET6 if ":" in address else socket.AF_INET})
        server = server_type((address, port), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()


MASTER = """
smtp      inet  n - n - - smtpd
587       inet  n - n - - smtpd -o syslog_name=postfix/submission
pickup    unix  n - n 60 1 pickup
cleanup   unix  n - n - 0 cleanup
qmgr      unix  n - n 300 1 qmgr
rewrite   unix  - - n - - trivial-rewrite
bounce    unix  - - n - 0 bounce
defer     unix  - - n - 0 bounce
trace     unix  - - n - 0 bounce
verify    unix  - - n - 1 verify
flush     unix  n - n 1000? 0 flush
proxymap  unix  - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp      unix  - - n - - smtp
relay     unix  - - n - - smtp -o syslog_name=postfix/relay
showq     unix  n - n - - showq
error     unix  - - n - - error
retry     unix  - - n - - error
discard   unix  - - n - - discard
local     unix  - n n - - local
virtual   unix  - n n - - virtual
lmtp      unix  - - n - - lmtp
anvil     unix  - - n - 1 anvil
scache    unix  - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """One Postfix instance below a folder that is removed at the end."""

    def __init__(self, settings, tables, environment=None):
        self.top = Path(tempfile.mkdtemp(prefix="backscope-postfix-"))
        self.top.chmod(0o755)
        self.config, self.log, self.spool = self.top / "etc", self.top / "log" / "mail.log", self.top / "spool"
        for folder in (self.config, self.log.parent, self.spool, self.top / "data"):
            folder.mkdir()
        shutil.chown(self.top / "data", "postfix", "postfix")
        self.environment = dict(os.environ, **(environment or {}))
        for name, lines in tables.items():
            self.table(name, lines)
        passed = " ".join(["MAIL_CONFIG", "MAIL_DEBUG", "MAIL_LOGTAG", "TZ", "LANG=C"] + list(environment or {}))
        base = {
            "compatibility_level": "3.6", "queue_directory": self.spool, "data_directory": self.top / "data",
            "command_directory": "/usr/sbin", "daemon_directory": "/usr/lib/postfix/sbin", "maillog_file": self.log,
            "maillog_file_prefixes": self.top, "import_environment": passed, "export_environment": passed,
            "multi_instance_enable": "no", "mail_owner": "postfix", "setgid_group": "postdrop",
        }
        settings = {key: str(value).replace("@etc@", str(self.config)) for key, value in (base | settings).items()}
        (self.config / "main.cf").write_text("".join(f"{key} = {value}\n" for key, value in settings.items()))
        (self.config / "master.cf").write_text(MASTER)

    def table(self, name, lines):
        (self.config / name).write_text("".join(line + "\n" for line in lines))

    def command(self, *arguments):
        result = subprocess.run(["postfix", "-c", str(self.config), *arguments], env=self.environment, check=False,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if result.returncode != 0:
            log = self.log.read_text(errors="replace") if self.log.exists() else ""
            raise RuntimeError(f"postfix {' '.join(arguments)} failed\n{result.stderr}{log}")

    def start(self):
        self.command("start")
        for _ in range(100):
            try:
                with socket.create_connection((SERVER, 25), timeout=5, source_address=("127.0.0.1", 0)):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("Postfix does not answer:\n" + self.log.read_text(errors="replace"))

    def busy(self):
        """Anything that is still being looked at: every queue except the deferred mail."""
        queues = ("maildrop", "incoming", "active")
        return any(path.is_file() for queue in queues for path in (self.spool / queue).rglob("*"))

    def settle(self, seconds=20):
        """Waits until the queue manager has nothing left to do."""
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 2 and time.monotonic() < end:
            quiet = 0 if self.busy() else quiet + 1
            time.sleep(0.02)

    def sendmail(self, sender, recipient, body):
        command = ["sendmail", "-C", str(self.config), "-f", sender, recipient]
        subprocess.run(command, input=body.encode(), env=self.environment, check=True)

    def stop(self):
        self.command("stop")

    def remove(self):
        shutil.rmtree(self.top, ignore_errors=True)


class Client:
    """One SMTP connection to the server, made from any address. Replies are kept, nothing is ever retried."""

    def __init__(self, address, helo, port=25):
        server = "2001:db8::25" if ":" in address else SERVER
        self.socket = socket.create_connection((server, port), timeout=30, source_address=(address, 0))
        self.file = self.socket.makefile("rb")
        self.replies = [self.read()]
        self.say(f"EHLO {helo}")

    def read(self):
        while line := self.file.readline():
            if line[3:4] != b"-":
                return line.decode("utf-8", "replace").strip()
        return ""

    def say(self, text):
        self.socket.sendall(text.encode() + b"\r\n")
        self.replies.append(self.read())
        return self.replies[-1]

    def mail(self, sender, recipients, subject="Hello", size=400, message_id=None, end=True):
        """One transaction. Returns True if it was accepted. end=False leaves after half of the message."""
        if not self.say(f"MAIL FROM:<{sender}>").startswith("2"):
            return False
        accepted = [self.say(f"RCPT TO:<{recipient}>").startswith("2") for recipient in recipients]
        if not any(accepted) or not self.say("DATA").startswith("3"):
            self.say("RSET")
            return False
        head = f"From: <{sender}>\r\nTo: <{recipients[0]}>\r\nSubject: {subject}\r\n"
        if message_id:
            head += f"Message-ID: <{message_id}>\r\n"
        body = "The quick brown fox jumps over the lazy dog.\r\n" * max(1, size // 46)
        self.socket.sendall((head + "\r\n" + body).encode())
        return end and self.say(".").startswith("2")

    def quit(self):
        self.say("QUIT")
        self.drop()

    def drop(self):
        self.file.close()
        self.socket.close()


def open_network(names, folder):
    """Inside the namespaces: addresses, host name and name server."""
    run("hostname", "mx.example.net")
    run("ip", "link", "set", "lo", "up")
    run("ip", "address", "add", f"{SERVER}/32", "dev", "lo")
    for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"):
        run("ip", "route", "add", "local", net, "dev", "lo")
    six = subprocess.run(["ip", "-6", "route", "add", "local", "2001:db8::/32", "dev", "lo"], stderr=subprocess.DEVNULL, check=False)
    (folder / "hosts").write_text("127.0.0.1 localhost\n")
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\noptions timeout:2 attempts:1\n")
    for name in ("hosts", "resolv.conf"):
        target = Path("/etc", name)
        run("mount", "--bind", str(folder / name), str(target.resolve()))
    names.host("mx.example.net", SERVER)
    names.host("store.example.net", STORE)
    names.host("inner.example.net", INNER)
    names.serve()
    return six.returncode == 0


def site_settings():
    """A small site: example.org with known mailboxes, example.com relayed to an inner server whose users Postfix does not know."""
    return {
        "myhostname": "mx.example.net", "mydomain": "example.net", "mydestination": "mx.example.net, localhost",
        "mynetworks": "127.0.0.0/8, 192.0.2.0/28", "inet_interfaces": f"{SERVER}, 127.0.0.1", "inet_protocols": "ipv4",
        "enable_long_queue_ids": "yes", "biff": "no", "alias_maps": "", "alias_database": "", "local_recipient_maps": "",
        "virtual_mailbox_domains": "example.org", "virtual_mailbox_maps": "texthash:@etc@/mailboxes",
        "virtual_alias_maps": "texthash:@etc@/aliases", "virtual_transport": f"lmtp:inet:{STORE}:24",
        "relay_domains": "example.com", "transport_maps": "texthash:@etc@/transport",
        "header_checks": "regexp:@etc@/header_checks", "message_size_limit": "60000", "smtpd_banner": "mx.example.net ESMTP",
        "smtpd_helo_required": "yes", "smtpd_sender_restrictions": "permit_mynetworks, check_sender_access texthash:@etc@/senders",
        "smtpd_client_restrictions": "permit_mynetworks, check_client_access texthash:@etc@/clients",
        "smtpd_helo_restrictions": "permit_mynetworks, check_helo_access texthash:@etc@/helos",
        "smtpd_recipient_restrictions": "permit_mynetworks, reject_unauth_destination, reject_unknown_sender_domain, "
                                        "reject_rbl_client bl.example",
        "smtpd_relay_restrictions": "permit_mynetworks, reject_unauth_destination",
        "smtpd_client_connection_rate_limit": "0", "default_process_limit": "40", "smtp_connect_timeout": "5s",
        "in_flow_delay": "0", "smtp_tls_security_level": "none", "smtpd_tls_security_level": "none",
        "smtp_destination_rate_delay": "0", "smtpd_error_sleep_time": "0",
    }


def site_tables():
    return {
        "mailboxes": [f"{user}@example.org {user}/" for user in ("alice", "bob", "carol", "dave", "erin", "frank", "full")],
        "aliases": ["team@example.org alice@example.org, bob@example.org", "moved@example.org moved@elsewhere.example"],
        "transport": ["example.com relay:[inner.example.net]"],
        "header_checks": ["/^Subject:.*cheap pills/ REJECT 5.7.1 This looks like spam"],
        "senders": ["blocked.example REJECT 5.7.1 Not wanted here"],
        "clients": [],
        "helos": ["mx.example.net REJECT 5.7.1 You are not me"],
    }
