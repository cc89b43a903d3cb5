// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "collect.h"
#include "domain/address.h"
#include "domain/network.h"
#include "importers/formats/catalogue.h"
#include "importers/live/policyfeed.h"
#include "jobs/caseinput.h"
#include "rowformat.h"
#include "store/addressbase.h"
#include "store/casefile.h"
#include "textform.h"

#include <QCommandLineParser>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <unistd.h>

namespace backscope {

namespace {

using namespace Qt::StringLiterals;

/// Thrown for wrong usage; says which command's help would have told.
struct Usage {
    QString message;
};

/// What every command gets.
struct Invocation {
    const QCommandLineParser &options;
    QStringList operands; ///< sources, behind the command
    std::stop_token stop;
    std::FILE *out;
    std::FILE *err;

    void write(const std::string &text) const
    {
        if (std::fwrite(text.data(), 1, text.size(), out) != text.size())
            throw ProblemError(
                { Severity::Error, "The output cannot be written", std::strerror(errno), {}, "Is the disk full, or the reader gone?" });
    }
    void say(const std::string &text) const { std::fprintf(err, "%s\n", text.c_str()); }
};

struct Command {
    QString name;
    QString operands;
    QString does;
    QStringList options; ///< names, of optionNamed()
    int (*run)(const Invocation &invocation);
};

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

/// A database that was named must be one, whether it is asked or not: better said now than after a long import.
void useAddressBases(const QCommandLineParser &options)
{
    for (const auto &[option, fact] : { std::pair(u"country-db"_s, AddressFact::Country), std::pair(u"as-db"_s, AddressFact::As) }) {
        setAddressBase(fact, textOf(options.value(option)));
        if (options.isSet(option))
            addressBase(fact);
    }
}

Filter filterOf(const Invocation &invocation)
{
    useAddressBases(invocation.options);
    const auto parsed = parseFilter(textOf(invocation.options.value(u"filter"_s)));
    if (const auto *problem = std::get_if<Problem>(&parsed))
        throw Usage { QString::fromStdString(toText(*problem)) };
    for (const Term &term : std::get<Filter>(parsed).terms) {
        if (const auto fact = addressFactOf(term.field))
            addressBase(*fact);
    }
    return std::get<Filter>(parsed);
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

/// On a terminal only: a line that is written over and over.
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

/// Opens the sources and asks; nothing is asked when nothing was understood.
int withCase(const Invocation &invocation, const std::vector<std::string> &sources, const std::function<void(CaseReader &)> &ask)
{
    CaseInput::Request request { sources, textOf(invocation.options.value(u"case"_s)), importOptions(invocation), true };
    if (invocation.options.isSet(u"mta"_s))
        request.options.format = textOf(invocation.options.value(u"mta"_s));
    const CaseInput input(request, invocation.stop, progressOn(invocation.err));
    sayProblems(invocation, input.imported());
    if (!input.nothingUnderstood()) {
        CaseReader reader(input.casePath(), invocation.stop);
        ask(reader);
    }
    return statusOf(input);
}

int runImport(const Invocation &invocation)
{
    if (!invocation.options.isSet(u"case"_s))
        throw Usage { u"import needs --case FILE"_s };
    CaseInput::Request request { sourcesOf(invocation), textOf(invocation.options.value(u"case"_s)), importOptions(invocation),
        !invocation.options.isSet(u"no-raw"_s) };
    request.options.format = textOf(invocation.options.value(u"format"_s));
    if (!request.options.format.empty() && request.options.format != "auto" && !formatByName(catalogue(), request.options.format))
        throw Usage { u"--format: unknown server '%1'"_s.arg(invocation.options.value(u"format"_s)) };
    const CaseInput input(request, invocation.stop, progressOn(invocation.err));
    sayProblems(invocation, input.imported());
    const ImportResult &result = input.imported();
    for (const SourceReport &source : result.sources) {
        invocation.say(plainLine(source.name) + ": " + source.mta + ", " + std::to_string(source.lines) + " lines, "
            + std::to_string(source.understood) + " understood, " + std::to_string(source.irrelevant) + " irrelevant, "
            + std::to_string(source.unknown) + " unknown");
    }
    if (result.alreadyKnown > 0)
        invocation.say(std::to_string(result.alreadyKnown) + (result.alreadyKnown == 1 ? " source had" : " sources had") + " nothing new.");
    return statusOf(input);
}

int runSummary(const Invocation &invocation)
{
    const Filter filter = filterOf(invocation);
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        const Summary summary = reader.summary(filter);
        invocation.write(invocation.options.isSet(u"json"_s) ? summaryJson(summary) : summaryText(summary));
    });
}

RowFormat rowFormatOf(const Invocation &invocation)
{
    const QString format = invocation.options.value(u"format"_s);
    if (format.isEmpty() || format == u"jsonl")
        return RowFormat::JsonLines;
    if (format == u"csv")
        return RowFormat::Csv;
    throw Usage { u"--format takes jsonl or csv"_s };
}

int runFates(const Invocation &invocation)
{
    const Filter filter = filterOf(invocation);
    const RowFormat format = rowFormatOf(invocation);
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        invocation.write(fateHeader(format));
        reader.eachFate(filter, [&](const FateRow &row) {
            invocation.write(fateRow(row, format));
            return true;
        });
    });
}

