// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/palette.h"
#include "charts/timelineview.h"
#include "pages/overviewpage.h"
#include "pages/overviewquery.h"
#include "pages/tile.h"
#include "samplecase.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>

using namespace backscope;

namespace {

Summary summaryWith(std::int64_t backscatter, std::int64_t avoidable, std::int64_t bounced, std::int64_t rejected)
{
    Summary summary;
    summary.backscatterDsns = backscatter;
    summary.kind[std::size_t(BounceKind::Backscatter)] = backscatter;
    summary.avoidableBackscatter = avoidable;
    summary.outcome[std::size_t(Outcome::Bounced)] = bounced;
    summary.outcome[std::size_t(Outcome::Rejected)] = rejected;
    return summary;
}

} // namespace

class TestOverviewPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void headlineIsOnePlainSentence_data();
    void headlineIsOnePlainSentence();
    void partialDataSaysAtLeast();
    void thePeriodBeforeHasTheSameLength();
    void withoutACaseThereIsAnInvitation();
    void aMissingCaseIsAnExplainedProblem();
    void tilesShowTheNumbersOfTheCase();
    void aTileIsAFilter();
    void anEmptyFilterResultCanBeCleared();
    void enterOnATopSourceDrills();
    void draggingOnTheTimeLineIsATimeFilter();
    void theKeyboardPicksABucket();
    void theProofOpensTheSessions();
};

void TestOverviewPage::headlineIsOnePlainSentence_data()
{
    QTest::addColumn<Summary>("summary");
    QTest::addColumn<QString>("expected");
    QTest::newRow("storm") << summaryWith(2961, 2890, 3000, 9)
                           << QStringLiteral("2,961 bounces went to people who never wrote to you; 2,890 of the 2,961 recipients behind "
                                             "them could have been refused in the dialog.");
    QTest::newRow("one") << summaryWith(1, 1, 1, 0)
                         << QStringLiteral("1 bounce went to somebody who never wrote to you; it could have been refused in the dialog.");
    QTest::newRow("bounced only") << summaryWith(0, 0, 12, 3)
                                  << QStringLiteral("No bounce to a stranger was found. 12 recipients were accepted and bounced later.");
    QTest::newRow("all in the dialog") << summaryWith(
        0, 0, 0, 1) << QStringLiteral("Nothing was bounced after it was accepted. 1 recipient was refused in the dialog.");
    QTest::newRow("quiet") << summaryWith(0, 0, 0, 0) << QStringLiteral("Nothing was bounced and nothing was refused.");
}

void TestOverviewPage::headlineIsOnePlainSentence()
{
    QFETCH(Summary, summary);
    QTEST(headlineText(summary), "expected");
}

void TestOverviewPage::partialDataSaysAtLeast()
{
    Summary summary = summaryWith(5, 4, 5, 0);
    summary.openMail = 1;
    QVERIFY(headlineText(summary).startsWith(QStringLiteral("At least 5 bounces")));
    QVERIFY(coverageText(summary).contains(QStringLiteral("1 recipient is still open")));
}

void TestOverviewPage::thePeriodBeforeHasTheSameLength()
{
    const TimeRange hour { sample::Start, sample::Start + 60 * sample::Minute };
    const Term client { Field::Client, false, true, { "192.0.2.1" } };
    const auto before = periodBefore(Filter { { client, Term { Field::Time, false, true, { toText(hour) } } } });
    QVERIFY(before);
    QCOMPARE(before->terms.size(), std::size_t(2));
    QCOMPARE(before->terms[0], client);
    const auto range = parseTimeRange(before->terms[1].values.front());
    QCOMPARE(std::get<TimeRange>(range), (TimeRange { sample::Start - 60 * sample::Minute, sample::Start }));
    QVERIFY(!periodBefore(Filter { { client } }));
}

void TestOverviewPage::withoutACaseThereIsAnInvitation()
{
    DrillState state;
    OverviewPage page(&state);
    page.show();
    QTRY_VERIFY(page.findChild<QLabel *>(QStringLiteral("emptyTitle"))->isVisible());
    QVERIFY(page.findChild<QPushButton *>(QStringLiteral("clearFilter"))->isHidden());
}

void TestOverviewPage::aMissingCaseIsAnExplainedProblem()
{
    DrillState state;
    state.openCase(QStringLiteral("/nonexistent/case.backscope"));
    OverviewPage page(&state);
    QSignalSpy problems(&page, &Page::problemOccurred);
    page.show();
    QTRY_COMPARE(problems.size(), 1);
    QVERIFY(page.findChild<QLabel *>(QStringLiteral("emptyHint"))->text().contains(QStringLiteral("case.backscope")));
}

void TestOverviewPage::tilesShowTheNumbersOfTheCase()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    OverviewPage page(&state);
    page.show();
    auto *const sessions = page.findChild<Tile *>(QStringLiteral("tileSessions"));
    QTRY_COMPARE(sessions->value(), QStringLiteral("7"));
    QCOMPARE(page.findChild<Tile *>(QStringLiteral("tileRejected"))->value(), QStringLiteral("4"));
    QCOMPARE(page.findChild<Tile *>(QStringLiteral("tileBounced"))->value(), QStringLiteral("3"));
    QVERIFY(sessions->isVisible());
    QVERIFY(sessions->accessibleName().contains(QStringLiteral("7")));
    QVERIFY(page.findChild<QLabel *>(QStringLiteral("coverage"))->text().contains(QStringLiteral("UTC")));
    for (const QLabel *label : page.findChildren<QLabel *>())
        QCOMPARE(label->textFormat(), Qt::PlainText);
}

