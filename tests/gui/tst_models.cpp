// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/palette.h"
#include "charts/stackparts.h"
#include "itemmodels/display.h"
#include "itemmodels/groupmodel.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "itemmodels/sessionmodel.h"
#include "itemmodels/storytree.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTranslator>

#include <numeric>

using namespace backscope;

namespace {

GroupRows groups(int count)
{
    std::vector<GroupRow> rows;
    for (int i = 0; i < count; ++i) {
        GroupRow row;
        row.key = "192.0.2." + std::to_string(i);
        row.sessions = row.recipients = 1000 * (i + 1);
        row.outcome[std::size_t(Outcome::Rejected)] = 700 * (i + 1);
        row.outcome[std::size_t(Outcome::Bounced)] = 300 * (i + 1);
        row.backscatter = 200 * (i + 1);
        row.first = 1'793'491'200'000'000;
        row.last = row.first + 1'000'000;
        rows.push_back(row);
    }
    return std::make_shared<const std::vector<GroupRow>>(std::move(rows));
}

SessionIds ids(int count)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 1);
    return std::make_shared<const std::vector<std::int64_t>>(std::move(numbers));
}

/// Holds questions back until the test answers them, as a slow disk would.
struct Loader {
    std::vector<std::pair<std::vector<std::int64_t>, SessionModel::Deliver>> open;
    int asked = 0;
    SessionModel::Fetch fetch()
    {
        return [this](std::vector<std::int64_t> wanted, SessionModel::Deliver deliver) {
            ++asked;
            open.emplace_back(std::move(wanted), std::move(deliver));
        };
    }
    void answerAll(const std::string &helo = "helo")
    {
        auto now = std::exchange(open, {});
        for (auto &[wanted, deliver] : now) {
            std::vector<SessionRow> rows;
            for (const std::int64_t id : wanted) {
                SessionRow row;
                row.id = id;
                row.session = "s" + std::to_string(id);
                row.helo = helo;
                row.client.ip = "192.0.2.1";
                row.headline = Headline::Rejected;
                rows.push_back(row);
            }
            deliver(std::make_shared<const std::vector<SessionRow>>(std::move(rows)));
        }
    }
};

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

/// A language in which the parts of a sentence stand in another order.
class ReversedWords : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *context, const char *source, const char *, int) const override
    {
        if (qstrcmp(context, "Reason") != 0)
            return {};
        return qstrcmp(source, "failed") == 0 ? QStringLiteral("gescheitert") : QStringLiteral("%2, sagt %1");
    }
};

class TestModels : public QObject {
    Q_OBJECT
private slots:
    void groupsAreFilledRefilledAndCleared();
    void groupCellsShowNumbersByLocaleAndSortByValue();
    void groupRowsSayWhichTermSelectsThem();
    void hostileKeysArePlainAndBounded();
    void sessionsAreFilledRefilledAndCleared();
    void onlyPagesThatAreLookedAtAreLoaded();
    void aMillionSessionsKeepTheCacheSmall();
    void aRefreshKeepsOldRowsUntilNewOnesAreHere();
    void anAnswerToAnOlderQuestionIsDropped();
    void aFailedPageDoesNotBlockTheNext();
    void aStoryBecomesATree();
    void reasonsAreSaidInTheLanguageOfTheWindow();
    void aHostileStoryStaysPlainAndBounded();
    void mergedBucketsKeepTheSum();
    void axesEndOnRoundNumbers_data();
    void axesEndOnRoundNumbers();
};

