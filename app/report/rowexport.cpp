// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowexport.h"

#include "cli/rowformat.h"
#include "redaction.h"
#include "store/casefile.h"

#include <QFileInfo>
#include <QSaveFile>

namespace backscope {

using namespace Qt::StringLiterals;

namespace {

class Output {
public:
    explicit Output(const QString &fileName)
        : m_file(fileName)
    {
        if (!m_file.open(QIODevice::WriteOnly))
            fail();
    }
    void write(const std::string &text)
    {
        if (m_file.write(text.data(), qint64(text.size())) != qint64(text.size()))
            fail();
    }
    void commit()
    {
        if (!m_file.commit())
            fail();
    }

private:
    [[noreturn]] void fail()
    {
        throw ProblemError(
            { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The export cannot be written"), quote(m_file.errorString().toStdString()),
                quote(m_file.fileName().toStdString()), QT_TRANSLATE_NOOP("Reason", "Choose another folder, or make room on the disk.") });
    }
    QSaveFile m_file;
};

void writeRows(
    CaseReader &reader, const Filter &filter, bool redact, RowFormat format, Output &out, const std::function<void(std::int64_t)> &wrote)
{
    constexpr std::int64_t TellEvery = 20'000;
    std::int64_t count = 0;
    Pseudonyms pseudonyms;
    out.write(fateHeader(format));
    reader.eachFate(filter, [&](const FateRow &row) {
        out.write(fateRow(redact ? redacted(row, pseudonyms) : row, format));
        if (wrote && ++count % TellEvery == 0)
            wrote(count);
        return true;
    });
}

/// A line of JSON without its line break.
std::string inner(std::string json)
{
    while (!json.empty() && json.back() == '\n')
        json.pop_back();
    return json;
}

void writeTotals(CaseReader &reader, const Filter &filter, bool redact, Output &out)
{
    ReportData data = collectReport(reader, filter);
    if (redact)
        data = redacted(std::move(data));
    out.write("{\"summary\":" + inner(summaryJson(data.summary)) + ",\n\"series\":" + inner(seriesJson(data.series)));
    const auto ranking = [&out](const char *name, const std::vector<GroupRow> &rows, Dimension by, Measure measure) {
        out.write(",\n\"" + std::string(name) + "\":" + inner(topJson(rows, by, measure)));
    };
    ranking("networks", data.networks, Dimension::Net, Measure::Backscatter);
    ranking("clients", data.clients, Dimension::Client, Measure::Backscatter);
    ranking("client_classes", data.clientClasses, Dimension::ClientClass, Measure::Recipients);
    ranking("causes", data.causes, Dimension::Cause, Measure::Bounced);
    ranking("victims", data.victims, Dimension::VictimDomain, Measure::Backscatter);
    ranking("recipients", data.recipients, Dimension::Rcpt, Measure::Bounced);
    out.write("}\n");
}

} // namespace

bool isDataFile(const QString &fileName)
{
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    return suffix == u"csv" || suffix == u"json" || suffix == u"jsonl";
}

void exportData(
    CaseReader &reader, const Filter &filter, bool redact, const QString &fileName, const std::function<void(std::int64_t)> &wrote)
{
    Output out(fileName);
    const QString suffix = QFileInfo(fileName).suffix().toLower();
    reader.atOneMoment([&] {
        if (suffix == u"json")
            writeTotals(reader, filter, redact, out);
        else
            writeRows(reader, filter, redact, suffix == u"csv" ? RowFormat::Csv : RowFormat::JsonLines, out, wrote);
    });
    out.commit();
}

} // namespace backscope
