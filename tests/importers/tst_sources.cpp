// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeimport.h"

#include "importers/sources/identity.h"

#include <QTest>

using namespace backscope;
using namespace backscope::test;

namespace {

SourcePlace placeOf(const std::string &path)
{
    SourcePlace place;
    place.path = place.name = path;
    return place;
}

/// All lines of a file as blocks give them.
QByteArray readAll(
    const std::string &path, std::size_t *blocks = nullptr, SourceIdentity *identity = nullptr, std::string *damage = nullptr)
{
    const SourcePlace place = placeOf(path);
    LineSource source(openSource(place), place);
    QByteArray all;
    Block block;
    while (source.next(block)) {
        all.append(block.data.data(), qsizetype(block.data.size()));
        if (blocks)
            ++*blocks;
        if (identity)
            apply(*identity, block.identity);
    }
    if (damage)
        *damage = toText(source.damage().value_or(Reason()));
    return all;
}

QByteArray noise(int lines)
{
    QByteArray text;
    quint32 x = 12345;
    for (int i = 0; i < lines; ++i) {
        x = x * 1664525 + 1013904223;
        text += "Mar  3 09:00:00 mx1 fake[" + QByteArray::number(i) + "]: noise " + QByteArray::number(x) + QByteArray(int(x >> 28), 'x')
            + "\n";
    }
    return text;
}

} // namespace

