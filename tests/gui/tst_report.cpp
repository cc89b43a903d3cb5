// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/flowwriter.h"
#include "report/redaction.h"
#include "report/report.h"
#include "report/reportdialog.h"
#include "report/rowexport.h"
#include "samplecase.h"
#include "store/casefile.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTest>
#include <QThread>
#include <QUrl>

using namespace backscope;

namespace {

/// What a reader of the PDF can select and copy; "" without poppler.
QString textOf(const QString &pdf)
{
    QProcess tool;
    tool.start(QStringLiteral("pdftotext"), { QStringLiteral("-layout"), pdf, QStringLiteral("-") });
    return tool.waitForFinished() ? QString::fromUtf8(tool.readAllStandardOutput()) : QString();
}

/// Takes the addresses that would be opened in the user's programs.
class UrlCatcher : public QObject {
    Q_OBJECT
public:
    UrlCatcher() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "take"); }
    ~UrlCatcher() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    int opened() const { return m_opened; }

public slots:
    void take(const QUrl &) { ++m_opened; }

private:
    int m_opened = 0;
};

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
    QString file(const char *name, const ReportOptions &options)
    {
        const QString path = m_dir.filePath(QLatin1String(name));
        writeReport(data(), options, path);
        return path;
    }
    QString exported(const QString &name, bool redact)
    {
        const QString path = m_dir.filePath(name);
        CaseReader reader(m_case.path().toStdString());
        exportData(reader, {}, redact, path);
        return path;
    }
    static QString contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    QString pdf(const ReportData &report, const ReportOptions &options)
    {
        const QString file = m_dir.filePath(QStringLiteral("report.pdf"));
        writeReport(report, options, file);
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

    void htmlSaysTheSame()
    {
        const QString html = contentOf(file("report.html", {}));
        QVERIFY(html.contains(QStringLiteral("Bounces to people who never wrote to this server: 3.")));
        QVERIFY(html.contains(QStringLiteral("/var/log/mail.log")));
        QVERIFY(html.contains(QStringLiteral("<svg")));
        QVERIFY(!html.contains(QStringLiteral("<script")));
        QVERIFY(!html.contains(QStringLiteral("http://")) || !html.contains(QStringLiteral("src=\"http")));
    }

    void htmlShowsHostileTextLiterally()
    {
        ReportOptions options;
        options.title = options.note = QStringLiteral("<b>bold</b><script>alert(1)</script>");
        const QString html = contentOf(file("hostile.html", options));
        QVERIFY(!html.contains(QStringLiteral("<b>")) && !html.contains(QStringLiteral("<script")));
        QVERIFY(html.contains(QStringLiteral("&lt;b&gt;bold")));
    }

    void dataHasOneLinePerRecipient_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qsizetype>("lines");
        QTest::newRow("csv") << QStringLiteral("rows.csv") << qsizetype(8); // with the names of the columns
        QTest::newRow("jsonl") << QStringLiteral("rows.jsonl") << qsizetype(7);
    }
    void dataHasOneLinePerRecipient()
    {
        QFETCH(QString, name);
        QFETCH(qsizetype, lines);
        QCOMPARE(contentOf(exported(name, false)).count(QLatin1Char('\n')), lines);
    }

    void totalsAreOneJsonObject()
    {
        const QJsonObject all = QJsonDocument::fromJson(contentOf(exported(QStringLiteral("totals.json"), false)).toUtf8()).object();
        QCOMPARE(all[QStringLiteral("summary")][QStringLiteral("recipients")][QStringLiteral("total")].toInt(), 7);
        QVERIFY(all[QStringLiteral("series")].isObject() && all[QStringLiteral("clients")].isObject());
    }

    void nothingRedactedNamesAnybody_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : { "r.pdf", "r.html", "r.csv", "r.jsonl", "r.json" })
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void nothingRedactedNamesAnybody()
    {
        QFETCH(QString, name);
        ReportOptions options;
        options.redact = true;
        const QString path = m_dir.filePath(name);
        if (isDataFile(name))
            exported(name, true);
        else
            writeReport(data("rcptdomain:ours.example"), options, path); // the filter names somebody, too
        const QString text = name.endsWith(QStringLiteral(".pdf")) ? textOf(path) : contentOf(path);
        QVERIFY(text.contains(QStringLiteral("client-1")));
        // Everything in the case that names a host, a person or a message.
        QSet<std::string> originals { "mail.log", "inner.ours.example", "10.0.0.5" };
        CaseReader reader(m_case.path().toStdString());
        reader.eachFate({}, [&](const FateRow &row) {
            originals |= QSet<std::string> { row.session, row.host, row.client.ip, row.helo, row.queueId, row.messageId, row.dsnQueueId,
                row.dsnRecipient, row.sender.value_or(""), row.recipient.value_or("") };
            return true;
        });
        originals.remove({});
        for (const std::string &original : originals) {
            QVERIFY2(!text.contains(QString::fromStdString(original), Qt::CaseInsensitive), original.c_str());
            const std::string domain = original.substr(original.find('@') + 1);
            QVERIFY2(!text.contains(QString::fromStdString(domain), Qt::CaseInsensitive), domain.c_str());
        }
    }

    void pseudonymsAreConsistent()
    {
        Pseudonyms names;
        QCOMPARE(names.ofAddress("a@one.example"), std::string("user-1@domain-1"));
        QCOMPARE(names.ofAddress("b@ONE.example"), std::string("user-2@domain-1"));
        QCOMPARE(names.ofAddress("a@one.example"), std::string("user-1@domain-1"));
        QCOMPARE(names.of("domain", "one.example"), std::string("domain-1"));
        QCOMPARE(names.ofAddress(""), std::string());
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

    void aReportIsWrittenOnAnyThread()
    {
        const QString there = m_dir.filePath(QStringLiteral("there.pdf")), here = pdf(data(), {});
        const std::unique_ptr<QThread> job(QThread::create([&] { writeReport(data(), {}, there); }));
        job->start();
        QVERIFY(job->wait(20'000));
        QCOMPARE(textOf(there), textOf(here));
    }

    void theDialogWritesBesideTheWindow_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("html") << QStringLiteral("dialog.html");
        QTest::newRow("csv") << QStringLiteral("dialog.csv");
    }
    void theDialogWritesBesideTheWindow()
    {
        QFETCH(QString, name);
        const QString path = m_dir.filePath(name);
        const UrlCatcher browser; // nothing is opened
        ReportDialog dialog(m_case.path(), {});
        dialog.show();
        dialog.findChild<QLineEdit *>(QStringLiteral("exportFile"))->setText(path);
        dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
        QVERIFY(dialog.findChild<QProgressBar *>(QStringLiteral("exportProgress"))->isVisible());
        QVERIFY(!QFile::exists(path)); // the click only started it
        QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
        QVERIFY(contentOf(path).contains(QStringLiteral("stranger.example")));
        QCOMPARE(browser.opened(), name.endsWith(QLatin1String("csv")) ? 0 : 1);
    }

    void cancelStopsTheWritingAndThenCloses()
    {
        const QString path = m_dir.filePath(QStringLiteral("never.html"));
        ReportDialog dialog(m_case.path(), {});
        dialog.show();
        dialog.findChild<QLineEdit *>(QStringLiteral("exportFile"))->setText(path);
        auto *const buttons = dialog.findChild<QDialogButtonBox *>();
        buttons->button(QDialogButtonBox::Save)->click();
        buttons->button(QDialogButtonBox::Cancel)->click();
        QVERIFY(dialog.isVisible());
        QVERIFY(!dialog.findChild<QProgressBar *>(QStringLiteral("exportProgress"))->isVisible());
        QVERIFY(dialog.findChild<QLabel *>(QStringLiteral("exportMessage"))->text().startsWith(QStringLiteral("Stopped")));
        buttons->button(QDialogButtonBox::Cancel)->click();
        QVERIFY(!dialog.isVisible());
        QCOMPARE(dialog.result(), int(QDialog::Rejected));
    }

    void whatWasThereStaysUntilTheReportIsComplete()
    {
        const QString path = m_dir.filePath(QStringLiteral("kept.pdf"));
        QFile before(path);
        QVERIFY(before.open(QIODevice::WriteOnly) && before.write("before") == 6);
        before.close();
        {
            FlowWriter writer(path, QPageSize::A4, {});
            writer.title(QStringLiteral("Title"));
        } // given up
        QCOMPARE(contentOf(path), QStringLiteral("before"));
    }

    void aFileThatCannotBeWrittenIsAProblem()
    {
        QVERIFY_THROWS_EXCEPTION(ProblemError, writeReport(data(), {}, m_dir.filePath(QStringLiteral("no/such/folder/report.pdf"))));
    }
};

QTEST_MAIN(TestReport)
#include "tst_report.moc"
