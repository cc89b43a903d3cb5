// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/casefile.h"
#include "storygenerator.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <iterator>

using namespace backscope;
using namespace backscope::test;

/// Old details go; every total stays, whatever is done with the case afterwards.
class TestRetention : public QObject {
    Q_OBJECT

    static constexpr Micros Day = 86'400'000'000;
    static constexpr int Stories = 20'000; // a week and a half

    QTemporaryDir m_dir;
    std::string m_path;

    static Filter filterOf(const char *text) { return std::get<Filter>(parseFilter(text)); }
    static std::vector<std::int64_t> totals(const std::string &path, const Filter &filter = {})
    {
        CaseReader reader(path);
        const Summary s = reader.summary(filter);
        std::vector<std::int64_t> all { s.sessions, s.recipients, s.dsnChildren, s.backscatterDsns, s.avoidableBounces, s.scatterEvents,
            s.acceptedInbound, s.first, s.last };
        const auto append = [&all](const auto &numbers) { std::ranges::copy(numbers, std::back_inserter(all)); };
        append(s.outcome);
        append(s.cause);
        append(s.headline);
        for (const Dimension by : { Dimension::Client, Dimension::VictimDomain, Dimension::Rcpt, Dimension::Hour }) {
            for (const GroupRow &row : restricts(filter) ? std::vector<GroupRow>() : reader.top({}, by, Measure::Recipients, 0))
                append(std::array { row.sessions, row.recipients, row.backscatter, row.first, row.last });
        }
        return all;
    }
    static bool restricts(const Filter &filter) { return !filter.terms.empty(); }
    static void setKeepDays(CaseWriter &writer, int days)
    {
        SiteSettings settings = writer.settings();
        settings.keepDays = days;
        writer.applySettings(settings);
    }

private slots:
    void init()
    {
        static int number = 0;
        m_path = m_dir.filePath(QStringLiteral("%1.backscope").arg(++number)).toStdString();
        CaseWriter writer(m_path);
        SourceReport report;
        report.name = "mail.log";
        report.mta = "postfix";
        StoryGenerator generator(4);
        for (int i = 0; i < Stories; ++i) {
            Story story = generator.next();
            report.last = story.session.end;
            writer.write(story);
        }
        writer.putSource(report, {});
        writer.commit();
        writer.finish();
    }

    void totalsStayWhenDetailsGo()
    {
        const Micros horizon = StoryGenerator::Base + 5 * Day; // the data ends on the ninth day
        const auto before = totals(m_path), later = totals(m_path, filterOf("time:2026-11-06T00:00:00Z..2026-11-30T00:00:00Z"));
        const auto early = totals(m_path, filterOf("time:2026-11-02T00:00:00Z..2026-11-03T00:00:00Z"));
        const qint64 size = QFileInfo(QString::fromStdString(m_path)).size();
        {
            CaseWriter writer(m_path);
            setKeepDays(writer, 3);
            QVERIFY(writer.compact() > 10'000);
            QCOMPARE(writer.compact(), std::int64_t(0));
        }
        QVERIFY(QFileInfo(QString::fromStdString(m_path)).size() < size * 2 / 3); // names and totals stay
        QCOMPARE(totals(m_path), before);
        auto after = totals(m_path, filterOf("time:2026-11-02T00:00:00Z..2026-11-03T00:00:00Z")); // whole hours: the roll-ups know
        after[5] = early[5]; // other scatter is kept as one total
        QCOMPARE(after, early);
        QCOMPARE(totals(m_path, filterOf("time:2026-11-06T00:00:00Z..2026-11-30T00:00:00Z")), later);
        CaseReader reader(m_path);
        QVERIFY(reader.check().empty());
        QCOMPARE(reader.summary().detailsFrom, horizon);
        QVERIFY(!reader.summary().lacksDetails);
        QVERIFY(reader.summary(filterOf("outcome:bounced")).lacksDetails);
        QVERIFY(!reader.summary(filterOf("outcome:bounced time:2026-11-07T00:00:00Z..2026-11-08T00:00:00Z")).lacksDetails);
    }

    void judgingAnewKeepsTheTotalsOfWhatIsGone()
    {
        const Summary before = CaseReader(m_path).summary();
        {
            CaseWriter writer(m_path);
            setKeepDays(writer, 3);
            writer.compact();
            SiteSettings settings = writer.settings();
            settings.myDomains = { "example.org" };
            writer.applySettings(settings);
        }
        CaseReader reader(m_path);
        QVERIFY(reader.check().empty());
        QCOMPARE(reader.summary().recipients, before.recipients);
        QCOMPARE(reader.summary().sessions, before.sessions);
    }

    void importsGoOnAfterwards()
    {
        const Summary before = CaseReader(m_path).summary();
        {
            CaseWriter writer(m_path);
            setKeepDays(writer, 3);
            writer.compact();
            StoryGenerator generator(5);
            for (int i = 0; i < 100; ++i)
                writer.write(generator.next());
            writer.commit();
            writer.finish();
        }
        CaseReader reader(m_path);
        QVERIFY(reader.check().empty());
        QCOMPARE(reader.summary().sessions, before.sessions + 100);
    }

    /// A clean-up takes away answers that nobody gives any more; the writer must not go on using their numbers.
    void answersOutliveACleanUp()
    {
        const std::string path = m_dir.filePath(QStringLiteral("answers.backscope")).toStdString();
        CaseWriter writer(path);
        setKeepDays(writer, 3);
        StoryGenerator generator(5);
        Story story = generator.next();
        while (story.recipients.empty())
            story = generator.next();
        story.recipients.resize(1);
        story.recipients[0].deliveries.clear();
        story.recipients[0].reply = {};
        story.recipients[0].reply.stage = Stage::Rcpt;
        story.recipients[0].reply.code = 550;
        story.recipients[0].reply.text = "never said before";
        SourceReport report;
        report.name = "mail.log";
        report.mta = "postfix";
        report.last = story.session.end;
        for (const bool open : { true, false }) {
            writer.takeOpenLines();
            report.id = writer.putSource(report, {});
            Story one = story;
            one.open = open;
            writer.write(one);
            writer.commit();
            if (open)
                writer.takeOpenLines();
            writer.finish();
        }
        CaseReader reader(path);
        QVERIFY(reader.check().empty());
        std::string answer;
        reader.eachFate({}, [&answer](const FateRow &row) {
            answer = row.verdict.replyText;
            return true;
        });
        QCOMPARE(answer, std::string("never said before"));
    }

    void withoutALimitEverythingStays()
    {
        const auto before = totals(m_path);
        CaseWriter writer(m_path);
        QCOMPARE(writer.compact(), std::int64_t(0));
        QCOMPARE(totals(m_path), before);
        QCOMPARE(CaseReader(m_path).summary().detailsFrom, Micros(0));
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