class TestSources : public QObject {
    Q_OBJECT

private slots:
    void everyPackingGivesTheSameBytes_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char *filter : { "gzip", "bzip2", "xz", "zstd" })
            QTest::newRow(filter) << QByteArray(filter);
    }
    void everyPackingGivesTheSameBytes()
    {
        QFETCH(QByteArray, filter);
        QTemporaryDir dir;
        const QByteArray text = noise(60'000); // about 3 MB
        const std::string path = put(dir, "no-telling-name", pack(filter.constData(), "raw", { { "x", text } }));
        std::size_t blocks = 0;
        QVERIFY(readAll(path, &blocks) == text);
        QVERIFY(blocks >= 3);
    }

    void gzipOfSeveralMembersIsReadWhole()
    {
        QTemporaryDir dir;
        const QByteArray a = noise(10), b = noise(7);
        const auto path = put(dir, "x", pack("gzip", "raw", { { "x", a } }) + pack("gzip", "raw", { { "x", b } }));
        QCOMPARE(readAll(path), a + b);
    }

    void blocksEndOnLineBoundaries()
    {
        QTemporaryDir dir;
        const QByteArray text = noise(60'000);
        const SourcePlace place = placeOf(put(dir, "log", text));
        LineSource source(openSource(place), place);
        Block block;
        std::int64_t at = 0;
        while (source.next(block)) {
            QCOMPARE(block.start, at);
            QVERIFY(block.data.ends_with('\n'));
            QVERIFY(block.data.size() < 1'200'000);
            at += std::int64_t(block.data.size());
            QCOMPARE(block.identity.consumed, at);
        }
        QCOMPARE(at, std::int64_t(text.size()));
    }

    void hugeLineIsCutWithBoundedMemory()
    {
        QTemporaryDir dir;
        const auto path = put(dir, "log", "first\n" + QByteArray(9'000'000, 'x') + "\nlast\n");
        const SourcePlace place = placeOf(path);
        LineSource source(openSource(place), place);
        Block block;
        std::int64_t cut = 0;
        QByteArray tail;
        while (source.next(block)) {
            QVERIFY(block.data.size() < 2'300'000);
            cut += block.cutLines;
            tail = QByteArray(block.data.data(), qsizetype(block.data.size())).right(5);
        }
        QCOMPARE(cut, 1);
        QCOMPARE(tail, QByteArray("last\n"));
    }

    void truncatedGzipKeepsEveryByteBeforeTheCut()
    {
        QTemporaryDir dir;
        const QByteArray text = noise(400);
        const QByteArray packed = pack("gzip", "raw", { { "x", text } });
        std::string damage;
        const QByteArray got = readAll(put(dir, "x", packed.left(packed.size() / 2)), nullptr, nullptr, &damage);
        QVERIFY(!damage.empty());
        QVERIFY(got.size() > text.size() / 4);
        QVERIFY(text.startsWith(got));
        QVERIFY(got.endsWith('\n')); // the line at the cut is not taken
    }

    void garbageBehindAMagicNumberIsNoCrash_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00\x00\x00", 6);
        QTest::newRow("bzip2") << QByteArray("BZh9");
        QTest::newRow("xz") << QByteArray("\xfd"
                                          "7zXZ\0",
            6);
        QTest::newRow("zstd") << QByteArray("\x28\xb5\x2f\xfd");
        QTest::newRow("zip") << QByteArray("PK\x03\x04");
    }
    void garbageBehindAMagicNumberIsNoCrash()
    {
        QFETCH(QByteArray, head);
        QTemporaryDir dir;
        FakeSink sink;
        const auto result = importFake(sink, { put(dir, "x", head + noise(3)) });
        QVERIFY(!result.problems.empty());
        QCOMPARE(result.understood, 0);
    }

    void identityDoesNotDependOnBlocks()
    {
        QTemporaryDir dir;
        const QByteArray text = noise(60'000);
        SourceIdentity byBlocks, atOnce;
        readAll(put(dir, "log", text), nullptr, &byBlocks);
        IdentityHasher hasher;
        hasher.add({ text.constData(), std::size_t(text.size()) });
        apply(atOnce, hasher.step());
        QCOMPARE(byBlocks.consumed, std::int64_t(text.size()));
        QVERIFY(byBlocks.checkpoints == atOnce.checkpoints);
        QCOMPARE(byBlocks.tailHash, atOnce.tailHash);
        QCOMPARE(byBlocks.headHash, atOnce.headHash);
        QCOMPARE(std::int64_t(atOnce.checkpoints.size()), (text.size() + (1 << 20) - 1) / (1 << 20));
    }

    void continuedIdentityEqualsOneFromTheStart()
    {
        const QByteArray text = noise(60'000);
        const std::string_view all(text.constData(), std::size_t(text.size()));
        for (const std::size_t cut : { std::size_t(10), std::size_t(5000), std::size_t(1) << 20, std::size_t(2'000'000) }) {
            IdentityHasher first, whole;
            SourceIdentity known, expected;
            first.add(all.substr(0, cut));
            apply(known, first.step());
            whole.add(all);
            apply(expected, whole.step());
            IdentityHasher second(known);
            second.add(all.substr(std::size_t(IdentityHasher::restartOffset(known))));
            apply(known, second.step());
            QVERIFY(known.checkpoints == expected.checkpoints);
            QCOMPARE(known.consumed, expected.consumed);
            QCOMPARE(known.headHash, expected.headHash);
            QCOMPARE(known.tailHash, expected.tailHash);
        }
    }

    void sameFileAgainHasNothingNew_data()
    {
        QTest::addColumn<QByteArray>("filter");
        for (const char *filter : { "", "gzip", "xz" })
            QTest::newRow(filter[0] ? filter : "plain copy") << QByteArray(filter);
    }
    void sameFileAgainHasNothingNew()
    {
        QFETCH(QByteArray, filter);
        QTemporaryDir dir;
        const QByteArray log = fakeLog(0, 30'000);
        FakeSink sink;
        importFake(sink, { put(dir, "mail.log", log) });
        const int commits = sink.commits;
        const auto stories = sink.stories();
        QCOMPARE(stories.size(), 30'000);
        const auto copy = put(dir, "renamed", filter.isEmpty() ? log : pack(filter.constData(), "raw", { { "x", log } }));
        const auto result = importFake(sink, { copy });
        QCOMPARE(result.alreadyKnown, 1);
        QVERIFY(result.problems.empty());
        QCOMPARE(result.lines, 0);
        QCOMPARE(sink.commits, commits);
        QCOMPARE(sink.saved.sources.size(), std::size_t(1));
        QCOMPARE(sink.stories(), stories);
    }

    void grownFileIsContinued_data()
    {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        QTest::addColumn<bool>("packed");
        for (const bool packed : { false, true })
            for (const auto &[before, after] : { std::pair(1, 2), std::pair(3, 500), std::pair(15'000, 15'001), std::pair(15'000, 40'000) })
                QTest::addRow("%d to %d %s", before, after, packed ? "packed" : "plain") << before << after << packed;
    }
    void grownFileIsContinued()
    {
        QFETCH(int, before);
        QFETCH(int, after);
        QFETCH(bool, packed);
        QTemporaryDir dir;
        FakeSink sink, expected;
        importFake(sink, { put(dir, "mail.log", fakeLog(0, before)) });
        const QByteArray grown = fakeLog(0, after);
        const auto result = importFake(sink, { put(dir, "mail.log.1", packed ? pack("gzip", "raw", { { "x", grown } }) : grown) });
        importFake(expected, { put(dir, "whole", grown) });
        QCOMPARE(result.lines, (after - before) * 2);
        QCOMPARE(sink.stories(), expected.stories());
        QCOMPARE(sink.saved.sources.size(), std::size_t(1));
        QVERIFY(sink.saved.sources[0].identity.checkpoints == expected.saved.sources[0].identity.checkpoints);
        QCOMPARE(sink.saved.sources[0].report.lines, std::int64_t(after) * 2);
        QCOMPARE(sink.saved.sources[0].identity.consumed, std::int64_t(grown.size()));
    }

    void shorterOlderCopyHasNothingNew_data()
    {
        QTest::addColumn<int>("stories");
        QTest::addColumn<bool>("packed");
        for (const bool packed : { false, true })
            for (const int n : { 2, 40, 15'000 })
                QTest::addRow("%d %s", n, packed ? "packed" : "plain") << n << packed;
    }
    void shorterOlderCopyHasNothingNew()
    {
        QFETCH(int, stories);
        QFETCH(bool, packed);
        QTemporaryDir dir;
        FakeSink sink;
        importFake(sink, { put(dir, "mail.log", fakeLog(0, 20'000)) });
        const QByteArray older = fakeLog(0, stories);
        const auto result = importFake(sink, { put(dir, "older", packed ? pack("gzip", "raw", { { "x", older } }) : older) });
        QCOMPARE(result.alreadyKnown, 1);
        QCOMPARE(result.lines, 0);
    }

    void sameBeginningWithOtherContentIsAnotherSource()
    {
        QTemporaryDir dir;
        FakeSink sink;
        importFake(sink, { put(dir, "a", fakeLog(0, 1000)) });
        const auto result = importFake(sink, { put(dir, "b", fakeLog(0, 500) + fakeLog(5000, 9000)) });
        QCOMPARE(result.alreadyKnown, 0);
        QCOMPARE(sink.saved.sources.size(), std::size_t(2));
    }

    void lastLineWithoutBreakIsTakenOnce()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const QByteArray whole = fakeLog(0, 3);
        importFake(sink, { put(dir, "mail.log", whole.chopped(1)) });
        QCOMPARE(sink.stories().size(), 3);
        const auto result = importFake(sink, { put(dir, "mail.log", whole + fakeLog(3, 4)) });
        QCOMPARE(result.lines, 2);
        QCOMPARE(sink.stories().size(), 4);
    }

    void archiveMembersAreSources()
    {
        QTemporaryDir dir;
        const QByteArray older = fakeLog(0, 5, "Mar  3 09:00:00"), newer = fakeLog(5, 9, "Mar  4 09:00:00");
        const std::vector<std::pair<const char *, QByteArray>> members { { "var/log/mail.log", newer },
            { "var/log/mail.log.1.gz", pack("gzip", "raw", { { "x", older } }) }, { "var/log/notes.txt", "no log\n" } };
        for (const auto &[filter, format] :
            { std::pair("none", "ustar"), std::pair("gzip", "ustar"), std::pair("zstd", "ustar"), std::pair("none", "zip") }) {
            FakeSink sink;
            const auto result = importFake(sink, { put(dir, "archive", pack(filter, format, members)) });
            QCOMPARE(sink.stories().size(), 9);
            QCOMPARE(result.sources.size(), std::size_t(2));
            QVERIFY(
                QString::fromStdString(result.sources[0].name).endsWith(QStringLiteral("archive: var/log/mail.log.1.gz"))); // older first
            QVERIFY(result.problems.empty());
        }
    }

    void linesKeepNulAndInvalidUtf8AndLoseCarriageReturn()
    {
        QTemporaryDir dir;
        FakeSink sink;
        const QByteArray odd = QByteArray("Mar  3 09:00:00 mx1 fake[1]: open a\0b\xff\r\n", 40)
            + QByteArray("Mar  3 09:00:00 mx1 fake[1]: close a\0b\xff\r\n", 41);
        importFake(sink, { put(dir, "mail.log", odd) });
        QCOMPARE(sink.saved.finished.size(), std::size_t(1));
        QCOMPARE(sink.saved.finished[0].session.helo, std::string("a\0b\xff", 4));
        QVERIFY(!sink.saved.finished[0].lines[0].text.ends_with('\r'));
    }
};

QTEST_GUILESS_MAIN(TestSources)
#include "tst_sources.moc"
