// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report.h"

#include "charts/palette.h"
#include "domain/causerules.h"
#include "flowwriter.h"
#include "htmlwriter.h"
#include "itemmodels/recipetext.h"
#include "itemmodels/shownzone.h"
#include "redaction.h"
#include "reportcharts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <map>
#include <memory>

namespace backscope {

namespace {

struct Report {
    Q_DECLARE_TR_FUNCTIONS(Report)
};

QString number(std::int64_t value)
{
    return QLocale().toString(qlonglong(value));
}

QString percent(std::optional<double> share)
{
    return share ? QLocale().toString(*share * 100, 'f', 1) + QStringLiteral(" %") : QStringLiteral("–");
}

/// In the shown zone, to the minute.
QString timeText(Micros time)
{
    return time == 0 ? QStringLiteral("–") : shownTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

std::int64_t count(const Summary &summary, Outcome outcome)
{
    return summary.outcome[std::size_t(outcome)];
}

void writeAnswer(ReportWriter &out, const ReportData &data)
{
    const Summary &s = data.summary;
    const std::int64_t strangers = s.kind[std::size_t(BounceKind::Backscatter)], avoidable = s.avoidableBackscatter;
    if (strangers == 0)
        out.emphasis(Report::tr("No bounce went to people who never wrote to this server."));
    else
        out.emphasis(Report::tr(
            "Bounces to people who never wrote to this server: %1. The server had accepted mail for %2 recipients to send them; %3 of "
            "these it could have refused in the dialog instead.")
                         .arg(number(s.backscatterDsns), number(strangers), number(avoidable)));
    out.paragraph(Report::tr("Mail between %1 and %2 (%3): %4 sessions, %5 recipients.")
                      .arg(timeText(s.first), timeText(s.last), shownZoneName(), number(s.sessions), number(s.recipients)));
    const std::string filter = toText(data.filter);
    if (!filter.empty())
        out.paragraph(Report::tr("Only mail under this filter: %1").arg(safeText(filter)));
}

void writeCoverage(ReportWriter &out, const Summary &summary)
{
    out.heading(Report::tr("What these numbers are built on"));
    std::vector<QStringList> rows;
    std::int64_t unknown = 0;
    for (const Summary::Source &source : summary.sources) {
        unknown += source.unknown;
        rows.push_back({ safeText(source.name), safeText(source.mta), timeText(source.first), timeText(source.last), number(source.lines),
            number(source.understood), number(source.unknown) });
    }
    out.table({ { Report::tr("Source"), 1 }, { Report::tr("Server") }, { Report::tr("First line (%1)").arg(shownZoneName()) },
                  { Report::tr("Last line (%1)").arg(shownZoneName()) }, { Report::tr("Lines"), 0, true },
                  { Report::tr("Understood"), 0, true }, { Report::tr("Unknown"), 0, true } },
        rows);
    if (unknown > 0 || summary.gaps > 0 || summary.openMail > 0)
        out.paragraph(Report::tr(
            "The numbers are lower bounds (\"at least\"): %1 lines were not understood, the log has %2 known gaps, and the story of %3 "
            "recipients is not finished yet.")
                          .arg(number(unknown), number(summary.gaps), number(summary.openMail)));
    const auto low = summary.confidence[std::size_t(Confidence::Low)] + summary.confidence[std::size_t(Confidence::Medium)];
    out.paragraph(Report::tr("%1 of %2 verdicts rest on explicit log lines; %3 on times, names or counters only.")
                      .arg(number(summary.recipients - low), number(summary.recipients), number(low)));
}

void writeTotals(ReportWriter &out, const Summary &s)
{
    out.heading(Report::tr("Totals"));
    std::vector<QStringList> rows;
    for (int i = 0; i < OutcomeCount; ++i) {
        const std::int64_t n = s.outcome[std::size_t(i)];
        rows.push_back(
            { displayName(Outcome(i)), number(n), percent(s.recipients ? std::optional(double(n) / double(s.recipients)) : std::nullopt) });
    }
    rows.push_back({ Report::tr("All recipients"), number(s.recipients), QString() });
    out.table(
        { { Report::tr("Outcome of a recipient"), 3 }, { Report::tr("Recipients"), 0, true }, { Report::tr("Share"), 0, true } }, rows);

    std::vector<QStringList> kinds;
    for (int i = 1; i < BounceKindCount; ++i)
        kinds.push_back({ displayName(BounceKind(i)), number(s.kind[std::size_t(i)]) });
    kinds.push_back({ Report::tr("All recipients that bounced after acceptance"), number(count(s, Outcome::Bounced)) });
    out.table({ { Report::tr("Bounced after acceptance, by kind"), 4 }, { Report::tr("Recipients"), 0, true } }, kinds);

    std::vector<QStringList> fates;
    for (int i = 1; i < DsnFateCount; ++i)
        fates.push_back({ displayName(DsnFate(i)), number(s.dsnFate[std::size_t(i)]) });
    fates.push_back({ Report::tr("All bounces to strangers"), number(s.backscatterDsns) });
    out.table({ { Report::tr("What became of our bounces to strangers"), 4 }, { Report::tr("Bounces"), 0, true } }, fates);

    out.table({ { Report::tr("Indicator"), 4 }, { Report::tr("Value"), 0, true } },
        { { Report::tr("In-dialog ratio: refused in the dialog / (refused in the dialog + bounced later), untrusted inbound"),
              percent(s.inDialogRatio()) },
            { Report::tr("Backscatter rate: bounces to strangers / accepted inbound messages"), percent(s.backscatterRate()) },
            { Report::tr("Reach: share of these bounces that arrived"), percent(s.reach()) },
            { Report::tr("Avoidable share of bounces to outside"), percent(s.avoidableShare()) },
            { Report::tr("Backscatter received (recipients)"), number(s.receivedBackscatter) } });
}

void writeTimeLine(ReportWriter &out, const ReportData &data)
{
    constexpr double Height = 2200;
    out.heading(Report::tr("Time line (%1)").arg(shownZoneName()), Height);
    if (data.series.points.empty()) {
        out.paragraph(Report::tr("No mail in this range."));
        return;
    }
    out.picture(Height, [&](QPainter &painter, const QRectF &target) { drawTimeLine(painter, target, data.series); });
}

void writeFlow(ReportWriter &out, const ReportData &data)
{
    if (data.summary.recipients == 0)
        return;
    constexpr double Height = 3200;
    out.heading(Report::tr("The way of the mail (recipients)"), Height);
    out.picture(Height, [&](QPainter &painter, const QRectF &target) { drawFlow(painter, target, mailFlow(data.verdicts)); });
}

void writeGroups(ReportWriter &out, const QString &title, const QString &column, const std::vector<GroupRow> &groups,
    const std::function<QString(const std::string &)> &name, const QString &none)
{
    out.heading(title);
    if (groups.empty()) {
        out.paragraph(none);
        return;
    }
    const auto rejected = [](const GroupRow &group) { return group.outcome[std::size_t(Outcome::Rejected)]; };
    const bool anyRejected = std::any_of(groups.begin(), groups.end(), rejected); // tables of bounced mail have none
    std::vector<QStringList> rows;
    for (const GroupRow &group : groups) {
        QStringList row { group.key.empty() ? Report::tr("(not logged)") : name(group.key), number(group.recipients) };
        if (anyRejected)
            row << number(rejected(group));
        row << number(group.outcome[std::size_t(Outcome::Bounced)]) << number(group.backscatter) << number(group.avoidable)
            << QStringLiteral("  ") + timeText(group.first);
        rows.push_back(row);
    }
    std::vector<ReportWriter::Column> columns { { column, 1 }, { Report::tr("Recipients"), 0, true } };
    if (anyRejected)
        columns.push_back({ Report::tr("Rejected"), 0, true });
    for (const QString &measure : { Report::tr("Bounced"), Report::tr("Backscatter"), Report::tr("Avoidable") })
        columns.push_back({ measure, 0, true });
    columns.push_back({ QStringLiteral("  ") + Report::tr("First seen (%1)").arg(shownZoneName()) });
    out.table(columns, rows);
}

QString causeName(const std::string &key)
{
    const auto cause = fromSlug<Cause>(key);
    return cause ? displayName(*cause) : safeText(key);
}

QString className(const std::string &key)
{
    const auto value = fromSlug<ClientClass>(key);
    return value ? displayName(*value) : safeText(key);
}

QString plainName(const std::string &key)
{
    return safeText(key);
}

void writeSources(ReportWriter &out, const ReportData &data)
{
    const QString none = Report::tr("No bounce went to a stranger.");
    if (!data.networks.empty()) {
        out.heading(Report::tr("Networks whose mail made us send bounces to strangers"));
        out.picture(170.0 * double(data.networks.size()) + 330,
            [&](QPainter &painter, const QRectF &target) { drawBars(painter, target, data.networks, Measure::Backscatter); });
    }
    writeGroups(out, Report::tr("Clients behind bounces to strangers"), Report::tr("Client"), data.clients, plainName, none);
    writeGroups(out, Report::tr("Kinds of clients"), Report::tr("Class of client"), data.clientClasses, className, none);
    writeGroups(
        out, Report::tr("Why accepted mail bounced"), Report::tr("Cause"), data.causes, causeName, Report::tr("No accepted mail bounced."));
    writeGroups(out, Report::tr("Who got our bounces"), Report::tr("Domain"), data.victims, plainName, none);
    writeGroups(out, Report::tr("Recipients whose mail bounced after acceptance"), Report::tr("Recipient"), data.recipients, plainName,
        Report::tr("No accepted mail bounced."));
}

/// The kind of server that wrote most of the log.
std::string mainServer(const Summary &summary)
{
    std::map<std::string, std::int64_t> lines;
    for (const auto &source : summary.sources)
        lines[source.mta] += source.lines;
    const auto most = std::max_element(lines.begin(), lines.end(), [](auto &a, auto &b) { return a.second < b.second; });
    return most == lines.end() ? std::string() : most->first;
}

/// What to set, for the causes behind the most bounces that could have been refusals.
void writeRecipes(ReportWriter &out, const ReportData &data)
{
    constexpr std::size_t Most = 3;
    std::vector<GroupRow> causes = data.causes;
    std::erase_if(causes, [](const GroupRow &one) { return one.avoidable == 0; });
    std::stable_sort(causes.begin(), causes.end(), [](const GroupRow &a, const GroupRow &b) { return a.avoidable > b.avoidable; });
    if (causes.empty())
        return;
    causes.resize(std::min(causes.size(), Most));
    const std::string mta = mainServer(data.summary);
    out.heading(Report::tr("What would have refused them in the dialog"));
    for (const GroupRow &row : causes) {
        const auto cause = fromSlug<Cause>(row.key);
        const auto fixes = cause ? CauseRules::builtIn().fixes(*cause) : std::vector<std::string>();
        const FixRecipe *recipe = fixes.empty() ? nullptr : fixRecipe(fixes.front());
        if (!recipe || recipe->setting(mta).empty())
            continue;
        out.paragraph(Report::tr("%1: %2. Bounced recipients that this would have refused: %3.")
                          .arg(displayName(*cause), recipeText(recipe->title), number(row.avoidable)));
        for (const QString &line : QString::fromStdString(std::string(recipe->setting(mta))).split(QLatin1Char('\n')))
            out.paragraph(QStringLiteral("    ") + line.trimmed());
        out.paragraph(Report::tr("Mind: %1").arg(recipeText(recipe->risk)));
    }
}

void writeMethod(ReportWriter &out, const ReportData &data)
{
    out.heading(Report::tr("How each class is decided"));
    const char *sentences[] = {
        QT_TRANSLATE_NOOP("Report",
            "The unit is one recipient in one mail transaction; each gets exactly one outcome, so the outcomes add up to the recipients."),
        QT_TRANSLATE_NOOP("Report",
            "Rejected in dialog: the server answered 5yz to this recipient, or to the message, while the client was still connected. The "
            "client keeps the duty to report."),
        QT_TRANSLATE_NOOP("Report", "Refused for now: the answer was 4yz. Aborted: the client left before the message was complete."),
        QT_TRANSLATE_NOOP(
            "Report", "Accepted, then bounced: the server answered 2yz to the message and found out later that it could not deliver it."),
        QT_TRANSLATE_NOOP("Report",
            "Backscatter: the sender address of such a mail was not proven by login, own network, SPF, DKIM or the client's name, and a "
            "bounce was made for it. The other kinds are: to our own users (local), into our own mailboxes (self), to a verified sender, "
            "suppressed (no bounce left), and unknown origin (the log begins too late)."),
        QT_TRANSLATE_NOOP("Report",
            "Avoidable: the cause could have been known before the message was accepted, for example an unknown recipient, a content "
            "verdict or a size limit."),
        QT_TRANSLATE_NOOP(
            "Report", "Bounces are counted once for each report that was sent; recipients are counted once for each address."),
        QT_TRANSLATE_NOOP(
            "Report", "Everything is reconstructed from log lines; each verdict can be followed to its lines in the program."),
    };
    for (const char *sentence : sentences)
        out.paragraph(Report::tr(sentence));
    const auto list = [](const std::vector<std::string> &values) {
        QStringList texts;
        for (const std::string &value : values)
            texts << safeText(value);
        return texts.isEmpty() ? Report::tr("none") : texts.join(QStringLiteral(", "));
    };
    out.paragraph(Report::tr("Own networks: %1. Own domains: %2. Trusted relays: %3. Domains taken as own from the log: %4.")
                      .arg(list(data.settings.myNetworks), list(data.settings.myDomains), list(data.settings.trustedRelays),
                          list(data.settings.inferredDomains)));
}

std::unique_ptr<ReportWriter> writerFor(const QString &fileName, const ReportOptions &options, const QString &title)
{
    const bool html
        = fileName.endsWith(QLatin1String(".html"), Qt::CaseInsensitive) || fileName.endsWith(QLatin1String(".htm"), Qt::CaseInsensitive);
    if (html)
        return std::make_unique<HtmlWriter>(fileName, title);
    return std::make_unique<FlowWriter>(fileName, options.paper == Paper::A4 ? QPageSize::A4 : QPageSize::Letter, title);
}

} // namespace

void writeReport(const ReportData &original, const ReportOptions &options, const QString &fileName)
{
    const ReportData data = options.redact ? redacted(original) : original;
    const QString title = options.title.isEmpty() ? Report::tr("Backscatter report") : options.title;
    const std::unique_ptr<ReportWriter> writer = writerFor(fileName, options, title);
    ReportWriter &out = *writer;
    out.title(title);
    if (!options.note.isEmpty())
        out.paragraph(options.note);
    writeAnswer(out, data);
    writeCoverage(out, data.summary);
    writeTotals(out, data.summary);
    writeTimeLine(out, data);
    writeFlow(out, data);
    writeSources(out, data);
    writeRecipes(out, data);
    writeMethod(out, data);
    out.finish();
}

} // namespace backscope
