// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/problem.h"
#include "mmdbwriter.h"
#include "store/addressbase.h"
#include "store/casefile.h"
#include "storygenerator.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace backscope;
using namespace backscope::test;

/// Country and AS of clients: what the databases say, how it groups and filters, and that no file does harm.
class TestAddressBase : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::string m_case, m_countries, m_networks;

    std::string path(const char *name) const { return m_dir.filePath(QLatin1String(name)).toStdString(); }
    static Filter filter(const std::string &text) { return std::get<Filter>(parseFilter(text)); }
    void useBoth() const
    {
        setAddressBase(AddressFact::Country, m_countries);
        setAddressBase(AddressFact::As, m_networks);
    }

private slots:
    void initTestCase()
    {
        m_countries = path("countries.mmdb");
        m_networks = path("networks.mmdb");
        MmdbWriter::countries().save(QString::fromStdString(m_countries));
        MmdbWriter::networks().save(QString::fromStdString(m_networks));
        try {
            AddressBase probe(m_countries, AddressFact::Country);
        } catch (const ProblemError &error) {
            if (toText(error.problem()).find("without libmaxminddb") != std::string::npos)
                QSKIP("this build reads no databases");
            throw;
        }
        m_case = path("a.backscope");
        CaseWriter writer(m_case);
        writer.putSource({}, {});
        StoryGenerator generator(7);
        for (int i = 0; i < 3000; ++i)
            writer.write(generator.next());
        writer.commit();
        writer.finish();
    }
    void cleanup()
    {
        setAddressBase(AddressFact::Country, {});
        setAddressBase(AddressFact::As, {});
    }

    void lookups_data()
    {
        QTest::addColumn<QByteArray>("ip");
        QTest::addColumn<QByteArray>("country");
        QTest::addColumn<QByteArray>("as");
        QTest::addColumn<QByteArray>("label");
        const QByteArray umlauts = "AS64497 " + QByteArray("\xc3\xa4").repeated(60);
        QTest::newRow("net") << QByteArray("192.0.2.1") << QByteArray("DE") << QByteArray("64496") << QByteArray("AS64496 Example Org");
        QTest::newRow("inner") << QByteArray("192.0.1.255") << QByteArray("FR") << QByteArray("64497") << umlauts;
        QTest::newRow("mapped") << QByteArray("::ffff:192.0.2.1") << QByteArray("DE") << QByteArray("64496")
                                << QByteArray("AS64496 Example Org");
        QTest::newRow("registered") << QByteArray("198.51.100.9") << QByteArray("AT") << QByteArray() << QByteArray();
        QTest::newRow("no code") << QByteArray("203.0.113.9") << QByteArray() << QByteArray("4294967295") << QByteArray("AS4294967295");
        QTest::newRow("v6") << QByteArray("2001:db8:ffff::1") << QByteArray("SE") << QByteArray() << QByteArray();
        QTest::newRow("v6 not found") << QByteArray("2001:db9::1") << QByteArray() << QByteArray() << QByteArray();
        QTest::newRow("not found") << QByteArray("10.0.0.1") << QByteArray() << QByteArray() << QByteArray();
    }
    void lookups()
    {
        QFETCH(QByteArray, ip);
        QFETCH(QByteArray, country);
        QFETCH(QByteArray, as);
        QFETCH(QByteArray, label);
        const IpAddress address = *parseIp(ip.toStdString());
        const AddressBase countries(m_countries, AddressFact::Country), networks(m_networks, AddressFact::As);
        QCOMPARE(countries.find(address).key, country.toStdString());
        QCOMPARE(networks.find(address).key, as.toStdString());
        QCOMPARE(networks.find(address).label, label.toStdString());
    }

    void wrongFilesAreProblems_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("why");
        QTest::newRow("missing") << QStringLiteral("none.mmdb") << QStringLiteral("No such file");
        QTest::newRow("folder") << QStringLiteral(".") << QStringLiteral("it is no file");
        QTest::newRow("case") << QStringLiteral("a.backscope") << QStringLiteral("metadata");
        QTest::newRow("other kind") << QStringLiteral("networks.mmdb") << QStringLiteral("another kind");
    }
    void wrongFilesAreProblems()
    {
        QFETCH(QString, file);
        QFETCH(QString, why);
        setAddressBase(AddressFact::Country, m_dir.filePath(file).toStdString());
        try {
            CaseReader(m_case).top({}, Dimension::Country, Measure::Recipients, 0);
            QFAIL("no problem");
        } catch (const ProblemError &error) {
            QVERIFY2(QString::fromStdString(toText(error.problem().why)).contains(why), toText(error.problem().why).c_str());
            QVERIFY(!error.problem().where.isEmpty() && !error.problem().hint.isEmpty());
        }
    }

    void withoutDatabaseItSaysSo()
    {
        CaseReader reader(m_case);
        QVERIFY_THROWS_EXCEPTION(ProblemError, reader.top({}, Dimension::As, Measure::Recipients, 0));
        QVERIFY_THROWS_EXCEPTION(ProblemError, reader.summary(filter("country:DE")));
        QVERIFY(reader.summary().recipients > 0);
    }

    /// Against every recipient, one by one.
    void groupsAndFiltersAddUp_data()
    {
        QTest::addColumn<int>("dimension");
        QTest::addColumn<QByteArray>("under");
        for (const char *under : { "", "outcome:bounced", "host:mx0", "country:DE", "-as:64497" }) {
            QTest::addRow("country %s", under) << int(Dimension::Country) << QByteArray(under);
            QTest::addRow("as %s", under) << int(Dimension::As) << QByteArray(under);
        }
    }
    void groupsAndFiltersAddUp()
    {
        QFETCH(int, dimension);
        QFETCH(QByteArray, under);
        useBoth();
        const auto by = Dimension(dimension);
        const AddressFact fact = *addressFactOf(by);
        const Filter base = filter(under.toStdString());
        CaseReader reader(m_case);
        std::map<std::string, std::int64_t> recipients;
        std::map<std::string, std::set<std::int64_t>> sessions;
        reader.eachFate(base, [&](const FateRow &row) {
            const auto ip = parseIp(row.client.ip);
            const std::string key = ip ? addressBase(fact)->find(*ip).key : std::string();
            ++recipients[key];
            sessions[key].insert(row.sessionId);
            return true;
        });
        const auto rows = reader.top(base, by, Measure::Recipients, 0);
        QCOMPARE(rows.size(), recipients.size());
        QVERIFY(!under.isEmpty() || rows.size() > 2);
        std::vector<std::int64_t> values;
        for (const GroupRow &row : rows) {
            values.push_back(row.value);
            QCOMPARE(row.recipients, recipients[row.key]);
            QCOMPARE(row.sessions, std::int64_t(sessions[row.key].size()));
            const Filter inside = base.with({ filterField(by), false, true, { row.key } });
            QCOMPARE(reader.summary(inside).recipients, row.recipients);
            const Filter outside = base.with({ filterField(by), true, true, { row.key } });
            QCOMPARE(reader.summary(inside).recipients + reader.summary(outside).recipients, reader.summary(base).recipients);
            QCOMPARE(reader.countSessions(inside), reader.summary(inside).sessions); // also those without recipients
        }
        const GroupTimes times = reader.groupTimes(base, by, values, Measure::Recipients, 0, INT64_MAX / 2, 1);
        for (std::size_t i = 0; i < rows.size(); ++i)
            QCOMPARE(times.counts[i][0], rows[i].recipients);
        const Overview overview = reader.overview(
            base, { by }, [](const Summary &) { return Measure::Recipients; }, 0);
        QCOMPARE(overview.rankings[0].size(), rows.size());
    }

    /// A filter walks over the whole case: what it meets there must not look like trouble of the case.
    void aDamagedDatabaseIsNotTheCasesFault()
    {
        MmdbWriter writer("GeoLite2-Country");
        for (const char *half : { "0.0.0.0/1", "128.0.0.0/1" })
            writer.add(half, MmdbWriter::map({ { "country", QByteArray("\x20\x00", 2) } })); // points to the map it is in
        const std::string damaged = path("halves.mmdb");
        writer.save(QString::fromStdString(damaged));
        setAddressBase(AddressFact::Country, damaged);
        CaseReader reader(m_case);
        for (const char *text : { "country:DE", "-country:DE outcome:bounced" }) {
            try {
                reader.summary(filter(text));
                QFAIL("the damage was not met");
            } catch (const ProblemError &error) {
                QCOMPARE(toText(error.problem().where), damaged);
                QVERIFY2(std::string_view(error.what()).find("database") != std::string::npos, error.what());
            }
            QVERIFY(reader.summary(filter("outcome:bounced")).recipients > 0); // the reader goes on
        }
    }

    /// libmaxminddb alone would overflow the stack.
    void deepNestingIsRefused()
    {
        const QByteArray deep = QByteArray("\x01\x04").repeated(4'000'000) + MmdbWriter::number(5, 1);
        MmdbWriter writer("GeoLite2-Country");
        writer.add(
            "192.0.2.0/24", MmdbWriter::map({ { "x", deep }, { "country", MmdbWriter::map({ { "iso_code", MmdbWriter::text("DE") } }) } }));
        writer.save(QString::fromStdString(path("deep.mmdb")));
        const AddressBase base(path("deep.mmdb"), AddressFact::Country);
        QVERIFY_THROWS_EXCEPTION(ProblemError, base.find(*parseIp("192.0.2.1")));
        QVERIFY(base.find(*parseIp("192.0.3.1")).key.empty());

        MmdbWriter around("GeoLite2-Country");
        around.add("192.0.2.0/24", MmdbWriter::map({ { "country", QByteArray("\x20\x00", 2) } })); // points to the map it is in
        around.save(QString::fromStdString(path("around.mmdb")));
        QVERIFY_THROWS_EXCEPTION(ProblemError, AddressBase(path("around.mmdb"), AddressFact::Country).find(*parseIp("192.0.2.1")));

        QFile file(QString::fromStdString(path("metadata.mmdb")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(MmdbWriter::countries().bytes().replace("languages", "languages" + QByteArray("\x01\x04").repeated(60'000)));
        file.close();
        QVERIFY_THROWS_EXCEPTION(ProblemError, AddressBase(path("metadata.mmdb"), AddressFact::Country));
    }

    void damagedFilesNeverCrash()
    {
        std::mt19937 random(3);
        int refused = 0;
        for (int i = 0; i < 500; ++i) {
            const auto fact = AddressFact(i % 2);
            QByteArray bytes = (fact == AddressFact::Country ? MmdbWriter::countries() : MmdbWriter::networks()).bytes();
            for (unsigned flips = 1 + random() % 8; flips > 0; --flips)
                bytes[qsizetype(random() % unsigned(bytes.size()))] = char(random());
            if (i % 10 == 0)
                bytes.truncate(qsizetype(random() % unsigned(bytes.size())));
            const QString file = m_dir.filePath(QStringLiteral("damaged%1.mmdb").arg(i)); // a mapped file must not change under its reader
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(bytes);
            out.close();
            try {
                const AddressBase base(file.toStdString(), fact);
                for (const char *ip : { "192.0.2.1", "192.0.1.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "::", "255.255.255.255" })
                    QVERIFY(base.find(*parseIp(ip)).label.size() < 200);
            } catch (const ProblemError &) {
                ++refused;
            }
            QFile::remove(file);
        }
        QVERIFY(refused > 50);
    }
};

QTEST_MAIN(TestAddressBase)
#include "tst_addressbase.moc"
