// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "textform.h"

#include <QString>

#include <array>
#include <cstdio>
#include <ctime>

namespace backscope {

namespace {

std::string number(std::int64_t value)
{
    std::string digits = std::to_string(value);
    for (int at = int(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3)
        digits.insert(std::size_t(at), ",");
    return digits;
}

std::string padLeft(const std::string &text, std::size_t width)
{
    return text.size() >= width ? text : std::string(width - text.size(), ' ') + text;
}

std::string padRight(const std::string &text, std::size_t width)
{
    const auto length = std::size_t(QString::fromStdString(text).size());
    return length >= width ? text : text + std::string(width - length, ' ');
}

std::string percent(std::optional<double> share)
{
    if (!share)
        return "–";
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.1f %%", *share * 100);
    return buffer;
}

std::string row(const std::string &name, std::int64_t value)
{
    return "  " + padRight(name, 24) + padLeft(number(value), 12) + '\n';
}

template <typename Enum, std::size_t N> std::string rows(const std::array<std::int64_t, N> &counts)
{
    std::string text;
    for (std::size_t i = 0; i < N; ++i) {
        const std::string_view name = slug(Enum(i));
        if (counts[i] > 0 && !name.empty())
            text += row(std::string(name), counts[i]);
    }
    return text;
}

std::string sourcesText(const Summary &summary)
{
    std::string text = "Built on\n";
    for (const Summary::Source &source : summary.sources) {
        text += "  " + plainLine(source.name) + ": " + (source.mta.empty() ? std::string("unknown format") : source.mta) + ", "
            + number(source.lines) + " lines, " + number(source.understood) + " understood, " + number(source.irrelevant) + " irrelevant, "
            + number(source.unknown) + " unknown";
        if (source.last != 0)
            text += ", " + timeText(source.first) + " to " + timeText(source.last);
        text += '\n';
    }
    if (summary.gaps > 0)
        text += "  The logs lost lines at " + number(summary.gaps) + " places: totals are \"at least\".\n";
    if (summary.openMail > 0)
        text += "  " + number(summary.openMail) + " recipients have no final fate yet.\n";
    if (summary.detailsFrom > 0)
        text += "  Details before " + timeText(summary.detailsFrom) + " were dropped"
            + (summary.lacksDetails ? ": what this filter would find there is missing, numbers are \"at least\".\n"
                                    : "; the totals hold them.\n");
    return text;
}

std::string outcomeShort(const OutcomeCounts &counts)
{
    std::string text;
    for (int i = 0; i < OutcomeCount; ++i) {
        if (counts[std::size_t(i)] > 0)
            text += (text.empty() ? "" : ", ") + number(counts[std::size_t(i)]) + ' ' + std::string(slug(Outcome(i)));
    }
    return text;
}

std::string clientText(const ClientOf<std::string> &client)
{
    std::string text = client.name.empty() ? std::string("unknown") : plainLine(client.name);
    text += '[' + plainLine(client.ip) + ']';
    if (!client.ptr.empty())
        text += " (PTR " + plainLine(client.ptr) + ", not confirmed)";
    return text;
}

std::string addressText(const std::optional<Text> &address)
{
    return address ? '<' + plainLine(*address) + '>' : std::string("(not logged)");
}

std::string recipientText(const RecipientFacts &facts, const Verdict &verdict, std::size_t number)
{
    std::string text
        = "\nRecipient " + std::to_string(number) + ": " + addressText(facts.recipient) + "\n  from " + addressText(facts.sender);
    if (!facts.queueId.empty())
        text += ", queue id " + plainLine(facts.queueId);
    if (!facts.messageId.empty())
        text += ", message-id " + plainLine(facts.messageId);
    text += "\n  " + std::string(slug(verdict.outcome));
    if (verdict.kind != BounceKind::None)
        text += ", " + std::string(slug(verdict.kind));
    if (verdict.stage != Stage::None)
        text += " at " + std::string(slug(verdict.stage));
    if (verdict.cause != Cause::None)
        text += ", cause " + std::string(slug(verdict.cause));
    if (verdict.underlying != Cause::None)
        text += " (" + std::string(slug(verdict.underlying)) + ')';
    if (verdict.avoidable != Avoidable::Unknown)
        text += ", avoidable: " + std::string(slug(verdict.avoidable));
    text += ", confidence " + std::string(slug(verdict.confidence)) + '\n';
    int step = 0;
    for (const Reason &why : verdict.why)
        text += "  " + std::to_string(++step) + ". " + plainLine(toText(why)) + '\n';
    if (!facts.evidence.empty()) {
        text += "  lines:";
        for (const std::uint32_t line : facts.evidence)
            text += ' ' + std::to_string(line + 1);
        text += '\n';
    }
    return text;
}

} // namespace

std::string validUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).toStdString();
}

std::string plainLine(std::string_view text)
{
    QString line = QString::fromUtf8(text.data(), qsizetype(text.size()));
    for (QChar &c : line) {
        const bool hidden = c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
        if (hidden)
            c = QChar::ReplacementCharacter;
    }
    return line.toStdString();
}