int runSessions(const Invocation &invocation)
{
    const Filter filter = filterOf(invocation);
    const RowFormat format = rowFormatOf(invocation);
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        invocation.write(sessionHeader(format));
        reader.eachSession(filter, [&](const SessionRow &row) {
            invocation.write(sessionRow(row, format));
            return true;
        });
    });
}

int runTop(const Invocation &invocation)
{
    const QCommandLineParser &options = invocation.options;
    const Filter filter = filterOf(invocation);
    if (!options.isSet(u"by"_s))
        throw Usage { u"top needs --by DIMENSION"_s };
    const auto by = dimensionFromSlug(textOf(options.value(u"by"_s)));
    if (!by)
        throw Usage { u"--by: unknown dimension '%1'"_s.arg(options.value(u"by"_s)) };
    if (const auto fact = addressFactOf(*by))
        addressBase(*fact);
    const auto measure = measureFromSlug(options.isSet(u"measure"_s) ? textOf(options.value(u"measure"_s)) : "recipients");
    if (!measure)
        throw Usage { u"--measure: unknown measure '%1'"_s.arg(options.value(u"measure"_s)) };
    bool ok = true;
    const int limit = options.isSet(u"limit"_s) ? options.value(u"limit"_s).toInt(&ok) : 20;
    if (!ok || limit < 0)
        throw Usage { u"--limit takes a number, 0 for all"_s };
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        const auto rows = reader.top(filter, *by, *measure, limit);
        invocation.write(options.isSet(u"json"_s) ? topJson(rows, *by, *measure) : topText(rows, *by, *measure));
    });
}

int runSeries(const Invocation &invocation)
{
    static const std::map<QString, Bucket> Buckets = { { {}, Bucket::Auto }, { u"auto"_s, Bucket::Auto }, { u"1m"_s, Bucket::Minute },
        { u"1h"_s, Bucket::Hour }, { u"1d"_s, Bucket::Day } };
    const Filter filter = filterOf(invocation);
    const auto bucket = Buckets.find(invocation.options.value(u"bucket"_s));
    if (bucket == Buckets.end())
        throw Usage { u"--bucket takes auto, 1m, 1h or 1d"_s };
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        const Series series = reader.series(filter, bucket->second);
        invocation.write(invocation.options.isSet(u"json"_s) ? seriesJson(series) : seriesText(series));
    });
}

