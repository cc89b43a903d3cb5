// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/casefile.h"
#include "storygenerator.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace backscope;
using namespace backscope::test;

/// What the log shows to be ours counts for the mail before, too; and then every total is what it would be had it been known.
class TestLearnedLate : public QObject {
    Q_OBJECT

    static constexpr int Stories = 4000;
    static const inline std::vector<std::string> Domains { "example.org" }, Addresses { "192.0.2.7", "192.0.1.9" };

    QTemporaryDir m_dir;
    int m_number = 0;

    std::string newPath() { return m_dir.filePath(QStringLiteral("%1.backscope").arg(++m_number)).toStdString(); }

    /// A client with a class that no generated story has; the earliest one of it turns out to be one of us.
    static Story fromPartner(int number, const char *ip)
    {
        Story story = StoryGenerator(unsigned(number)).next();
        story.session.key = std::uint64_t(Stories + number);
        story.session.authUser = {};
        story.session.client.ip = story.texts.keep(ip);
        story.session.client.name = story.session.helo = "mx.partner.example.net";
        RecipientFacts recipient;
        recipient.time = story.session.start + number;
        recipient.recipient = Text("rcpt@example.org");
        recipient.reply = { Stage::Rcpt, 550, false, "5.1.1", "User unknown", "Recipient address", false };
        story.recipients = { recipient };
        return story;
    }

    /// Imports of equal length; before story number `learnAt` the domain and the addresses become known.
    static void fill(const std::string &path, int imports, int learnAt)
    {
        StoryGenerator generator(11);
        for (int i = 0, import = 1; import <= imports; ++import) {
            CaseWriter writer(path);
            if (import == 1) {
                writer.write(fromPartner(1, "192.0.2.7"));
                writer.write(fromPartner(2, "198.51.100.5"));
            }
            for (; i < Stories * import / imports; ++i) {
                if (i == learnAt)
                    writer.learn(Domains, Addresses);
                writer.write(generator.next());
            }
            writer.commit();
            writer.finish();
        }
    }

    using Groups = std::map<std::string, std::vector<std::int64_t>>;
    static Groups groupsOf(const std::string &path)
    {
        Groups groups;
        CaseReader reader(path);
        for (int dimension = 0; dimension < StoredDimensionCount; ++dimension) {
            for (const GroupRow &row : reader.top({}, Dimension(dimension), Measure::Recipients, 0)) {
                std::vector<std::int64_t> &numbers = groups[std::to_string(dimension) + ' ' + row.key];
                numbers = { row.sessions, row.recipients, row.backscatter, row.avoidable, row.first, row.last };
                numbers.insert(numbers.end(), row.outcome.begin(), row.outcome.end());
            }
        }
        const Summary summary = reader.summary();
        std::vector<std::int64_t> &totals = groups["totals"];
        totals = { summary.sessions, summary.recipients, summary.dsnChildren, summary.backscatterDsns, summary.avoidableBounces };
        totals.insert(totals.end(), summary.cause.begin(), summary.cause.end());
        totals.insert(totals.end(), summary.headline.begin(), summary.headline.end());
        return groups;
    }

private slots:
    void totalsAreThoseOfAKnownDomain_data()
    {
        QTest::addColumn<int>("imports");
        QTest::addColumn<int>("learnAt");
        QTest::newRow("early") << 1 << 20;
        QTest::newRow("late") << 1 << Stories - 20;
        QTest::newRow("in the first of four imports") << 4 << Stories / 8;
        QTest::newRow("in the last of four imports") << 4 << Stories * 7 / 8;
    }
    void totalsAreThoseOfAKnownDomain()
    {
        QFETCH(int, imports);
        QFETCH(int, learnAt);
        const std::string known = newPath(), late = newPath(), never = newPath();
        fill(known, imports, 0);
        fill(late, imports, learnAt);
        fill(never, imports, Stories);
        const std::vector<Problem> damages = CaseReader(late).check();
        QVERIFY2(damages.empty(), damages.empty() ? "" : toText(damages.front()).c_str());
        const Groups expected = groupsOf(known), found = groupsOf(late);
        QVERIFY(groupsOf(never) != expected);
        for (const auto &[key, numbers] : expected)
            QVERIFY2(found.contains(key) && found.at(key) == numbers, key.c_str());
        QCOMPARE(found.size(), expected.size());
    }
};

QTEST_GUILESS_MAIN(TestLearnedLate)
#include "tst_learnedlate.moc"
