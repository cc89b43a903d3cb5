// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/comparisonview.h"
#include "charts/flowview.h"
#include "charts/groupbarview.h"
#include "charts/heatmapview.h"
#include "charts/palette.h"
#include "charts/timelineview.h"
#include "itemmodels/shownzone.h"
#include "pages/theme.h"
#include "pages/tile.h"
#include "samplecase.h"

#include <QAccessible>
#include <QLineSeries>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

constexpr Micros Hour = 60 * sample::Minute;
constexpr Micros Day = 24 * Hour;

GroupRow hourRow(Micros start, std::int64_t recipients)
{
    GroupRow row;
    row.value = start / Hour;
    row.key = toText(TimeRange { start, start + Hour });
    row.recipients = recipients;
    return row;
}

} // namespace

/// Charts by themselves.
class TestCharts : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void theMapShowsMeansOfAllSuchHours();
    void theEdgesOfTheMapsRangeCount();
    void comparedLinesDifferInColourAndStroke();
    void noComparedLineLooksLikeAnOutcome();
    void draggingPicksARange();
    void keysPickARange();
    void everyPictureSaysWhatItShows();
    void theFocusIsSeenInBothThemes();
    void hoursInNoLogAreHatched();
};

void TestCharts::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    setShownZone("UTC");
}

/// 2026-11-01 is a Sunday.
void TestCharts::theMapShowsMeansOfAllSuchHours()
{
    HeatMapView map;
    map.setHours({ hourRow(sample::Start, 30), hourRow(sample::Start + 7 * Day, 12), hourRow(sample::Start + Day + 5 * Hour, 1) },
        { sample::Start, sample::Start + 28 * Day }, Measure::Recipients);
    QCOMPARE(map.count(6, 0), std::int64_t(42));
    QCOMPARE(map.mean(6, 0), 42 / 4.0); // four Sundays, two of them without mail at this hour
    QCOMPARE(map.mean(0, 5), 1 / 4.0);
    QCOMPARE(map.mean(3, 3), 0.0);
    const QString text = map.cellText(6 * HeatMapView::Hours);
    QVERIFY2(text.contains(u"on average 11 "_s) && text.contains(u"42 in all"_s) && text.contains(u"4 such hours"_s), qPrintable(text));
    map.setCurrentCell(6 * HeatMapView::Hours);
    QVERIFY(map.toolTip().contains(u"42"_s));
    QVERIFY(map.accessibleDescription().contains(u"Sunday"_s));
    map.resize(900, 250);
    QVERIFY(!map.grab().isNull());
}

void TestCharts::theEdgesOfTheMapsRangeCount()
{
    HeatMapView map;
    // From Sunday 06:30 to the Sunday after it, 05:00: no Sunday hour is there twice, that at 05:00 not once.
    map.setHours({ hourRow(sample::Start + 6 * Hour, 8), hourRow(sample::Start + 7 * Day + 4 * Hour, 6) },
        { sample::Start + 6 * Hour + Hour / 2, sample::Start + 7 * Day + 5 * Hour }, Measure::Recipients);
    QCOMPARE(map.mean(6, 6), 8.0);
    QCOMPARE(map.mean(6, 4), 6.0);
    QVERIFY(map.cellText(6 * HeatMapView::Hours + 5).contains(u"not in the log"_s));
    QVERIFY(!map.cellText(2 * HeatMapView::Hours + 5).contains(u"not in the log"_s));
    map.setHours({}, { 0, 0 }, Measure::Recipients);
    QVERIFY(map.cellText(6 * HeatMapView::Hours + 6).contains(u"not in the log"_s));
}

void TestCharts::comparedLinesDifferInColourAndStroke()
{
    ComparisonView view;
    std::vector<ComparisonView::Line> lines;
    for (int i = 0; i < ComparisonView::MaxLines + 2; ++i)
        lines.push_back({ QString::number(i), { 1, 2, i } });
    view.setLines(lines, sample::Start, Hour, u"Recipients"_s);
    QCOMPARE(view.lineCount(), ComparisonView::MaxLines);
    std::set<QRgb> colors;
    std::set<QList<qreal>> strokes;
    for (const QAbstractSeries *series : view.chart()->series()) {
        const QPen pen = static_cast<const QLineSeries *>(series)->pen();
        colors.insert(pen.color().rgb());
        strokes.insert(pen.dashPattern());
    }
    QCOMPARE(int(colors.size()), ComparisonView::MaxLines);
    QCOMPARE(int(strokes.size()), ComparisonView::MaxLines);
}

void TestCharts::noComparedLineLooksLikeAnOutcome()
{
    std::vector<QColor> outcomes { backscatterColor() };
    for (int i = 0; i < OutcomeCount; ++i)
        outcomes.push_back(outcomeColor(Outcome(i)));
    for (int line = 0; line < ComparisonView::MaxLines; ++line) {
        for (const QColor &outcome : outcomes) {
            const QColor color = lineColor(line);
            const int apart = std::abs(color.red() - outcome.red()) + std::abs(color.green() - outcome.green())
                + std::abs(color.blue() - outcome.blue());
            QVERIFY2(apart > 55, qPrintable(color.name() + u' ' + outcome.name()));
        }
    }
}

