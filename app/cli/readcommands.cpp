// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that ask a case, or logs that go through a temporary one.
#include "commandline.h"
#include "commands.h"
#include "invocation.h"
#include "rowformat.h"
#include "store/addressbase.h"
#include "store/casefile.h"
#include "textform.h"

#include <functional>
#include <map>

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

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

RowFormat rowFormatOf(const Invocation &invocation)
{
    const QString format = invocation.options.value(u"format"_s);
    if (format.isEmpty() || format == u"jsonl")
        return RowFormat::JsonLines;
    if (format == u"csv")
        return RowFormat::Csv;
    throw Usage { u"--format takes jsonl or csv"_s };
}

ProblemError nothingToShow(const std::string &id, const char *why, const char *hint)
{
    return ProblemError({ Severity::Error, "Nothing has this id", reason("'%1' %2", quote(id), why), {}, hint });
}

bool isUnder(const Filter &filter, const StoryDetails &story, CaseReader &reader)
{
    return filter.isEmpty() || reader.countSessions(filter.with({ Field::Session, false, true, { story.row.session } })) > 0;
}

} // namespace

int runSummary(const Invocation &invocation)
{
    const Filter filter = filterOf(invocation);
    return withCase(invocation, sourcesOf(invocation), [&](CaseReader &reader) {
        const Summary summary = reader.summary(filter);
        invocation.write(invocation.options.isSet(u"json"_s) ? summaryJson(summary) : summaryText(summary));
    });
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
    const Filter filter = filterOf(invocation);
    std::vector<std::string> sources = sourcesOf(invocation);
    const std::string id = sources.front();
    sources.erase(sources.begin());
    if (sources.empty())
        throw Usage { u"show needs an id and a source"_s };
    return withCase(invocation, sources, [&](CaseReader &reader) {
        const auto found = reader.find(id);
        if (found.empty())
            throw nothingToShow(id, "is no session, queue id or message-id of these sources", "'fates' and 'sessions' list the ids.");
        std::string stories;
        for (const std::int64_t session : found) {
            const StoryDetails story = reader.story(session);
            if (isUnder(filter, story, reader))
                stories += (stories.empty() ? "" : "\n") + storyText(story);
        }
        if (stories.empty())
            throw nothingToShow(id, "is not under the filter", "Leave --filter out to see it.");
        invocation.write(stories);
    });
}

} // namespace backscope
