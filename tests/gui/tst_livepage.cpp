// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/timelineview.h"
#include "itemmodels/feedmodel.h"
#include "jobs/livesession.h"
#include "pages/livepage.h"
#include "pages/tile.h"
#include "pages/watchdialog.h"
#include "samplecase.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTest>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

/// Sessions that began `ago` seconds before now.
class NowCase {
public:
    NowCase() { m_writer.putSource(report(), {}); }
    QString path() const { return m_dir.filePath(u"now.backscope"_s); }
    void add(int number, int ago, bool open = false)
    {
        Story story = number % 2 == 0 ? sample::rejected(0, "192.0.2." + std::to_string(number), 1)
                                      : sample::bounced(0, "192.0.2." + std::to_string(number), 1);
        const Micros time = QDateTime::currentMSecsSinceEpoch() * 1000 - ago * Micros(1'000'000);
        story.session.key = std::uint64_t(number);
        story.session.start = story.session.end = time;
        for (RecipientFacts &recipient : story.recipients)
            recipient.time = time;
        story.open = open;
        m_writer.write(story);
    }
    void commit() { m_writer.commit(); }

private:
    static SourceReport report()
    {
        SourceReport report;
        report.name = "/var/log/mail.log";
        report.mta = "postfix";
        report.lines = report.understood = 20;
        return report;
    }
    QTemporaryDir m_dir;
    CaseWriter m_writer { path().toStdString() };
};

FeedState feed(const std::string &name, std::int64_t lines)
{
    FeedState state;
    state.name = name;
    state.phase = FeedState::Phase::Running;
    state.lines = lines;
    return state;
}

} // namespace