int runShow(const Invocation &invocation)
{
    std::vector<std::string> sources = sourcesOf(invocation);
    const std::string id = sources.front();
    sources.erase(sources.begin());
    if (sources.empty())
        throw Usage { u"show needs an id and a source"_s };
    return withCase(invocation, sources, [&](CaseReader &reader) {
        const auto found = reader.find(id);
        if (found.empty()) {
            throw ProblemError(
                { Severity::Error, "Nothing has this id", "'" + plainLine(id) + "' is no session, queue id or message-id of these sources",
                    {}, "'fates' and 'sessions' list the ids." });
        }
        for (std::size_t i = 0; i < found.size(); ++i)
            invocation.write((i > 0 ? "\n" : "") + storyText(reader.story(found[i])));
    });
}

std::vector<std::string> networksOf(const Invocation &invocation, const QString &option)
{
    std::vector<std::string> values;
    for (const QString &value : invocation.options.values(option)) {
        const auto network = parseNetwork(textOf(value));
        if (!network)
            throw Usage { u"--%1: '%2' is no network (192.0.2.0/24, 2001:db8::/32)"_s.arg(option, value) };
        values.push_back(toText(*network));
    }
    return values;
}

int keepDaysOf(const Invocation &invocation)
{
    bool ok = false;
    const int days = invocation.options.value(u"keep-days"_s).toInt(&ok);
    if (!ok || days < 0 || days > SiteSettings::MostKeepDays)
        throw Usage { u"--keep-days takes a number of days up to %1; 0 keeps all"_s.arg(SiteSettings::MostKeepDays) };
    return days;
}

int runSettings(const Invocation &invocation)
{
    const std::string path = textOf(invocation.options.value(u"case"_s));
    if (path.empty())
        throw Usage { u"settings needs --case FILE"_s };
    if (!invocation.operands.isEmpty())
        throw Usage { u"settings takes no sources"_s };
    if (!isCaseFile(path))
        throw ProblemError({ Severity::Error, "The settings cannot be changed", path + " is no case file", path,
            "Make one with 'import --case FILE LOG…'." });
    const bool networks = invocation.options.isSet(u"my-network"_s), domains = invocation.options.isSet(u"my-domain"_s),
               relays = invocation.options.isSet(u"trusted-relay"_s), days = invocation.options.isSet(u"keep-days"_s);
    if (networks || domains || relays || days) {
        CaseWriter writer(path);
        SiteSettings settings = writer.settings();
        if (networks)
            settings.myNetworks = networksOf(invocation, u"my-network"_s);
        if (relays)
            settings.trustedRelays = networksOf(invocation, u"trusted-relay"_s);
        if (domains) {
            settings.myDomains.clear();
            for (const QString &domain : invocation.options.values(u"my-domain"_s))
                settings.myDomains.push_back(domainKey(textOf(domain)));
        }
        if (days)
            settings.keepDays = keepDaysOf(invocation);
        writer.applySettings(settings, invocation.stop);
        writer.finish();
    }
    CaseReader reader(path, invocation.stop);
    invocation.write(settingsText(reader.settings(), reader.proposedSettings()));
    return Done;
}

int runCompact(const Invocation &invocation)
{
    if (invocation.operands.size() != 1)
        throw Usage { u"compact takes one case file"_s };
    const std::string path = textOf(invocation.operands.front());
    if (!isCaseFile(path))
        throw ProblemError({ Severity::Error, "The case cannot be compacted", path + " is no case file", path,
            "Make one with 'import --case FILE LOG…'." });
    const auto size = [&path] { return std::filesystem::file_size(path); };
    const auto before = size();
    const std::int64_t dropped = CaseWriter(path).compact();
    invocation.write(std::to_string(dropped) + (dropped == 1 ? " session lost its details; " : " sessions lost their details; ")
        + std::to_string(before) + " bytes before, " + std::to_string(size()) + " after.\n");
    return Done;
}

