// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/display.h"

#include "charts/palette.h"
#include "itemmodels/shownzone.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace backscope {

namespace {

template <typename Enum> QString slugName(const std::string &key)
{
    const std::optional<Enum> value = fromSlug<Enum>(key);
    return value ? displayName(*value) : boundedText(key);
}

} // namespace

QString countText(std::int64_t count)
{
    return QLocale().toString(qlonglong(count));
}

QString percentText(double share)
{
    return QCoreApplication::translate("Display", "%1 %").arg(QLocale().toString(share * 100, 'f', 1));
}

QString timeText(Micros time)
{
    return time == 0 ? QString() : shownTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString spanText(Micros from, Micros to)
{
    const QDateTime first = shownTime(from);
    const QDateTime last = shownTime(to);
    const QString start = first.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const QString end = last.toString(first.date() == last.date() ? QStringLiteral("HH:mm") : QStringLiteral("yyyy-MM-dd HH:mm"));
    return QCoreApplication::translate("Display", "%1 – %2 %3").arg(start, end, first.timeZoneAbbreviation());
}

QString durationText(Micros duration)
{
    const double seconds = double(std::max<Micros>(duration, 0)) / 1e6;
    if (seconds < 60)
        return QCoreApplication::translate("Display", "%1 s").arg(QLocale().toString(seconds, 'f', 1));
    const auto whole = qint64(seconds);
    if (whole < 3600)
        return QCoreApplication::translate("Display", "%1 min %2 s").arg(whole / 60).arg(whole % 60);
    return QCoreApplication::translate("Display", "%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
}

QString boundedText(std::string_view bytes, int maxChars)
{
    // Cut the bytes first: nobody pays for the 10 kB that are not shown.
    const std::size_t maxBytes = std::size_t(maxChars) * 4;
    const bool cut = bytes.size() > maxBytes;
    QString text = safeText(bytes.substr(0, maxBytes));
    text.replace(QLatin1Char('\n'), QChar(0x2424));
    if (!cut && text.size() <= maxChars)
        return text;
    text.truncate(maxChars - 1);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    return text + QChar(0x2026);
}

QVariant alignmentOf(bool isNumber)
{
    return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>") + text.toHtmlEscaped() + QStringLiteral("</p>");
}

QString menuText(const QString &text)
{
    constexpr int Shown = 48;
    QString shown = text;
    if (shown.size() > Shown)
        shown = shown.left(Shown / 2) + QChar(0x2026) + shown.right(Shown / 2 - 1);
    return shown.replace(QLatin1Char('&'), QStringLiteral("&&")).replace(QLatin1Char('\t'), QLatin1Char(' '));
}

QString keyText(Dimension by, const std::string &key)
{
    if (key.empty())
        return QCoreApplication::translate("Display", "(none)");
    switch (by) {
    case Dimension::Outcome: return slugName<Outcome>(key);
    case Dimension::Stage: return slugName<Stage>(key);
    case Dimension::Cause: return slugName<Cause>(key);
    case Dimension::ClientClass: return slugName<ClientClass>(key);
    default: return boundedText(key);
    }
}

QString keyText(Dimension by, const GroupRow &row)
{
    return row.label.empty() ? keyText(by, row.key) : boundedText(row.label);
}

Term keyTerm(Dimension by, const std::string &key)
{
    return { filterField(by), false, true, { key } };
}

Term sentTerm()
{
    Term term { Field::Kind, false, true, {} };
    for (int kind = 0; kind < BounceKindCount; ++kind) {
        if (isSentBounce(BounceKind(kind)))
            term.values.emplace_back(slug(BounceKind(kind)));
    }
    return term;
}

std::vector<Term> measureTerms(Measure measure)
{
    const auto one = [](Field field, std::string_view value) { return Term { field, false, true, { std::string(value) } }; };
    switch (measure) {
    case Measure::Recipients:
    case Measure::Sessions: break;
    case Measure::Rejected: return { one(Field::Outcome, slug(Outcome::Rejected)) };
    case Measure::Bounced: return { one(Field::Outcome, slug(Outcome::Bounced)) };
    case Measure::Delivered: return { one(Field::Outcome, slug(Outcome::Delivered)) };
    case Measure::Backscatter: return { one(Field::Kind, slug(BounceKind::Backscatter)) };
    case Measure::Avoidable: return { sentTerm(), one(Field::Avoidable, slug(Avoidable::Yes)) };
    }
    return {};
}

Filter drilledFilter(const Filter &filter, const Term &term)
{
    if (std::find(filter.terms.begin(), filter.terms.end(), term) != filter.terms.end())
        return filter;
    return filter.with(term);
}

} // namespace backscope
