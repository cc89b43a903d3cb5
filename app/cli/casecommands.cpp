// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that make, change and check case files.
#include "commandline.h"
#include "commands.h"
#include "domain/address.h"
#include "domain/network.h"
#include "importers/formats/catalogue.h"
#include "invocation.h"
#include "store/casefile.h"
#include "textform.h"

#include <filesystem>

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

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

int runSettings(const Invocation &invocation)
{
    const std::string path = textOf(invocation.options.value(u"case"_s));
    if (path.empty())
        throw Usage { u"settings needs --case FILE"_s };
    if (!invocation.operands.isEmpty())
        throw Usage { u"settings takes no sources"_s };
    if (!isCaseFile(path))
        throw ProblemError({ Severity::Error, "The settings cannot be changed", reason("%1 is no case file", quote(path)), quote(path),
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
        throw ProblemError({ Severity::Error, "The case cannot be compacted", reason("%1 is no case file", quote(path)), quote(path),
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

} // namespace backscope
