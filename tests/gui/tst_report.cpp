// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/pdfreport.h"
#include "samplecase.h"
#include "store/casefile.h"

#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace backscope;

namespace {

/// What a reader of the PDF can select and copy; "" without poppler.
QString textOf(const QString &pdf)
{
    QProcess tool;
    tool.start(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), pdf, QStringLiteral("-") });
    return tool.waitForFinished() ? QString::fromUtf8(tool.readAllStandardOutput()) : QString();
}

} // namespace

/// The PDF says what the case says.
class TestReport : public QObject {
    Q_OBJECT

    sample::Case m_case;
    QTemporaryDir m_dir;

    ReportData data(const char *filter = "") const
    {
        CaseReader reader(m_case.path().toStdString());
        return collectReport(reader, std::get<Filter>(parseFilter(filter)));
    }
    QString pdf(const ReportData &report, const ReportOptions &options)
    {
        const QString file = m_dir.filePath(QStringLiteral("report.pdf"));
        writePdf(report, options, file);
        return file;
    }

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("no pdftotext (package poppler-utils)");
    }

    void numbersAreThoseOfTheCase()
    {
        const QString text = textOf(pdf(data(), {}));
        QVERIFY(text.contains(QStringLiteral("Bounces to people who never wrote to this server: 3.")));
        QVERIFY(text.contains(QRegularExpression(QStringLiteral("Rejected in dialog +4 +57.1 %"))));
        QVERIFY(text.contains(QRegularExpression(QStringLiteral("All recipients +7"))));
        QVERIFY(text.contains(QStringLiteral("/var/log/mail.log")));
        QVERIFY(text.contains(QStringLiteral("stranger.example")));
        QVERIFY(text.contains(QStringLiteral("How each class is decided")));
        QVERIFY(text.contains(QStringLiteral("Page 2")));
    }

    void theFilterIsNamedAndApplied()
    {
        const QString text = textOf(pdf(data("client:203.0.113.9"), {}));
        QVERIFY(text.contains(QStringLiteral("client:203.0.113.9")));
        QVERIFY(text.contains(QRegularExpression(QStringLiteral("All recipients +1"))));
    }

    void redactedNamesNobody()
    {
        ReportOptions options;
        options.redact = true;
        const QString text = textOf(pdf(data("client:203.0.113.9"), options));
        for (const char *original : { "203.0.113", "198.51.100", "192.0.2", "stranger.example", "ours.example", "mail.log" })
            QVERIFY2(!text.contains(QLatin1String(original)), original);
        QVERIFY(text.contains(QStringLiteral("client-1")));
    }

    void paperSizes()
    {
        for (const auto &[paper, size] : { std::pair(Paper::A4, "(A4)"), std::pair(Paper::Letter, "(letter)") }) {
            ReportOptions options;
            options.paper = paper;
            QProcess tool;
            tool.start(QStringLiteral("pdfinfo"), { pdf(data(), options) });
            QVERIFY(tool.waitForFinished());
            QVERIFY2(tool.readAllStandardOutput().contains(size), size);
        }
    }

    void anEmptyResultIsAReportToo()
    {
        const QString text = textOf(pdf(data("client:1.2.3.4"), {}));
        QVERIFY(text.contains(QStringLiteral("No bounce went to people who never wrote to this server.")));
        QVERIFY(text.contains(QStringLiteral("No mail in this range.")));
    }

    void aFileThatCannotBeWrittenIsAProblem()
    {
        QVERIFY_THROWS_EXCEPTION(ProblemError, writePdf(data(), {}, m_dir.filePath(QStringLiteral("no/such/folder/report.pdf"))));
    }
};

QTEST_MAIN(TestReport)
#include "tst_report.moc"