void TestCharts::draggingPicksARange()
{
    ComparisonView view;
    view.resize(700, 300);
    view.show();
    view.setLines({ { u"one"_s, { 1, 2, 3, 4, 5, 6 } } }, sample::Start, Hour, u"Recipients"_s);
    const QSignalSpy picked(&view, &TimeChartView::rangeSelected);
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.stepCenter(1));
    QTest::mouseMove(view.viewport(), view.stepCenter(3));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, view.stepCenter(3));
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked[0], (QVariantList { qint64(sample::Start + Hour), qint64(sample::Start + 4 * Hour) }));
    // Beyond the edge the last step is meant.
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, view.stepCenter(4));
    QTest::mouseMove(view.viewport(), QPoint(view.width() + 50, view.stepCenter(4).y()));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, QPoint(view.width() + 50, view.stepCenter(4).y()));
    QCOMPARE(picked.count(), 2);
    QCOMPARE(picked[1][1].toLongLong(), qint64(sample::Start + 6 * Hour));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.stepCenter(2));
    QCOMPARE(picked.count(), 2); // a click alone picks nothing
}

void TestCharts::keysPickARange()
{
    ComparisonView view;
    view.resize(700, 300);
    view.show();
    view.setLines({ { u"one"_s, { 1, 2, 3 } } }, sample::Start, Hour, u"Recipients"_s);
    const QSignalSpy picked(&view, &TimeChartView::rangeSelected);
    QTest::keyClick(&view, Qt::Key_Right);
    QCOMPARE(view.currentStep(), 0);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier); // there is no more
    QTest::keyClick(&view, Qt::Key_Return);
    QCOMPARE(picked.count(), 1);
    QCOMPARE(picked[0], (QVariantList { qint64(sample::Start), qint64(sample::Start + 3 * Hour) }));
    QTest::keyClick(&view, Qt::Key_Escape);
    QCOMPARE(view.currentStep(), -1);
}

/// To who hears instead of sees: what it is, and what the keys point at.
void TestCharts::everyPictureSaysWhatItShows()
{
    GroupRow group;
    group.key = "198.51.100.7";
    group.recipients = 3;
    group.outcome[std::size_t(Outcome::Rejected)] = 3;
    GroupBarView bars;
    bars.setRows(Dimension::Client, std::make_shared<const std::vector<GroupRow>>(1, group));
    HeatMapView map;
    map.setHours({ hourRow(sample::Start, 30) }, { sample::Start, sample::Start + 7 * Day }, Measure::Recipients);
    TimeLineView line;
    Series series;
    series.bucketWidth = sample::Minute;
    series.points.push_back({ sample::Start, group.outcome, 0 });
    line.setSeries(series);
    FlowView flow;
    VerdictCount count;
    count.outcome = Outcome::Rejected;
    count.recipients = 3;
    flow.setFlow(mailFlow({ count }));
    Tile tile(u"Bounces"_s, Qt::red);
    tile.setValue(u"3"_s, u"of 4"_s);
    for (QWidget *const picture : std::initializer_list<QWidget *> { &bars, &map, &line, &flow, &tile }) {
        picture->resize(700, 400);
        picture->show();
        for (const Qt::Key key : { Qt::Key_Down, Qt::Key_Right })
            QTest::keyClick(picture, key);
        QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(picture);
        QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), picture->metaObject()->className());
        QVERIFY2(!face->text(QAccessible::Description).isEmpty(), picture->metaObject()->className());
    }
}

void TestCharts::theFocusIsSeenInBothThemes()
{
    for (const Theme theme : { Theme::Light, Theme::Dark }) {
        useTheme(theme);
        GroupBarView bars;
        HeatMapView map;
        TimeLineView line;
        FlowView flow;
        for (QWidget *const picture : std::initializer_list<QWidget *> { &bars, &map, &line, &flow }) {
            picture->resize(700, 400);
            picture->show();
            picture->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(picture));
            picture->clearFocus();
            const QColor without = picture->grab().toImage().pixelColor(1, 200);
            picture->setFocus();
            const QColor with = picture->grab().toImage().pixelColor(1, 200);
            QCOMPARE(with, picture->palette().color(QPalette::Highlight));
            QVERIFY2(std::abs(with.lightness() - without.lightness()) > 50, picture->metaObject()->className());
        }
    }
    useTheme(Theme::Light);
}

void TestCharts::hoursInNoLogAreHatched()
{
    HeatMapView map;
    map.resize(1000, 300);
    map.setHours({ hourRow(sample::Start, 30) }, { sample::Start, sample::Start + Day }, Measure::Recipients);
    const QImage image = map.grab().toImage();
    const auto colours = [&](int cell) {
        std::set<QRgb> seen;
        const QRect box = map.cellRect(cell).toAlignedRect().adjusted(2, 2, -2, -2);
        for (int x = box.left(); x < box.right(); ++x)
            seen.insert(image.pixel(x, box.center().y()));
        return seen.size();
    };
    QCOMPARE(colours(6 * HeatMapView::Hours + 5), std::size_t(1)); // Sunday: logged, but nothing came
    QVERIFY(colours(2 * HeatMapView::Hours + 5) > 1);
}

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
