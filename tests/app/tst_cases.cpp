// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/import.h"
#include "store/casefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>

using namespace backscope;

namespace {

using Expectation = std::map<std::string, std::string>;

/// One case of tests/data/cases/*.cases; the format is described there.
struct Case {
    QString name;
    QByteArray log;
    std::vector<Expectation> recipients;
    std::vector<Expectation> sessions;
    int recipientCount = -1;
    int sessionCount = -1;
    int scatterCount = -1;
    bool canBeSplit = true;
    qsizetype headerLines = 0; ///< every part of the log begins with them
};

/// "key=value key=value"; a value may contain blanks and "=": a new pair begins only at a known-looking " word=".
Expectation parseExpectation(const QString &text)
{
    Expectation result;
    static const QRegularExpression pair(QStringLiteral("(?:^| "
                                                        ")(rcpt|sender|outcome|kind|stage|nature|cause|underlying|class|code|enhanced|"
                                                        "confidence|avoidable|knower|direction|qid|dsn_qid|dsn_rcpt|"
                                                        "dsn_fate|flag|noflag|client|headline|mixed|helo|count|sessions|scatter)="));
    auto match = pair.match(text);
    while (match.hasMatch()) {
        const auto next = pair.match(text, match.capturedEnd());
        const qsizetype end = next.hasMatch() ? next.capturedStart() : text.size();
        result[match.captured(1).toStdString()] = text.mid(match.capturedEnd(), end - match.capturedEnd()).trimmed().toStdString();
        match = next;
    }
    return result;
}

void addExpectation(Case &testCase, const QString &text)
{
    const Expectation expected = parseExpectation(text);
    if (text.startsWith(QLatin1String("session ")))
        testCase.sessions.push_back(expected);
    else if (expected.contains("count"))
        testCase.recipientCount = std::stoi(expected.at("count"));
    else if (expected.contains("sessions"))
        testCase.sessionCount = std::stoi(expected.at("sessions"));
    else if (expected.contains("scatter"))
        testCase.scatterCount = std::stoi(expected.at("scatter"));
    else
        testCase.recipients.push_back(expected);
}

/// A line of a case as its server's log writes it: "{3164}", "{iso}", "{z}" and "{tai}" stand for the time.
QByteArray stamped(QString line, const QDateTime &time)
{
    const quint64 tai = (quint64(1) << 62) + 10 + quint64(time.toSecsSinceEpoch());
    line.replace(QLatin1String("{3164}"),
        QStringLiteral("Mar ") + QString::number(time.date().day()).rightJustified(2) + time.toString(QStringLiteral(" HH:mm:ss")));
    line.replace(QLatin1String("{iso}"), time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
    line.replace(QLatin1String("{z}"), time.toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")) + QLatin1Char('Z'));
    line.replace(QLatin1String("{tai}"), QLatin1Char('@') + QString::number(tai, 16) + QStringLiteral("00000000"));
    return line.toUtf8() + '\n';
}

/// The cases of one file; see the head of tests/data/cases/postfix.cases.
std::vector<Case> readCases(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<Case> cases;
    QString before, beforeBare, header;
    QDateTime clock;
    while (!file.atEnd()) {
        const QString line = QString::fromUtf8(file.readLine()).chopped(1);
        if (line.startsWith(QLatin1String("== "))) {
            cases.push_back({ QFileInfo(fileName).baseName() + QStringLiteral(": ") + line.mid(3), {}, {}, {} });
            cases.back().log = header.toUtf8();
            cases.back().headerLines = header.count(QLatin1Char('\n'));
            clock = QDateTime(QDate(2024, 3, 3), QTime(10, 0), Qt::UTC);
        } else if (line.startsWith(QLatin1String("%line "))) {
            before = line.mid(6);
        } else if (line.startsWith(QLatin1String("%! "))) {
            beforeBare = line.mid(3);
        } else if (line.startsWith(QLatin1String("%header "))) {
            header += line.mid(8) + QLatin1Char('\n');
        } else if (cases.empty() || line.isEmpty()) {
            continue;
        } else if (line.startsWith(QLatin1Char('@'))) {
            const qsizetype space = line.indexOf(QLatin1Char(' '));
            if (space > 0)
                clock.setDate(QDate(2024, 3, line.mid(1, space - 1).toInt()));
            const QString time = line.mid(std::max<qsizetype>(space, 0) + 1);
            clock.setTime(QTime::fromString(time + (time.size() == 5 ? QStringLiteral(":00") : QString()), QStringLiteral("HH:mm:ss")));
        } else if (line == QLatin1String("> nosplit")) {
            cases.back().canBeSplit = false;
        } else if (line.startsWith(QLatin1String("> "))) {
            addExpectation(cases.back(), line.mid(2));
        } else {
            cases.back().log += stamped(line.startsWith(QLatin1Char('!')) ? beforeBare + line.mid(1) : before + line, clock);
            clock = clock.addSecs(1);
        }
    }
    return cases;
}

std::string orNull(std::string_view text)
{
    return text.empty() ? std::string("null") : std::string(text);
}

/// The value of a row as the expectations write it.
std::string valueOf(const FateRow &row, const std::string &key)
{
    const Verdict &v = row.verdict;
    const std::map<std::string, std::function<std::string()>> values {
        { "rcpt", [&] { return row.recipient.value_or("null"); } },
        { "sender", [&] { return row.sender.value_or("null"); } },
        { "outcome", [&] { return std::string(slug(v.outcome)); } },
        { "kind", [&] { return orNull(slug(v.kind)); } },
        { "stage", [&] { return orNull(slug(v.stage)); } },
        { "nature", [&] { return orNull(slug(v.nature)); } },
        { "cause", [&] { return orNull(slug(v.cause)); } },
        { "underlying", [&] { return orNull(slug(v.underlying)); } },
        { "class", [&] { return std::string(slug(row.clientClass)); } },
        { "code", [&] { return std::to_string(v.replyCode); } },
        { "enhanced", [&] { return v.enhancedCode; } },
        { "confidence", [&] { return std::string(slug(v.confidence)); } },
        { "avoidable", [&] { return orNull(slug(v.avoidable)); } },
        { "knower", [&] { return orNull(slug(v.knower)); } },
        { "direction", [&] { return orNull(slug(v.direction)); } },
        { "qid", [&] { return orNull(row.queueId); } },
        { "dsn_qid", [&] { return orNull(row.dsnQueueId); } },
        { "dsn_rcpt", [&] { return orNull(row.dsnRecipient); } },
        { "dsn_fate", [&] { return orNull(slug(v.dsnFate)); } },
        { "client", [&] { return row.client.ip; } },
    };
    return values.at(key)();
}

bool hasFlag(const FateRow &row, const std::string &name)
{
    for (int bit = 0; bit < FlagCount; ++bit)
        if (slug(Flag(1u << bit)) == name)
            return has(row.verdict.flags, Flag(1u << bit));
    return false;
}

QString difference(const FateRow &row, const Expectation &expected)
{
    QStringList wrong;
    for (const auto &[key, value] : expected) {
        const bool flag = key == "flag" || key == "noflag";
        const std::string found = flag ? std::string(hasFlag(row, value) == (key == "flag") ? value : "not so") : valueOf(row, key);
        if (found != value)
            wrong << QStringLiteral("%1: expected %2, found %3")
                         .arg(QString::fromStdString(key), QString::fromStdString(value), QString::fromStdString(found));
    }
    return wrong.join(QStringLiteral("; "));
}

SiteSettings exampleSite()
{
    SiteSettings site;
    site.myDomains = { "example.org" };
    site.myNetworks = { "127.0.0.0/8", "192.0.2.0/28" };
    site.trustedRelays = { "192.0.2.14" };
    return site;
}

} // namespace

/// The thesis, case by case: a log in, the verdicts out, through the whole program but the window.
class TestCases : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString importCase(const Case &testCase, int splitAfter = -1) const
    {
        static int number = 0;
        const QString casePath = m_dir.filePath(QStringLiteral("%1.backscope").arg(++number));
        CaseWriter writer(casePath.toStdString());
        writer.applySettings(exampleSite());
        QList<QByteArray> lines = testCase.log.split('\n');
        lines.removeLast();
        const auto importPart = [&](const QList<QByteArray> &part, const char *name) {
            if (part.isEmpty())
                return;
            const QString path = m_dir.filePath(QStringLiteral("%1-%2.log").arg(number).arg(QLatin1String(name)));
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(part.join('\n') + '\n');
            file.close();
            ImportOptions options;
            options.year = 2024;
            options.timezone = "UTC";
            const ImportResult result = importLogs({ path.toStdString() }, options, writer, {}, {});
            // A part without any line of the server is told as such; the whole never is.
            QVERIFY2(splitAfter >= 0 || result.problems.empty(), result.problems.empty() ? "" : toText(result.problems.front()).c_str());
        };
        if (splitAfter < 0) {
            importPart(lines, "whole");
        } else {
            importPart(lines.first(splitAfter), "first");
            importPart(lines.first(testCase.headerLines) + lines.mid(splitAfter), "second");
        }
        writer.finish();
        return casePath;
    }

    static std::vector<FateRow> fates(const QString &casePath)
    {
        std::vector<FateRow> rows;
        CaseReader(casePath.toStdString()).eachFate({}, [&](const FateRow &row) {
            rows.push_back(row);
            return true;
        });
        return rows;
    }

    static std::vector<std::string> comparable(const std::vector<FateRow> &rows)
    {
        std::vector<std::string> texts;
        for (const FateRow &row : rows) {
            std::string text;
            for (const char *key : { "rcpt", "sender", "outcome", "kind", "stage", "nature", "cause", "underlying", "class", "code",
                     "confidence", "direction", "qid", "dsn_qid", "dsn_fate", "client" })
                text += valueOf(row, key) + "|";
            texts.push_back(text + row.session + std::to_string(row.time));
        }
        std::sort(texts.begin(), texts.end());
        return texts;
    }

private slots:
    void verdicts_data() { addCases(); }

    void verdicts()
    {
        QFETCH(int, index);
        const Case &testCase = m_cases[std::size_t(index)];
        const QString path = importCase(testCase);
        std::vector<FateRow> rows = fates(path);
        const std::size_t expectedCount = testCase.recipientCount >= 0 ? std::size_t(testCase.recipientCount) : testCase.recipients.size();
        QStringList wrong;
        if (rows.size() != expectedCount) {
            wrong << QStringLiteral("expected %1 rows, found %2").arg(expectedCount).arg(rows.size());
            for (const FateRow &row : rows)
                wrong << QStringLiteral("  has %1 %2")
                             .arg(QString::fromStdString(valueOf(row, "rcpt")), QString::fromStdString(valueOf(row, "outcome")));
        }
        for (const Expectation &expected : testCase.recipients) {
            const auto row = std::find_if(rows.begin(), rows.end(),
                [&](const FateRow &r) { return !expected.contains("rcpt") || valueOf(r, "rcpt") == expected.at("rcpt"); });
            if (row == rows.end()) {
                wrong
                    << QStringLiteral("no row for %1").arg(QString::fromStdString(expected.contains("rcpt") ? expected.at("rcpt") : "any"));
                continue;
            }
            if (const QString text = difference(*row, expected); !text.isEmpty())
                wrong << QString::fromStdString(valueOf(*row, "rcpt")) + QStringLiteral(": ") + text;
            rows.erase(row);
        }
        checkSessions(path, testCase, wrong);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void splitAnywhereIsTheSame_data() { addCases(); }

    void splitAnywhereIsTheSame()
    {
        QFETCH(int, index);
        const Case &testCase = m_cases[std::size_t(index)];
        if (!testCase.canBeSplit)
            QSKIP("a part of it alone shows no mail server");
        const auto whole = comparable(fates(importCase(testCase)));
        const int lines = int(testCase.log.count('\n'));
        for (int split = int(testCase.headerLines) + 1; split < lines; ++split)
            QCOMPARE(comparable(fates(importCase(testCase, split))), whole);
    }

    void outcomesAddUp()
    {
        for (const Case &testCase : m_cases) {
            const QString path = importCase(testCase);
            CaseReader reader(path.toStdString());
            const Summary summary = reader.summary();
            std::int64_t sum = 0;
            for (const std::int64_t n : summary.outcome)
                sum += n;
            QCOMPARE(sum, summary.recipients);
            QCOMPARE(std::size_t(sum), fates(path).size());
            QVERIFY(reader.check().empty());
        }
    }

private:
    void addCases()
    {
        QTest::addColumn<int>("index");
        if (m_cases.empty()) {
            const QDir folder(QStringLiteral(BACKSCOPE_TEST_DATA "/cases"));
            for (const QString &name : folder.entryList({ QStringLiteral("*.cases") })) {
                const std::vector<Case> cases = readCases(folder.filePath(name));
                m_cases.insert(m_cases.end(), cases.begin(), cases.end());
            }
        }
        QVERIFY(m_cases.size() > 50);
        for (std::size_t i = 0; i < m_cases.size(); ++i)
            QTest::newRow(qPrintable(m_cases[i].name)) << int(i);
    }

    static void checkSessions(const QString &path, const Case &testCase, QStringList &wrong)
    {
        CaseReader reader(path.toStdString());
        std::vector<SessionRow> sessions;
        reader.eachSession({}, [&](const SessionRow &row) {
            sessions.push_back(row);
            return true;
        });
        if (testCase.sessionCount >= 0 && int(sessions.size()) != testCase.sessionCount)
            wrong << QStringLiteral("expected %1 sessions, found %2").arg(testCase.sessionCount).arg(sessions.size());
        if (testCase.scatterCount >= 0 && reader.summary().scatterEvents != testCase.scatterCount)
            wrong << QStringLiteral("expected %1 scatter events, found %2").arg(testCase.scatterCount).arg(reader.summary().scatterEvents);
        for (const Expectation &expected : testCase.sessions) {
            const bool found = std::any_of(sessions.begin(), sessions.end(), [&](const SessionRow &row) {
                const auto is
                    = [&](const char *key, const std::string &value) { return !expected.contains(key) || expected.at(key) == value; };
                return is("client", row.client.ip) && is("headline", std::string(slug(row.headline))) && is("helo", row.helo)
                    && is("mixed", row.mixed ? "true" : "false");
            });
            if (!found)
                wrong << QStringLiteral("no session as expected; first headline is %1")
                             .arg(sessions.empty() ? QStringLiteral("(none)")
                                                   : QString::fromStdString(std::string(slug(sessions.front().headline))));
        }
    }

    std::vector<Case> m_cases;
};

QTEST_GUILESS_MAIN(TestCases)
#include "tst_cases.moc"
