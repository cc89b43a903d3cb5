// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/bytes.h"
#include "domain/storycode.h"

#include <QRandomGenerator>
#include <QTest>

using namespace backscope;

namespace {

bool sameLines(const RawLines &a, const RawLines &b)
{
    if (a.size() != b.size())
        return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const RawLine one = a[i], other = b[i];
        if (one.source != other.source || one.line != other.line || one.time != other.time || one.text != other.text)
            return false;
    }
    return true;
}

std::string encoded(const RawLines &lines)
{
    std::string bytes;
    encodeLines(lines, bytes);
    return bytes;
}

/// Beginnings are often shared, as those of a log are.
RawLines randomLines(QRandomGenerator &random)
{
    RawLines lines;
    std::string text;
    for (int i = random.bounded(12); i > 0; --i) {
        text.resize(random.bounded(quint32(text.size() + 1)));
        for (int more = random.bounded(30); more > 0; --more)
            text.push_back(char(random.bounded(3) == 0 ? random.bounded(256) : 'a'));
        lines.push_back({ random.bounded(3), qint64(random.generate64()) >> random.bounded(64),
            qint64(random.generate64()) >> random.bounded(64), text });
    }
    return lines;
}

} // namespace

/// What a case keeps of a log must be the log, to the byte.
class TestStoryCode : public QObject {
    Q_OBJECT

private slots:
    void linesComeBack_data()
    {
        QTest::addColumn<QList<QByteArray>>("texts");
        QTest::newRow("none") << QList<QByteArray>();
        QTest::newRow("one") << QList<QByteArray> { "Mar  1 00:00:00 mx1 postfix/smtpd[1]: connect from a[192.0.2.1]" };
        QTest::newRow("alike") << QList<QByteArray> { "Mar  1 00:00:00 x", "Mar  1 00:00:00 x", "Mar  1 00:00:00 x" };
        QTest::newRow("one begins the other") << QList<QByteArray> { "Mar  1", "Mar  1 00:00:00", "Mar", "Mar  1 00" };
        QTest::newRow("seven, eight and nine bytes") << QList<QByteArray> { "1234567", "12345678", "123456789", "12345678", "1234567" };
        QTest::newRow("empty") << QList<QByteArray> { "", "a", "", "a" };
        QTest::newRow("long") << QList<QByteArray> { QByteArray(300, 'a'), QByteArray(300, 'a'), QByteArray(65'536, 'a') };
        QTest::newRow("binary") << QList<QByteArray> { QByteArray("\0\xff\n", 3), QByteArray("\0\xff\r", 3) };
    }
    void linesComeBack()
    {
        QFETCH(QList<QByteArray>, texts);
        RawLines lines;
        for (const QByteArray &text : texts)
            lines.push_back({ 1, std::int64_t(lines.size()) + 1, 1'000'000, std::string_view(text.constData(), std::size_t(text.size())) });
        const auto back = decodeLines(encoded(lines));
        QVERIFY(back);
        QVERIFY(sameLines(lines, *back));
    }

    void anyLinesComeBack()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 2'000; ++round) {
            const RawLines lines = randomLines(random);
            const auto back = decodeLines(encoded(lines));
            QVERIFY(back);
            QVERIFY(sameLines(lines, *back));
        }
    }

    void whatIsSharedIsKeptOnce()
    {
        const std::string beginning = "Mar  1 00:00:00 mx1 postfix/smtpd[21788]: ";
        RawLines lines;
        for (const char *end : { "connect", "disconnect", "lost" })
            lines.push_back({ 1, 1, 1, beginning + end });
        QVERIFY(encoded(lines).size() < 2 * beginning.size());
    }

    /// Few bytes must not ask for a long line again and again.
    void longLinesAreNotMultiplied()
    {
        for (const std::size_t shared : { 255u, 256u }) {
            std::string bytes;
            {
                ByteWriter w(bytes);
                w.number(2);
                for (int i = 0; i < 2; ++i) {
                    for (int place = 0; place < 3; ++place)
                        w.difference(0);
                    w.number(i == 0 ? 0 : shared);
                    w.text(i == 0 ? std::string(65'536, 'x') : std::string());
                }
            }
            QCOMPARE(decodeLines(bytes).has_value(), shared == 255);
        }
    }

    void damagedLinesAreRefusedOrRead()
    {
        QRandomGenerator random(9);
        int refused = 0;
        for (int round = 0; round < 5'000; ++round) {
            std::string bytes = encoded(randomLines(random));
            for (int flips = 1 + random.bounded(3); flips > 0 && !bytes.empty(); --flips)
                bytes[random.bounded(quint32(bytes.size()))] ^= char(1 << random.bounded(8));
            refused += decodeLines(bytes) ? 0 : 1;
        }
        QVERIFY(refused > 500);
    }
};

QTEST_GUILESS_MAIN(TestStoryCode)
#include "tst_storycode.moc"