void TestModels::groupsAreFilledRefilledAndCleared()
{
    GroupModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setRows(Dimension::Client, groups(3));
    QCOMPARE(model.rowCount(), 3);
    model.setRows(Dimension::Net, groups(20));
    QCOMPARE(model.rowCount(), 20);
    model.setRows(Dimension::Net, groups(0));
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::groupCellsShowNumbersByLocaleAndSortByValue()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    GroupModel model;
    model.setRows(Dimension::Client, groups(3));
    QCOMPARE(text(model, 2, GroupModel::RecipientsColumn), QStringLiteral("3,000"));
    QCOMPARE(text(model, 2, GroupModel::BackscatterColumn), QStringLiteral("600"));
    QCOMPARE(model.index(2, GroupModel::RecipientsColumn).data(SortRole).toLongLong(), 3000);
    QCOMPARE(text(model, 0, GroupModel::FirstColumn), QStringLiteral("2026-11-01 00:00:00"));
    QVERIFY(model.headerData(GroupModel::FirstColumn, Qt::Horizontal, Qt::DisplayRole).toString().contains(QStringLiteral("UTC")));
    QCOMPARE(model.index(2, GroupModel::RejectedColumn).data(BarRole).toDouble(), 1.0);
    QVERIFY(model.index(0, GroupModel::RejectedColumn).data(BarRole).toDouble() < 0.5);
}

void TestModels::groupRowsSayWhichTermSelectsThem()
{
    GroupModel model;
    model.setRows(Dimension::Client, groups(1));
    const Term expected { Field::Client, false, true, { "192.0.2.0" } };
    for (int column = 0; column < GroupModel::ColumnCount; ++column)
        QCOMPARE(model.index(0, column).data(FilterRole).value<Term>(), expected);
}

