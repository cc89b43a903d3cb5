// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "envelope.h"

#include <algorithm>
#include <array>

namespace backscope {

bool isLossMark(const LogLine &line)
{
    const auto tag = line.tag;
    const bool logger = tag.starts_with("rsyslogd") || tag.starts_with("systemd-journal") || tag == "journal" || tag == "imuxsock"
        || tag == "imjournal" || tag == "syslog-ng" || tag == "syslogd";
    if (!logger)
        return false;
    const auto has = [&](std::string_view what) { return line.message.find(what) != std::string_view::npos; };
    return (has("uppressed ") && has(" messages from")) || (has("lost ") && has(" messages")) || has("rate-limiting")
        || (has("dropped") && has("messages"));
}

bool isKnownOther(std::string_view tag)
{
    static constexpr auto names = std::to_array<std::string_view>(
        { "CRON", "CROND", "NetworkManager", "amavis", "anacron", "apache2", "auditd", "avahi-daemon", "chronyd", "clamav-milter", "clamd",
            "containerd", "cron", "crond", "crontab", "cyrus", "dbus", "dbus-daemon", "dhclient", "dhcpcd", "dockerd", "dovecot",
            "fail2ban", "freshclam", "httpd", "imap", "imapd", "imjournal", "imuxsock", "ipop3d", "journal", "kernel", "lmtpunix", "logger",
            "login", "logrotate", "managesieve-login", "milter-greylist", "named", "nginx", "ntpd", "openarc", "opendkim", "opendmarc",
            "php-fpm", "policyd-spf", "polkitd", "pop3", "pop3d", "postgrey", "postsrsd", "proftpd", "pure-ftpd", "rkhunter", "roundcube",
            "rspamd", "rsyslogd", "run-parts", "saslauthd", "slapd", "smartd", "snmpd", "spamass-milter", "spamc", "spamd", "sqlgrey",
            "sshd", "su", "sudo", "syslog-ng", "syslogd", "systemd", "systemd-journald", "systemd-logind", "systemd-networkd",
            "systemd-resolved", "systemd-timesyncd", "systemd-udevd", "unattended-upgrade", "unbound", "vsftpd" });
    static_assert(std::is_sorted(names.begin(), names.end()));
    const auto base = tag.substr(0, tag.find_first_of("/-(", tag.starts_with("systemd-") ? 8 : 0));
    const auto known = [](std::string_view name) { return std::binary_search(names.begin(), names.end(), name); };
    return !tag.empty() && (known(tag) || known(base));
}

} // namespace backscope