class TestLivePage : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"BackscopeTest"_s);
        QSettings().clear();
    }

    void feedModelHoldsItsContract()
    {
        FeedModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setFeeds({ feed("log:a", 0), feed("log:b", 5) }, 0);
        QCOMPARE(model.rowCount(), 2);
        model.setFeeds({ feed("log:a", 600), feed("log:b", 5) }, 4000);
        QCOMPARE(model.index(0, FeedModel::RateColumn).data().toString(), u"150"_s);
        QCOMPARE(model.index(1, FeedModel::RateColumn).data().toString(), QLocale().toString(0.0, 'f', 1));
        FeedState hostile = feed(sample::hostileText(), 1);
        hostile.message = quote(sample::hostileText());
        model.setFeeds({ hostile }, 5000);
        QVERIFY(model.index(0, FeedModel::MessageColumn).data().toString().size() < 400);
        QVERIFY(!model.index(0, FeedModel::MessageColumn).data().toString().contains(QChar(0x1b)));
        for (int column = 0; column < FeedModel::ColumnCount; ++column)
            QVERIFY(!model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void everyMinuteHasItsPoint()
    {
        constexpr Micros minute = 60'000'000;
        Series series;
        series.points.push_back({ 7 * minute, {}, 3 });
        series.points.push_back({ 99 * minute, {}, 9 }); // outside
        const Series whole = everyMinute(series, { 5 * minute, 15 * minute });
        QCOMPARE(whole.points.size(), std::size_t(10));
        QCOMPARE(whole.points.front().start, 5 * minute);
        QCOMPARE(whole.points[2].backscatter, std::int64_t(3));
        QCOMPARE(whole.bucketWidth, minute);
    }

    void numbersAreThoseOfTheCase()
    {
        NowCase now;
        for (int i = 0; i < 10; ++i)
            now.add(i, i < 4 ? 10 : 600);
        now.add(10, 7200); // more than an hour ago
        now.commit();
        DrillState state;
        LiveSession live;
        LivePage page(&state, &live);
        page.show();
        state.openCase(now.path());
        const auto tile = [&page](const QString &name) { return page.findChild<Tile *>(name); };
        QTRY_COMPARE(tile(u"liveSessionsTile"_s)->value(), u"4"_s);
        QVERIFY(tile(u"liveSessionsTile"_s)->note().startsWith(u"10 "_s));
        QCOMPARE(tile(u"liveRejectedTile"_s)->value(), u"2"_s);
        QCOMPARE(tile(u"liveBouncedTile"_s)->value(), u"2"_s);
        QCOMPARE(tile(u"liveBackscatterTile"_s)->value(), u"5"_s);
        QCOMPARE(page.findChild<QTableView *>(u"liveSessionTable"_s)->model()->rowCount(), 10);
        QCOMPARE(page.findChild<TimeLineView *>(u"liveTimeLine"_s)->stepCount(), 60);
        QVERIFY(page.findChild<QLabel *>(u"liveState"_s)->text().startsWith(u"Nothing is being watched"_s));
    }

    void theRowThatIsReadStays()
    {
        NowCase now;
        for (int i = 0; i < 30; ++i)
            now.add(i, 600 - i);
        now.add(30, 60, true);
        now.commit();
        DrillState state;
        LiveSession live;
        LivePage page(&state, &live);
        page.resize(1000, 800);
        page.show();
        state.openCase(now.path());
        auto *const table = page.findChild<QTableView *>(u"liveSessionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 31);
        const auto client = [table] { return table->currentIndex().siblingAtColumn(SessionModel::ClientColumn).data().toString(); };
        table->setCurrentIndex(table->model()->index(0, 0)); // unfinished: it gets a new number
        QCOMPARE(client(), u"192.0.2.30"_s);
        for (int i = 31; i < 40; ++i)
            now.add(i, 30);
        now.add(30, 60, true);
        now.commit();
        state.noteDataChanged();
        QTRY_COMPARE(table->model()->rowCount(), 40);
        QCOMPARE(client(), u"192.0.2.30"_s);
        QCOMPARE(table->currentIndex().row(), 9);
    }

    void pausedItOnlyCounts()
    {
        NowCase now;
        now.add(1, 30);
        now.commit();
        DrillState state;
        LiveSession live;
        LivePage page(&state, &live);
        page.show();
        state.openCase(now.path());
        auto *const table = page.findChild<QTableView *>(u"liveSessionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 1);
        auto *const pause = page.findChild<QPushButton *>(u"livePause"_s);
        QTRY_VERIFY(pause->isEnabled()); // another program may collect into this case
        pause->click();
        QTest::qWait(50);
        now.add(2, -1); // clocks differ a little
        now.add(3, -1);
        now.commit();
        state.noteDataChanged();
        QTRY_COMPARE(page.findChild<QLabel *>(u"liveWaiting"_s)->text(), u"2 new sessions wait"_s);
        QCOMPARE(table->model()->rowCount(), 1);
        pause->click();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QVERIFY(page.findChild<QLabel *>(u"liveWaiting"_s)->text().isEmpty());
    }

    void watchingIsShown()
    {
        const QTemporaryDir dir;
        DrillState state;
        LiveSession live;
        LivePage page(&state, &live);
        page.show();
        const auto *const pause = page.findChild<QPushButton *>(u"livePause"_s);
        QVERIFY(!pause->isEnabled());
        QVERIFY2(pause->toolTip().startsWith(u"There is nothing to hold still"_s), qPrintable(pause->toolTip()));
        LiveWish wish;
        wish.options.feeds = { parseFeedSpec(dir.filePath(u"mail.log"_s).toStdString()) };
        const QSignalSpy started(&live, &LiveSession::started);
        live.start(dir.filePath(u"live.backscope"_s), wish);
        QTRY_COMPARE(started.count(), 1);
        state.openCase(live.casePath());
        QTRY_COMPARE(page.findChild<QTableView *>(u"feedTable"_s)->model()->rowCount(), 1);
        QCOMPARE(page.findChild<QLabel *>(u"liveState"_s)->text(), u"Watching 1 feed"_s);
        QVERIFY(pause->isEnabled());
        QCOMPARE(pause->toolTip(), u"Hold the picture still; watching goes on"_s);
        page.findChild<QPushButton *>(u"liveStop"_s)->click();
        QTRY_VERIFY(page.findChild<QLabel *>(u"liveState"_s)->text().startsWith(u"Nothing"_s));
        QVERIFY(!pause->isEnabled());
    }

    void theDialogGivesWhatWasChosen()
    {
        WatchDialog dialog({});
        auto *const kind = dialog.findChild<QComboBox *>(u"feedKind"_s);
        auto *const target = dialog.findChild<QLineEdit *>(u"feedTarget"_s);
        auto *const add = dialog.findChild<QPushButton *>(u"addFeed"_s);
        auto *const list = dialog.findChild<QListWidget *>(u"feedList"_s);
        QVERIFY(!dialog.findChild<QPushButton *>(u"startWatching"_s)->isEnabled());
        QVERIFY(!dialog.intoOpenCase());
        target->setText(u"/var/log/mail.log"_s);
        add->click();
        kind->setCurrentIndex(kind->count() - 1);
        target->setText(u"nowhere"_s);
        add->click();
        QCOMPARE(list->count(), 1);
        QVERIFY(!dialog.findChild<QLabel *>(u"feedProblem"_s)->isHidden());
        dialog.findChild<QComboBox *>(u"postfixVersion"_s)->setCurrentText(u"2.11"_s);
        target->setText(u"inet:127.0.0.1:10040"_s);
        QVERIFY(dialog.findChild<QPlainTextEdit *>(u"mainCf"_s)->toPlainText().contains(u"check_policy_service inet:127.0.0.1:10040"_s));
        QVERIFY(!dialog.findChild<QLabel *>(u"policyWarning"_s)->isHidden());
        dialog.accept(); // what stands in the line is meant, too
        QCOMPARE(dialog.result(), int(QDialog::Accepted));
        const LiveWish wish = dialog.wish();
        QCOMPARE(wish.options.feeds.size(), std::size_t(2));
        QCOMPARE(QString::fromStdString(toText(wish.options.feeds[0])), u"log:/var/log/mail.log"_s);
        QCOMPARE(QString::fromStdString(toText(wish.options.feeds[1])), u"policy:inet:127.0.0.1:10040 postfix=2.11"_s);
        QVERIFY(!wish.options.allowOutside);
        WatchDialog::remember(wish);
        QCOMPARE(WatchDialog({}).findChild<QListWidget *>(u"feedList"_s)->count(), 2);
    }
};

QTEST_MAIN(TestLivePage)
#include "tst_livepage.moc"