std::string timeText(Micros time)
{
    const std::int64_t seconds = time >= 0 ? time / 1'000'000 : (time - 999'999) / 1'000'000;
    const auto micros = int(time - seconds * 1'000'000);
    const std::time_t when = seconds;
    std::tm parts {};
    gmtime_r(&when, &parts);
    char buffer[64];
    int length = std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02dT%02d:%02d:%02d", parts.tm_year + 1900, parts.tm_mon + 1,
        parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
    if (micros != 0)
        length += std::snprintf(buffer + length, sizeof buffer - std::size_t(length), ".%06d", micros);
    return std::string(buffer, std::size_t(length)) + 'Z';
}

std::string summaryText(const Summary &summary)
{
    const std::int64_t bounced = summary.outcome[std::size_t(Outcome::Bounced)];
    const std::int64_t backscatter = summary.kind[std::size_t(BounceKind::Backscatter)];
    std::string text;
    if (summary.backscatterDsns > 0)
        text += number(summary.backscatterDsns) + (summary.backscatterDsns == 1 ? " bounce" : " bounces")
            + " went to people who never wrote.";
    else
        text += "No bounce went to a stranger.";
    const std::int64_t behind = summary.kind[std::size_t(BounceKind::Backscatter)];
    if (behind > 0)
        text += " Of the " + number(behind) + " recipients behind them, " + number(summary.avoidableBackscatter)
            + " could have been refused in the dialog.";
    text += "\n\nRecipients " + number(summary.recipients) + " in " + number(summary.sessions) + " sessions\n";
    text += rows<Outcome>(summary.outcome);
    if (bounced > 0)
        text += "\nBounced " + number(bounced) + " (backscatter " + number(backscatter) + ")\n" + rows<BounceKind>(summary.kind);
    if (summary.outcome[std::size_t(Outcome::Rejected)] > 0)
        text += "\nRejected by stage\n" + rows<Stage>(summary.rejectedByStage);
    if (const std::string causes = rows<Cause>(summary.cause); !causes.empty())
        text += "\nCauses\n" + causes;
    text += "\nOur bounces\n" + row("sent", summary.dsnChildren) + row("to strangers", summary.backscatterDsns)
        + rows<DsnFate>(summary.dsnFate);
    text += row("other scatter", summary.scatterEvents);
    text += "\nBounces that came in\n" + row("backscatter", summary.receivedBackscatter) + row("legitimate", summary.receivedLegitimate)
        + row("unmatched", summary.receivedUnmatched);
    text += "\nIndicators\n  in-dialog ratio " + percent(summary.inDialogRatio()) + ", backscatter rate "
        + percent(summary.backscatterRate()) + ", reach " + percent(summary.reach()) + ", avoidable share "
        + percent(summary.avoidableShare()) + "\n\n";
    return text + sourcesText(summary);
}

std::string topText(const std::vector<GroupRow> &groups, Dimension by, Measure measure)
{
    std::string text = padLeft(std::string(slug(measure)), 14) + "  " + std::string(slug(by)) + '\n';
    for (const GroupRow &group : groups) {
        const std::string &name = group.label.empty() ? group.key : group.label;
        text += padLeft(number(group.measure(measure)), 14) + "  " + padRight(name.empty() ? std::string("(unknown)") : plainLine(name), 40)
            + "  " + outcomeShort(group.outcome) + '\n';
    }
    return text;
}

std::string seriesText(const Series &series)
{
    std::string text;
    for (const Series::Point &point : series.points)
        text += timeText(point.start) + "  " + outcomeShort(point.outcome)
            + (point.backscatter > 0 ? ", " + number(point.backscatter) + " backscatter" : "") + '\n';
    return text;
}

std::string storyText(const StoryDetails &details)
{
    const SessionRow &session = details.row;
    std::string text = "Session " + session.session + " on " + plainLine(session.host) + " (" + plainLine(session.instance) + ' '
        + plainLine(session.listener) + ")\n";
    text += "  " + timeText(session.start) + " to " + timeText(session.end) + "\n  client " + clientText(session.client) + ", "
        + std::string(slug(session.clientClass)) + ": " + plainLine(toText(details.verdicts.clientClassWhy)) + '\n';
    if (!session.helo.empty())
        text += "  helo " + plainLine(session.helo) + '\n';
    if (!session.authUser.empty())
        text += "  logged in as " + plainLine(session.authUser) + '\n';
    for (const Text note : details.story.session.notes)
        text += "  note: " + plainLine(note) + '\n';
    text += "  headline " + std::string(slug(session.headline)) + (session.mixed ? " (mixed)" : "") + '\n';
    for (std::size_t i = 0; i < details.story.recipients.size() && i < details.verdicts.verdicts.size(); ++i)
        text += recipientText(details.story.recipients[i], details.verdicts.verdicts[i], i + 1);
    if (!details.hasRaw)
        return text + "\nThis case keeps no raw lines.\n";
    text += '\n';
    std::size_t line = 0;
    for (const RawLine raw : details.story.lines)
        text += padLeft(std::to_string(++line), 4) + "  " + plainLine(raw.text) + '\n';
    return text;
}

std::string settingsText(const SiteSettings &settings, const SiteSettings &proposed)
{
    const auto list = [](const char *name, const std::vector<std::string> &values) {
        std::string text = padRight(name, 22);
        for (const std::string &value : values)
            text += ' ' + plainLine(value);
        return text + (values.empty() ? " (none)\n" : "\n");
    };
    std::string text = list("my networks", settings.myNetworks) + list("my domains", settings.myDomains)
        + list("trusted relays", settings.trustedRelays);
    text += list("inferred domains", settings.inferredDomains) + list("inferred networks", settings.inferredNetworks);
    text += padRight("details are kept for", 22) + ' ' + (settings.keepDays == 0 ? "ever" : std::to_string(settings.keepDays) + " days")
        + '\n';
    return text + list("proposed domains", proposed.myDomains) + list("proposed networks", proposed.myNetworks)
        + list("proposed relays", proposed.trustedRelays);
}

} // namespace backscope
