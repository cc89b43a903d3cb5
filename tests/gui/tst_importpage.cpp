// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/itemroles.h"
#include "itemmodels/sourcereportmodel.h"
#include "pages/importpage.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

SourceReport report(const std::string &name, std::int64_t unknown)
{
    SourceReport source;
    source.name = name;
    source.mta = "postfix";
    source.timeForm = "rfc3164";
    source.zone = "UTC";
    source.zoneGuessed = true;
    source.year = 2026;
    source.yearGuessed = true;
    source.lines = 1000;
    source.understood = 900 - unknown;
    source.irrelevant = 100;
    source.unknown = unknown;
    source.gaps = 2;
    source.first = 1'793'491'200'000'000;
    source.last = source.first + 60'000'000;
    return source;
}

} // namespace

class TestImportPage : public QObject {
    Q_OBJECT
private slots:
    void modelHoldsItsContract();
    void guessesAreMarked();
    void countsSortAsNumbers();
    void samplesBelongToTheSelectedSource();
    void aMissingCaseIsReported();
};

void TestImportPage::modelHoldsItsContract()
{
    SourceReportModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setReports({ report("a", 0), report("b", 3) });
    QCOMPARE(model.rowCount(), 2);
    model.setReports({ report("c", 0) });
    QCOMPARE(model.rowCount(), 1);
    model.setReports({});
    QCOMPARE(model.rowCount(), 0);
    for (int column = 0; column < SourceReportModel::ColumnCount; ++column)
        QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    QVERIFY(!model.headerData(SourceReportModel::ColumnCount, Qt::Horizontal, Qt::DisplayRole).isValid());
}

void TestImportPage::guessesAreMarked()
{
    SourceReportModel model;
    SourceReport known = report("known", 0);
    known.year = 0;
    known.yearGuessed = known.zoneGuessed = false;
    model.setReports({ report("guessed", 0), known });
    const auto text = [&model](int row, int column) { return model.index(row, column).data().toString(); };
    QVERIFY(text(0, SourceReportModel::YearColumn).contains(u"guessed"_s));
    QVERIFY(text(0, SourceReportModel::ZoneColumn).contains(u"guessed"_s));
    QVERIFY(!text(1, SourceReportModel::YearColumn).contains(u"guessed"_s));
    QCOMPARE(text(1, SourceReportModel::ZoneColumn), u"UTC"_s);
}

void TestImportPage::countsSortAsNumbers()
{
    SourceReportModel model;
    model.setReports({ report("a", 9), report("b", 10) });
    const auto key = [&model](int row) { return model.index(row, SourceReportModel::UnknownColumn).data(SortRole); };
    QVERIFY(key(0).toLongLong() < key(1).toLongLong());
}

void TestImportPage::samplesBelongToTheSelectedSource()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"one.backscope"_s);
    {
        CaseWriter writer(path.toStdString());
        writer.putSource(report("clean.log", 0), {});
        SourceReport odd = report("odd.log", 3);
        odd.unknownSamples = { { 17, "<b>strange</b> \x1b[31mline" } };
        odd.problems = { { Severity::Warning, "The file is cut", "gzip ended early", quote("odd.log"), "Copy it again" } };
        writer.putSource(odd, {});
        writer.commit();
    }
    DrillState state;
    state.openCase(path);
    ImportPage page(&state);
    const QSignalSpy problems(&page, &Page::problemOccurred);
    page.resize(900, 600);
    page.show();
    auto *table = page.findChild<QTableView *>(u"importTable"_s);
    auto *samples = page.findChild<QPlainTextEdit *>(u"unknownLines"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QVERIFY(page.findChild<QLabel *>(u"importHeading"_s)->text().contains(u"Sources: 2"_s));
    table->selectRow(1);
    QVERIFY2(samples->toPlainText().contains(u"17"_s), qPrintable(samples->toPlainText()));
    QVERIFY(samples->toPlainText().contains(u"<b>strange</b>"_s)); // shown as it is, not as bold
    QVERIFY(!samples->toPlainText().contains(QChar(0x1b)));
    QVERIFY(page.findChild<QPlainTextEdit *>(u"sourceProblems"_s)->toPlainText().contains(u"gzip ended early"_s));
    table->selectRow(0);
    QVERIFY(!samples->toPlainText().contains(u"strange"_s));
    QCOMPARE(problems.count(), 0);
}

void TestImportPage::aMissingCaseIsReported()
{
    DrillState state;
    ImportPage page(&state);
    QSignalSpy problems(&page, &Page::problemOccurred);
    page.show();
    state.openCase(u"/nowhere/none.backscope"_s);
    QTRY_COMPARE(problems.count(), 1);
    const auto problem = problems.at(0).at(0).value<Problem>();
    QVERIFY(!problem.what.isEmpty());
    QVERIFY(page.findChild<QTableView *>(u"importTable"_s)->model()->rowCount() == 0);
}

QTEST_MAIN(TestImportPage)
#include "tst_importpage.moc"
