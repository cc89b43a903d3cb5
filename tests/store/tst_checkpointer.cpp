// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkpointer.h"
#include "store/schema.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace backscope;

namespace {

constexpr qint64 MiB = 1024 * 1024;

/// One transaction that adds `size` bytes to the case.
void addBlock(Database &db, qint64 size)
{
    const std::string bytes(std::size_t(size), 'x');
    db.execute("BEGIN IMMEDIATE");
    db.prepare("INSERT INTO block (provisional, data) VALUES (0, ?1)").bindBlob(1, bytes).run();
    db.execute("COMMIT");
}

} // namespace

/// What is committed reaches the case file while the writer goes on, and the journal stays bounded.
class TestCheckpointer : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    QString m_path;

    qint64 fileSize() const { return QFileInfo(m_path).size(); }
    qint64 journalSize() const { return QFileInfo(m_path + QStringLiteral("-wal")).size(); }

private slots:
    void init()
    {
        m_path = m_dir.filePath(QString::fromLatin1(QTest::currentTestFunction()) + QStringLiteral(".backscope"));
        createMissingCase(m_path.toStdString());
    }

    void movesBesideTheWriter()
    {
        Database db(m_path.toStdString(), Database::Mode::Write);
        Checkpointer checkpointer(db);
        addBlock(db, 20 * MiB);
        db.execute("BEGIN IMMEDIATE"); // the next transaction need not wait
        QTRY_VERIFY_WITH_TIMEOUT(fileSize() > 20 * MiB, 60'000);
        db.execute("COMMIT");
    }

    void leavesLittleJournalsAlone()
    {
        Database db(m_path.toStdString(), Database::Mode::Write);
        Checkpointer checkpointer(db);
        addBlock(db, MiB);
        QTest::qWait(200);
        QVERIFY(fileSize() < MiB);
        checkpointer.moveAll();
        QVERIFY(fileSize() > MiB);
        QCOMPARE(journalSize(), qint64(0));
    }

    void boundsTheJournalOfAWriterThatNeverRests()
    {
        Database db(m_path.toStdString(), Database::Mode::Write);
        Checkpointer checkpointer(db);
        for (int i = 0; i < 24; ++i) {
            addBlock(db, 25 * MiB);
            QVERIFY2(journalSize() < 300 * MiB, qPrintable(QString::number(journalSize())));
        }
        checkpointer.moveAll();
        QCOMPARE(journalSize(), qint64(0));
    }

    void nothingIsMissingInTheFileAlone()
    {
        const QString copy = m_path + QStringLiteral(".copy");
        {
            Database db(m_path.toStdString(), Database::Mode::Write);
            Checkpointer checkpointer(db);
            for (int i = 0; i < 9; ++i)
                addBlock(db, (i + 1) * MiB);
            checkpointer.moveAll();
            QVERIFY(QFile::copy(m_path, copy)); // as a user would, while the program runs
        }
        Database db(copy.toStdString(), Database::Mode::Read);
        QCOMPARE(db.integer("SELECT sum(length(data)) FROM block"), 45 * MiB);
        QCOMPARE(db.text("PRAGMA integrity_check"), std::string("ok"));
    }

    /// A transaction that a reader began earlier keeps what it sees; what it holds back is moved later.
    void readersKeepTheirState()
    {
        Database db(m_path.toStdString(), Database::Mode::Write);
        Checkpointer checkpointer(db);
        addBlock(db, MiB);
        Database reader(m_path.toStdString(), Database::Mode::Read);
        {
            const ReadTransaction moment(reader);
            QCOMPARE(reader.integer("SELECT count(*) FROM block"), std::int64_t(1));
            addBlock(db, 20 * MiB);
            addBlock(db, 20 * MiB);
            QTest::qWait(100);
            QCOMPARE(reader.integer("SELECT count(*) FROM block"), std::int64_t(1));
        }
        QCOMPARE(reader.integer("SELECT count(*) FROM block"), std::int64_t(3));
        checkpointer.moveAll();
        QVERIFY(fileSize() > 41 * MiB);
    }
};

QTEST_GUILESS_MAIN(TestCheckpointer)
#include "tst_checkpointer.moc"