void TestModels::hostileKeysArePlainAndBounded()
{
    GroupModel model;
    auto rows = *groups(1);
    rows[0].key = "<b>x</b>\x1b\xe2\x80\xae" + std::string(10'000, 'y');
    model.setRows(Dimension::Helo, std::make_shared<const std::vector<GroupRow>>(rows));
    const QString shown = text(model, 0, GroupModel::KeyColumn);
    QVERIFY(shown.startsWith(QStringLiteral("<b>x</b>")));
    QVERIFY(shown.size() <= 300);
    QVERIFY(!shown.contains(QChar(0x1b)));
    QVERIFY(!shown.contains(QChar(0x202e)));
    QVERIFY(model.index(0, 0).data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;b&gt;")));
    QCOMPARE(model.index(0, 0).data(FilterRole).value<Term>().values.front(), rows[0].key); // the filter means the real value
}

void TestModels::sessionsAreFilledRefilledAndCleared()
{
    Loader loader;
    SessionModel model(loader.fetch());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    model.setIds(ids(450));
    QCOMPARE(model.rowCount(), 450);
    for (int row = 0; row < 450; row += 50)
        text(model, row, 0);
    for (int turn = 0; turn < 10; ++turn) {
        QCoreApplication::processEvents();
        loader.answerAll();
    }
    QCOMPARE(text(model, 449, SessionModel::HeloColumn), QStringLiteral("helo"));
    model.setIds(ids(10));
    QCOMPARE(model.rowCount(), 10);
    model.setIds(ids(0));
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.loadedPages(), 0);
}

void TestModels::onlyPagesThatAreLookedAtAreLoaded()
{
    Loader loader;
    SessionModel model(loader.fetch());
    model.setIds(ids(100'000));
    QVERIFY(text(model, 50'000, SessionModel::StartColumn).contains(QStringLiteral("loading")));
    QVERIFY(text(model, 50'000, SessionModel::ClientColumn).isEmpty());
    QTRY_COMPARE(loader.asked, 1);
    QCOMPARE(loader.open[0].first.size(), std::size_t(SessionModel::PageRows));
    QSignalSpy changed(&model, &SessionModel::dataChanged);
    loader.answerAll();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(text(model, 50'000, SessionModel::ClientColumn), QStringLiteral("192.0.2.1"));
    QCOMPARE(model.index(50'000, SessionModel::ClientColumn).data(FilterRole).value<Term>(),
        (Term { Field::Client, false, true, { "192.0.2.1" } }));
    QCOMPARE(model.index(50'000, SessionModel::StartColumn).data(FilterRole).value<Term>().field, Field::Session);
    QCOMPARE(model.loadedPages(), 1);
}

void TestModels::aMillionSessionsKeepTheCacheSmall()
{
    Loader loader;
    SessionModel model(loader.fetch());
    model.setIds(ids(1'000'000));
    for (int page = 0; page < 3 * SessionModel::MaxPages; ++page) {
        const int before = loader.asked;
        text(model, page * SessionModel::PageRows, 0);
        QTRY_COMPARE(loader.asked, before + 1);
        loader.answerAll();
    }
    QCOMPARE(model.loadedPages(), SessionModel::MaxPages);
    QCOMPARE(model.rowOf(999'999), 999'998);
    QCOMPARE(model.idAt(1'000'000), 0);
}

void TestModels::aRefreshKeepsOldRowsUntilNewOnesAreHere()
{
    Loader loader;
    SessionModel model(loader.fetch());
    model.setIds(ids(10));
    text(model, 0, 0);
    QTRY_COMPARE(loader.asked, 1);
    loader.answerAll("before");
    QSignalSpy reset(&model, &SessionModel::modelReset);
    model.setIds(ids(10));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(text(model, 0, SessionModel::HeloColumn), QStringLiteral("before"));
    QTRY_COMPARE(loader.asked, 2);
    loader.answerAll("after");
    QCOMPARE(text(model, 0, SessionModel::HeloColumn), QStringLiteral("after"));
}

void TestModels::anAnswerToAnOlderQuestionIsDropped()
{
    Loader loader;
    SessionModel model(loader.fetch());
    model.setIds(ids(10));
    text(model, 0, 0);
    QTRY_COMPARE(loader.asked, 1);
    model.setIds(ids(5));
    loader.answerAll("stale");
    QVERIFY(text(model, 0, SessionModel::HeloColumn).isEmpty());
    QTRY_COMPARE(loader.asked, 2);
    loader.answerAll("fresh");
    QCOMPARE(text(model, 0, SessionModel::HeloColumn), QStringLiteral("fresh"));
}

void TestModels::aFailedPageDoesNotBlockTheNext()
{
    Loader loader;
    SessionModel model(loader.fetch());
    model.setIds(ids(1000));
    text(model, 0, 0);
    QTRY_COMPARE(loader.asked, 1);
    loader.open[0].second(nullptr);
    loader.open.clear();
    text(model, 900, 0);
    QTRY_COMPARE(loader.asked, 2);
    loader.answerAll();
    QCOMPARE(text(model, 900, SessionModel::HeloColumn), QStringLiteral("helo"));
}

namespace {

CardData card(const std::string &helo)
{
    CardData data;
    data.sources[1] = "/var/log/mail.log";
    StoryDetails &details = data.details;
    details.row.session = "s1";
    details.row.helo = helo;
    details.row.client.ip = "192.0.2.1";
    details.row.headline = Headline::Backscatter;
    details.story.lines = { { 1, 41, 0, "first line" }, { 1, 42, 0, helo } };
    RecipientFacts rcpt;
    rcpt.sender = Text("victim@stranger.example");
    rcpt.recipient = Text("gone@ours.example");
    rcpt.evidence = { 1, 77 }; // 77 does not exist: a damaged case must not crash the card
    details.story.recipients.push_back(rcpt);
    Verdict verdict;
    verdict.outcome = Outcome::Bounced;
    verdict.kind = BounceKind::Backscatter;
    verdict.cause = Cause::UnknownUser;
    verdict.avoidable = Avoidable::Yes;
    verdict.confidence = Confidence::High;
    verdict.why = { reason("it was accepted"), reason("it was bounced by %1", quote(helo)) };
    details.verdicts.verdicts.push_back(verdict);
    return data;
}

QList<QModelIndex> allIndexes(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QList<QModelIndex> found;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        for (int column = 0; column < model.columnCount(parent); ++column)
            found << model.index(row, column, parent);
        found += allIndexes(model, model.index(row, 0, parent));
    }
    return found;
}

QStringList allTexts(const QAbstractItemModel &model)
{
    QStringList texts;
    for (const QModelIndex &index : allIndexes(model))
        texts << index.data().toString();
    return texts;
}

} // namespace

void TestModels::aStoryBecomesATree()
{
    QStandardItemModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    fillStoryTree(model, card("mail.example"));
    fillStoryTree(model, card("again.example"));
    const QStringList texts = allTexts(model);
    QVERIFY(texts.contains(QStringLiteral("again.example")));
    QVERIFY(!texts.contains(QStringLiteral("mail.example")));
    QVERIFY(texts.contains(displayName(Cause::UnknownUser)));
    QVERIFY(texts.contains(QStringLiteral("it was bounced by again.example")));
    QVERIFY(texts.contains(QStringLiteral("[1] mail.log:42")));
    QVERIFY(texts.contains(QStringLiteral("<gone@ours.example>  ") + verdictText(card("x").details.verdicts.verdicts[0])));
    int links = 0;
    for (const QModelIndex &index : allIndexes(model)) {
        if (const QVariant line = index.data(LineRole); line.isValid()) {
            QCOMPARE(line.toInt(), 1);
            ++links;
        }
    }
    QCOMPARE(links, 2); // both cells of the one proof that exists
}

void TestModels::reasonsAreSaidInTheLanguageOfTheWindow()
{
    // What a log says is never taken for words or places.
    const Reason said = reason("refused by %1: %2", quote("%2 failed"), "failed");
    QCOMPARE(reasonText(said), QStringLiteral("refused by %2 failed: failed"));
    ReversedWords language;
    QVERIFY(QCoreApplication::installTranslator(&language));
    QCOMPARE(reasonText(said), QStringLiteral("gescheitert, sagt %2 failed"));
    QCoreApplication::removeTranslator(&language);
    QVERIFY(!reasonText(quote("a\xe2\x80\xaez")).contains(QChar(0x202e)));
}

void TestModels::aHostileStoryStaysPlainAndBounded()
{
    const std::string hostile = "<img src=x>\x07\xe2\x80\xae" + std::string(100'000, 'z');
    CardData data = card(hostile);
    data.details.story.recipients.resize(5000, data.details.story.recipients[0]);
    data.details.verdicts.verdicts.resize(5000, data.details.verdicts.verdicts[0]);
    QStandardItemModel model;
    fillStoryTree(model, data);
    QVERIFY(model.rowCount() <= MaxShownRecipients + 5);
    for (const QString &shown : allTexts(model)) {
        QVERIFY(shown.size() <= 1000);
        QVERIFY(!shown.contains(QChar(0x07)));
        QVERIFY(!shown.contains(QChar(0x202e)));
    }
}

void TestModels::mergedBucketsKeepTheSum()
{
    Series series;
    series.bucketWidth = 60'000'000;
    for (int i = 0; i < 1999; ++i) {
        Series::Point point;
        point.start = i * series.bucketWidth;
        point.outcome[std::size_t(Outcome::Bounced)] = i;
        point.backscatter = 1;
        series.points.push_back(point);
    }
    const Series merged = mergedSeries(series, 400);
    QVERIFY(merged.points.size() <= 400);
    QCOMPARE(merged.points[1].start - merged.points[0].start, merged.bucketWidth);
    std::int64_t bounced = 0, backscatter = 0;
    for (const Series::Point &point : merged.points) {
        bounced += point.outcome[std::size_t(Outcome::Bounced)];
        backscatter += point.backscatter;
    }
    QCOMPARE(bounced, 1998 * 1999 / 2);
    QCOMPARE(backscatter, 1999);
    QCOMPARE(mergedSeries(Series {}, 400).points.size(), std::size_t(0));
}

void TestModels::axesEndOnRoundNumbers_data()
{
    QTest::addColumn<qint64>("largest");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<qint64>("end");
    QTest::newRow("nothing") << qint64(0) << qint64(1) << qint64(1);
    QTest::newRow("one") << qint64(1) << qint64(1) << qint64(1);
    QTest::newRow("seven") << qint64(7) << qint64(2) << qint64(8);
    QTest::newRow("hundred") << qint64(100) << qint64(20) << qint64(100);
    QTest::newRow("large") << qint64(253'123) << qint64(100'000) << qint64(300'000);
}

void TestModels::axesEndOnRoundNumbers()
{
    QFETCH(qint64, largest);
    QTEST(qint64(roundAxis(largest, 5).step), "step");
    QTEST(qint64(roundAxis(largest, 5).end), "end");
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
