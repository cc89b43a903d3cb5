// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The command that watches.
#include "collect.h"
#include "commandline.h"
#include "commands.h"
#include "importers/live/policyfeed.h"
#include "invocation.h"

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

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

} // namespace backscope
