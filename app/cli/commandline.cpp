// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "commands.h"
#include "invocation.h"
#include "textform.h"

#include <algorithm>

namespace backscope {

namespace {

using namespace Qt::StringLiterals;

struct Command {
    QString name;
    QString operands;
    QString does;
    QStringList options; ///< names, of optionNamed()
    int (*run)(const Invocation &invocation);
};

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
