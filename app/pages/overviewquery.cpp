// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/overviewquery.h"

#include "itemmodels/display.h"
#include "itemmodels/shownzone.h"
#include "store/casefile.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace backscope {

namespace {

constexpr int TopRows = 10;

QString translated(const char *text)
{
    return QCoreApplication::translate("Overview", text);
}

/// `one` for exactly one, otherwise `many` with %1 replaced by the count.
QString counted(std::int64_t count, const char *one, const char *many)
{
    return count == 1 ? translated(one) : translated(many).arg(countText(count));
}

std::int64_t outcomeOf(const Summary &summary, Outcome outcome)
{
    return summary.outcome[std::size_t(outcome)];
}

Measure worst(const Summary &summary)
{
    if (summary.kind[std::size_t(BounceKind::Backscatter)] > 0)
        return Measure::Backscatter;
    if (outcomeOf(summary, Outcome::Bounced) > 0)
        return Measure::Bounced;
    return outcomeOf(summary, Outcome::Rejected) > 0 ? Measure::Rejected : Measure::Recipients;
}

QString backscatterSentence(const Summary &summary)
{
    const bool partial = isPartial(summary);
    const std::int64_t sent = summary.backscatterDsns;
    const QString first = partial
        ? counted(sent, QT_TRANSLATE_NOOP("Overview", "At least 1 bounce went to somebody who never wrote to you"),
            QT_TRANSLATE_NOOP("Overview", "At least %1 bounces went to people who never wrote to you"))
        : counted(sent, QT_TRANSLATE_NOOP("Overview", "1 bounce went to somebody who never wrote to you"),
            QT_TRANSLATE_NOOP("Overview", "%1 bounces went to people who never wrote to you"));
    const std::int64_t behind = summary.kind[std::size_t(BounceKind::Backscatter)];
    if (behind == 0)
        return first + u'.';
    if (behind == 1)
        return translated(QT_TRANSLATE_NOOP("Overview", "%1; %2."))
            .arg(first,
                summary.avoidableBackscatter == 1
                    ? translated(QT_TRANSLATE_NOOP("Overview", "it could have been refused in the dialog"))
                    : translated(QT_TRANSLATE_NOOP("Overview", "nothing known before acceptance would have avoided it")));
    const QString second
        = translated(QT_TRANSLATE_NOOP("Overview", "%1 of the %2 recipients behind them could have been refused in the dialog"))
              .arg(countText(summary.avoidableBackscatter), countText(behind));
    return translated(QT_TRANSLATE_NOOP("Overview", "%1; %2.")).arg(first, second);
}

} // namespace

bool isPartial(const Summary &summary)
{
    const auto hasUnknown = [](const Summary::Source &source) { return source.unknown > 0; };
    return summary.openMail > 0 || summary.gaps > 0 || summary.lacksDetails
        || std::any_of(summary.sources.begin(), summary.sources.end(), hasUnknown);
}

std::optional<Filter> periodBefore(const Filter &filter)
{
    for (const Term &term : filter.terms) {
        if (term.field != Field::Time || term.negated || !term.enabled || term.values.size() != 1)
            continue;
        const auto parsed = parseTimeRange(term.values.front());
        const TimeRange *const range = std::get_if<TimeRange>(&parsed);
        if (!range || range->from == INT64_MIN || range->to == INT64_MAX || range->from < range->to - range->from)
            return {};
        const TimeRange before { range->from - (range->to - range->from), range->from };
        Filter shifted = filter;
        std::replace(shifted.terms.begin(), shifted.terms.end(), term, Term { Field::Time, false, true, { toText(before) } });
        return shifted;
    }
    return {};
}

OverviewData readOverview(CaseReader &reader, const Filter &filter, Dimension sourcesBy, std::optional<Measure> rankedBy)
{
    OverviewData data;
    Overview overview = reader.overview(
        filter, { sourcesBy, Dimension::Cause }, [rankedBy](const Summary &summary) { return rankedBy.value_or(worst(summary)); }, TopRows);
    if (const auto before = periodBefore(filter))
        data.before = reader.summary(*before);
    data.sourcesBy = sourcesBy;
    data.rankedBy = overview.rankedBy;
    data.summary = std::move(overview.summary);
    data.series = std::move(overview.series);
    data.sources = std::move(overview.rankings[0]);
    data.causes = std::move(overview.rankings[1]);
    return data;
}

QString headlineText(const Summary &summary)
{
    if (summary.backscatterDsns > 0)
        return backscatterSentence(summary);
    const std::int64_t bounced = outcomeOf(summary, Outcome::Bounced);
    if (bounced > 0)
        return counted(bounced,
            QT_TRANSLATE_NOOP("Overview", "No bounce to a stranger was found. 1 recipient was accepted and bounced later."),
            QT_TRANSLATE_NOOP("Overview", "No bounce to a stranger was found. %1 recipients were accepted and bounced later."));
    const std::int64_t rejected = outcomeOf(summary, Outcome::Rejected);
    if (rejected > 0)
        return counted(rejected,
            QT_TRANSLATE_NOOP("Overview", "Nothing was bounced after it was accepted. 1 recipient was refused in the dialog."),
            QT_TRANSLATE_NOOP("Overview", "Nothing was bounced after it was accepted. %1 recipients were refused in the dialog."));
    return translated(QT_TRANSLATE_NOOP("Overview", "Nothing was bounced and nothing was refused."));
}

QString coverageText(const Summary &summary)
{
    QStringList parts;
    if (summary.first != 0 || summary.last != 0)
        parts << translated(QT_TRANSLATE_NOOP("Overview", "%1 to %2 %3"))
                     .arg(timeText(summary.first), timeText(summary.last), shownTime(summary.last).timeZoneAbbreviation());
    if (summary.openMail > 0)
        parts << counted(summary.openMail, QT_TRANSLATE_NOOP("Overview", "1 recipient is still open"),
            QT_TRANSLATE_NOOP("Overview", "%1 recipients are still open"));
    if (summary.gaps > 0)
        parts << counted(
            summary.gaps, QT_TRANSLATE_NOOP("Overview", "the log has 1 gap"), QT_TRANSLATE_NOOP("Overview", "the log has %1 gaps"));
    if (summary.lacksDetails)
        parts << translated(QT_TRANSLATE_NOOP("Overview", "details before %1 were dropped and are not counted"))
                     .arg(timeText(summary.detailsFrom));
    std::int64_t lines = 0, unknown = 0;
    for (const Summary::Source &source : summary.sources) {
        lines += source.lines;
        unknown += source.unknown;
    }
    if (lines > 0 && unknown > 0)
        parts << translated(QT_TRANSLATE_NOOP("Overview", "%1 of %2 log lines were not understood"))
                     .arg(countText(unknown), countText(lines));
    return parts.join(QStringLiteral("  ·  "));
}

} // namespace backscope