void TestOverviewPage::aTileIsAFilter()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    OverviewPage page(&state);
    page.show();
    auto *const rejected = page.findChild<Tile *>(QStringLiteral("tileRejected"));
    QTRY_COMPARE(rejected->value(), QStringLiteral("4"));
    QTest::mouseClick(rejected, Qt::LeftButton);
    QCOMPARE(QString::fromStdString(toText(state.filter())), QStringLiteral("outcome:rejected"));
    QTest::mouseClick(rejected, Qt::LeftButton);
    QCOMPARE(state.filter().terms.size(), std::size_t(1)); // clicking twice adds nothing
    state.goBack();
    QTest::keyClick(page.findChild<Tile *>(QStringLiteral("tileAvoidable")), Qt::Key_Space);
    QCOMPARE(QString::fromStdString(toText(state.filter())), QStringLiteral("kind:self,verified,backscatter avoidable:yes"));
}

void TestOverviewPage::anEmptyFilterResultCanBeCleared()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    state.addTerm(Term { Field::Client, false, true, { "10.99.99.99" } });
    OverviewPage page(&state);
    page.show();
    auto *const clear = page.findChild<QPushButton *>(QStringLiteral("clearFilter"));
    QTRY_VERIFY(clear->isVisible());
    QTest::mouseClick(clear, Qt::LeftButton);
    QVERIFY(state.filter().isEmpty());
    QTRY_VERIFY(page.findChild<Tile *>(QStringLiteral("tileSessions"))->isVisible());
}

void TestOverviewPage::enterOnATopSourceDrills()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    OverviewPage page(&state);
    page.show();
    auto *const table = page.findChild<QTableView *>(QStringLiteral("topSources"));
    QTRY_VERIFY(table->model()->rowCount() > 0);
    table->setCurrentIndex(table->model()->index(0, 0));
    const std::string key = table->currentIndex().data().toString().toStdString();
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(state.filter(), (Filter { { Term { Field::Net, false, true, { key } } } }));
}

void TestOverviewPage::draggingOnTheTimeLineIsATimeFilter()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    OverviewPage page(&state);
    page.resize(1200, 800);
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    auto *const view = page.findChild<TimeLineView *>(QStringLiteral("timeLine"));
    QTRY_VERIFY(view->stepCount() > 10);
    const int last = view->stepCount() - 1;
    QTest::mousePress(view->viewport(), Qt::LeftButton, {}, view->stepCenter(0));
    QTest::mouseMove(view->viewport(), view->stepCenter(last / 2));
    QVERIFY(page.findChild<QLabel *>(QStringLiteral("timeLineText"))->text().contains(QStringLiteral("UTC")));
    QTest::mouseMove(view->viewport(), view->stepCenter(last));
    QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, view->stepCenter(last));
    QCOMPARE(state.filter().terms.size(), std::size_t(1));
    QCOMPARE(state.filter().terms[0].field, Field::Time);
    const auto range = std::get<TimeRange>(parseTimeRange(state.filter().terms[0].values.front()));
    QVERIFY(range.from <= sample::Start);
    QVERIFY(range.to > sample::Start + 200 * sample::Minute);
}

void TestOverviewPage::theKeyboardPicksABucket()
{
    TimeLineView view;
    view.resize(800, 300);
    Series series;
    series.bucketWidth = 60 * sample::Minute;
    for (int i = 0; i < 24; ++i) {
        Series::Point point;
        point.start = sample::Start + i * series.bucketWidth;
        point.outcome[std::size_t(Outcome::Bounced)] = i;
        series.points.push_back(point);
    }
    view.setSeries(series);
    view.show();
    QSignalSpy picked(&view, &TimeLineView::rangeSelected);
    view.setCurrentStep(3);
    QTest::keyClick(&view, Qt::Key_Right);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].toLongLong(), sample::Start + 4 * series.bucketWidth);
    QCOMPARE(picked[0][1].toLongLong(), sample::Start + 6 * series.bucketWidth);
    QVERIFY(view.accessibleDescription().contains(QStringLiteral("2026-11-01")));
    view.setSeries({});
    QCOMPARE(view.currentStep(), -1);
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
}

void TestOverviewPage::theProofOpensTheSessions()
{
    const sample::Case file;
    DrillState state;
    state.openCase(file.path());
    OverviewPage page(&state);
    page.show();
    QTRY_COMPARE(page.findChild<Tile *>(QStringLiteral("tileSessions"))->value(), QStringLiteral("7"));
    QSignalSpy asked(&page, &Page::pageRequested);
    page.findChild<QPushButton *>(QStringLiteral("showProof"))->click();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("sessions"));
    QCOMPARE(QString::fromStdString(toText(state.filter())), QStringLiteral("kind:backscatter"));
}

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