int runCheck(const Invocation &invocation)
{
    if (invocation.operands.size() != 1)
        throw Usage { u"check takes one case file"_s };
    CaseReader reader(textOf(invocation.operands.front()), invocation.stop);
    const std::vector<Problem> findings = reader.check();
    for (const Problem &finding : findings)
        invocation.say("backscope-cli: " + plainLine(toText(finding)));
    if (findings.empty())
        invocation.write("The case file is sound.\n");
    return findings.empty() ? Done : Failed;
}

/// In the order in which they are named on the command line, kind by kind.
std::vector<FeedSpec> feedsOf(const Invocation &invocation)
{
    using Kind = FeedSpec::Kind;
    static const std::vector<std::pair<QString, Kind>> Kinds = { { u"policy"_s, Kind::Policy }, { u"follow"_s, Kind::Log },
        { u"command"_s, Kind::Command }, { u"journal"_s, Kind::Journal }, { u"syslog"_s, Kind::Syslog } };
    std::vector<FeedSpec> feeds;
    for (const auto &[option, kind] : Kinds) {
        for (const QString &target : invocation.options.values(option))
            feeds.push_back({ kind, textOf(target) });
    }
    return feeds;
}

void printMainCf(const Invocation &invocation)
{
    const QStringList addresses = invocation.options.values(u"policy"_s);
    if (addresses.isEmpty())
        throw Usage { u"--main-cf needs --policy ADDR"_s };
    for (const QString &address : addresses) {
        const PolicyTarget target = parsePolicyTarget(textOf(address));
        const PolicyConfig config = policyConfig(target.version, target.address);
        if (!config.warning.empty())
            invocation.say("backscope-cli: " + config.warning);
        invocation.write(config.text);
    }
}

int runCollect(const Invocation &invocation)
{
    if (invocation.options.isSet(u"main-cf"_s)) {
        printMainCf(invocation);
        return Done;
    }
    if (!invocation.options.isSet(u"case"_s))
        throw Usage { u"collect needs --case FILE"_s };
    if (!invocation.operands.isEmpty())
        throw Usage { u"collect takes no sources; follow a log with --follow LOG"_s };
    const LiveOptions options { feedsOf(invocation), importOptions(invocation), invocation.options.isSet(u"allow-outside"_s) };
    if (options.feeds.empty())
        throw Usage { u"collect needs a feed: --follow, --policy, --command, --journal or --syslog"_s };
    std::vector<AlarmRule> rules;
    for (const QString &text : invocation.options.values(u"alarm"_s)) {
        const auto rule = parseAlarmRule(textOf(text));
        if (!rule)
            throw Usage { u"--alarm: '%1' is no limit such as backscatter-per-hour=50"_s.arg(text) };
        rules.push_back(*rule);
    }
    collect(textOf(invocation.options.value(u"case"_s)), options, rules, invocation.stop, invocation.err);
    return Done;
}

const std::vector<Command> &commands()
{
    static const QStringList Import = { u"case"_s, u"year"_s, u"timezone"_s, u"host"_s };
    static const QStringList Reading = Import + QStringList { u"filter"_s, u"mta"_s, u"country-db"_s, u"as-db"_s };
    static const std::vector<Command> Commands = {
        { u"import"_s, u"SOURCE…"_s, u"create or extend a case"_s, Import + QStringList { u"format"_s, u"no-raw"_s }, runImport },
        { u"summary"_s, u"SOURCE…"_s, u"the totals"_s, Reading + QStringList { u"json"_s }, runSummary },
        { u"fates"_s, u"SOURCE…"_s, u"one row per recipient-transaction"_s, Reading + QStringList { u"format"_s }, runFates },
        { u"sessions"_s, u"SOURCE…"_s, u"one row per session"_s, Reading + QStringList { u"format"_s }, runSessions },
        { u"top"_s, u"SOURCE…"_s, u"a ranking"_s, Reading + QStringList { u"by"_s, u"measure"_s, u"limit"_s, u"json"_s }, runTop },
        { u"series"_s, u"SOURCE…"_s, u"a time series per outcome"_s, Reading + QStringList { u"bucket"_s, u"json"_s }, runSeries },
        { u"show"_s, u"ID SOURCE…"_s, u"one story with its raw lines"_s, Reading, runShow },
        { u"settings"_s, {}, u"what only the site knows, how long details are kept; judges the case anew"_s,
            { u"case"_s, u"my-network"_s, u"my-domain"_s, u"trusted-relay"_s, u"keep-days"_s }, runSettings },
        { u"collect"_s, {}, u"watch live feeds until SIGTERM"_s,
            { u"case"_s, u"policy"_s, u"follow"_s, u"command"_s, u"journal"_s, u"syslog"_s, u"alarm"_s, u"allow-outside"_s, u"main-cf"_s,
                u"year"_s, u"timezone"_s, u"host"_s },
            runCollect },
        { u"compact"_s, u"CASE"_s, u"drop details that are too old, give space back"_s, {}, runCompact },
        { u"check"_s, u"CASE"_s, u"verify a case file"_s, {}, runCheck },
    };
    return Commands;
}

