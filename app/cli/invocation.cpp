// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "invocation.h"

#include "commandline.h"
#include "textform.h"

#include <cerrno>
#include <cstring>
#include <map>
#include <unistd.h>

namespace backscope {

using namespace Qt::StringLiterals;

void Invocation::write(const std::string &text) const
{
    if (std::fwrite(text.data(), 1, text.size(), out) != text.size())
        throw ProblemError(
            { Severity::Error, "The output cannot be written", systemReason(errno), {}, "Is the disk full, or the reader gone?" });
}

void Invocation::say(const std::string &text) const
{
    std::fprintf(err, "%s\n", text.c_str());
}

QCommandLineOption optionNamed(const QString &name)
{
    static const std::map<QString, std::pair<QString, QString>> Options = {
        { u"case"_s, { u"Keep the case in this file."_s, u"FILE"_s } },
        { u"filter"_s, { u"Only what the expression selects, e.g. \"outcome:bounced -class:authenticated\"."_s, u"EXPR"_s } },
        { u"mta"_s, { u"Server that wrote the logs: auto, postfix."_s, u"NAME"_s } },
        { u"format"_s, { u"For import the server that wrote the logs (auto, postfix); for rows jsonl or csv."_s, u"FORMAT"_s } },
        { u"year"_s, { u"Year of the first line of logs without years."_s, u"YEAR"_s } },
        { u"timezone"_s, { u"Zone of logs without one: a name such as Europe/Berlin, UTC or +02:00."_s, u"ZONE"_s } },
        { u"host"_s, { u"Name of the server, instead of the logged one."_s, u"NAME"_s } },
        { u"no-raw"_s, { u"Do not keep the raw lines."_s, {} } },
        { u"json"_s, { u"Write JSON."_s, {} } },
        { u"by"_s,
            { u"What to rank: client net ptr class helo senderdomain victim rcpt rcptdomain relay cause host listener outcome stage hour country as."_s,
                u"DIMENSION"_s } },
        { u"measure"_s, { u"What to rank by: recipients rejected bounced backscatter delivered sessions avoidable."_s, u"MEASURE"_s } },
        { u"limit"_s, { u"Number of rows (20; 0 = all)."_s, u"N"_s } },
        { u"bucket"_s, { u"Width of a step: auto, 1m, 1h or 1d."_s, u"WIDTH"_s } },
        { u"my-network"_s, { u"A network of ours (CIDR). May be given several times; replaces the list."_s, u"CIDR"_s } },
        { u"my-domain"_s, { u"A mail domain of ours. May be given several times; replaces the list."_s, u"DOMAIN"_s } },
        { u"trusted-relay"_s,
            { u"A relay that passes on strangers' mail (CIDR). May be given several times; replaces the list."_s, u"CIDR"_s } },
        { u"keep-days"_s,
            { u"Drop details older than so many days before the newest line after each import, keep their totals (0 = keep all)."_s,
                u"N"_s } },
        { u"policy"_s,
            { u"Listen as a Postfix policy service: inet:127.0.0.1:10040, unix:/run/backscope/policy; for an older Postfix \"ADDR postfix=3.0\"."_s,
                u"ADDR"_s } },
        { u"main-cf"_s, { u"Print what main.cf needs for the addresses of --policy, and end."_s, {} } },
        { u"follow"_s, { u"Follow a log, through its rotations."_s, u"LOG"_s } },
        { u"command"_s, { u"Read the output of a program, e.g. \"ssh mx1 tail -n0 -F /var/log/mail.log\"."_s, u"CMD"_s } },
        { u"journal"_s, { u"Read and follow the systemd journal: local, or a folder of journal files."_s, u"PLACE"_s } },
        { u"syslog"_s, { u"Receive syslog: 127.0.0.1:5514, or only udp:… or tcp:…"_s, u"ADDR"_s } },
        { u"alarm"_s,
            { u"Say when a limit is reached: bounces-per-minute=N, backscatter-per-hour=N, rejected-share=PERCENT."_s, u"LIMIT"_s } },
        { u"country-db"_s, { u"Countries of addresses: a database in MaxMind's format, for country: and --by country."_s, u"FILE"_s } },
        { u"as-db"_s, { u"Providers' networks of addresses: a database in MaxMind's format, for as: and --by as."_s, u"FILE"_s } },
        { u"allow-outside"_s, { u"Listen also where other hosts can connect; nothing there is encrypted or authenticated."_s, {} } },
    };
    const auto &[description, value] = Options.at(name);
    return QCommandLineOption(name, description, value);
}

std::string textOf(const QString &text)
{
    return text.toStdString();
}

ImportOptions importOptions(const Invocation &invocation)
{
    const QCommandLineParser &options = invocation.options;
    ImportOptions result;
    if (options.isSet(u"year"_s)) {
        bool ok = false;
        const int year = options.value(u"year"_s).toInt(&ok);
        if (!ok || year < 1970 || year > 9999)
            throw Usage { u"--year takes a year such as 2026"_s };
        result.year = year;
    }
    result.timezone = textOf(options.value(u"timezone"_s));
    result.host = textOf(options.value(u"host"_s));
    return result;
}

std::vector<std::string> sourcesOf(const Invocation &invocation)
{
    std::vector<std::string> sources;
    for (const QString &operand : invocation.operands)
        sources.push_back(textOf(operand));
    if (sources.empty())
        throw Usage { u"No source is given: a case file, log files, folders, or - for standard input"_s };
    return sources;
}

CaseInput::Progress progressOn(std::FILE *err)
{
    if (isatty(fileno(err)) == 0)
        return {};
    return [err](const ImportProgress &now) {
        const double share = now.bytesTotal > 0 ? double(now.bytesRead) / double(now.bytesTotal) * 100 : 0;
        const double rate = now.seconds > 0 ? double(now.bytesRead) / now.seconds / 1e6 : 0;
        std::fprintf(err, "\r\033[K%s: %.0f %%, %lld lines, %.0f MB/s", plainLine(now.source).c_str(), share,
            static_cast<long long>(now.lines), rate);
        std::fflush(err);
    };
}

void sayProblems(const Invocation &invocation, const ImportResult &result)
{
    if (isatty(fileno(invocation.err)) != 0)
        std::fprintf(invocation.err, "\r\033[K");
    for (const Problem &problem : result.problems)
        invocation.say("backscope-cli: " + plainLine(toText(problem)));
}

int statusOf(const CaseInput &input)
{
    if (input.inputMissing())
        return Failed;
    return input.nothingUnderstood() ? NothingUnderstood : Done;
}

} // namespace backscope