std::string overview()
{
    std::string text = "Usage: backscope-cli COMMAND [OPTION…] [SOURCE…]\n\n"
                       "SOURCE is a case file, or any mix of log files, folders and - (standard input).\n\n";
    for (const Command &command : commands())
        text += "  " + textOf(command.name).append(12 - std::size_t(command.name.size()), ' ') + textOf(command.does) + '\n';
    return text + "\n'backscope-cli COMMAND --help' lists the options of a command.\n";
}

int runNamed(const Command &command, const QStringList &arguments, std::stop_token stop, std::FILE *out, std::FILE *err)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(command.does);
    const QCommandLineOption help({ u"h"_s, u"help"_s }, u"Show this help."_s);
    parser.addOption(help);
    for (const QString &option : command.options)
        parser.addOption(optionNamed(option));
    if (!command.operands.isEmpty())
        parser.addPositionalArgument(command.operands, {}, command.operands);
    QStringList line = arguments;
    line[0] = u"backscope-cli "_s + command.name;
    if (!parser.parse(line))
        throw Usage { parser.errorText() };
    const Invocation invocation { parser, parser.positionalArguments(), std::move(stop), out, err };
    if (parser.isSet(help)) {
        invocation.write(parser.helpText().toStdString());
        return Done;
    }
    return command.run(invocation);
}

} // namespace

int runCommand(const QStringList &arguments, std::stop_token stop, std::FILE *out, std::FILE *err)
{
    const QString name = arguments.value(0);
    if (name == u"--help" || name == u"-h" || name == u"help") {
        std::fputs(overview().c_str(), out);
        return Done;
    }
    if (name == u"--version" || name == u"-v") {
        std::fputs("backscope-cli " BACKSCOPE_VERSION "\n", out);
        return Done;
    }
    const auto command = std::find_if(commands().begin(), commands().end(), [&name](const Command &one) { return one.name == name; });
    try {
        if (command == commands().end())
            throw Usage { name.isEmpty() ? u"No command is given"_s : u"Unknown command '%1'"_s.arg(name) };
        const int status = runNamed(*command, arguments, std::move(stop), out, err);
        return std::fflush(out) == 0 ? status : int(Failed);
    } catch (const Usage &usage) {
        std::fprintf(err, "backscope-cli: %s\n%s", plainLine(usage.message.toStdString()).c_str(),
            command == commands().end() ? overview().c_str() : "See --help.\n");
        return WrongUsage;
    } catch (const ProblemError &error) {
        std::fprintf(err, "backscope-cli: %s\n", plainLine(toText(error.problem())).c_str());
        return Failed;
    } catch (const Cancelled &) {
        std::fprintf(err, "backscope-cli: cancelled; what was imported into a named case is kept\n");
        return CancelledByUser;
    } catch (const std::exception &error) {
        std::fprintf(err, "backscope-cli: %s\n", plainLine(error.what()).c_str());
        return Failed;
    }
}

} // namespace backscope
