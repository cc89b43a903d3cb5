// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/flowview.h"
#include "pages/flowpage.h"
#include "samplecase.h"

#include <QAction>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace backscope;

class TestFlowPage : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void everyElementSelectsWhatItCounts();
    void clickAndEnterFilter();
    void arrowsReachEveryElement();
    void rightClickShowsTheSessions();
    void theThinnestBandCanStillBeHit();
    void thePictureCanBeSaved();
    void withoutMailItSaysSo();

private:
    FlowView *view() const { return m_page->findChild<FlowView *>(QStringLiteral("flowView")); }
    std::int64_t countOf(int element) const
    {
        const auto nodes = int(view()->flow().nodes.size());
        return element < nodes ? view()->flow().nodes[std::size_t(element)].recipients
                               : view()->flow().bands[std::size_t(element - nodes)].recipients;
    }

    std::unique_ptr<sample::Case> m_case;
    std::unique_ptr<DrillState> m_state;
    std::unique_ptr<FlowPage> m_page;
};

void TestFlowPage::init()
{
    m_case = std::make_unique<sample::Case>();
    m_state = std::make_unique<DrillState>();
    m_state->openCase(m_case->path());
    m_page = std::make_unique<FlowPage>(m_state.get());
    m_page->resize(1000, 600);
    m_page->show();
    QTRY_VERIFY(view()->elementCount() > 0);
}

void TestFlowPage::cleanup()
{
    m_page.reset();
    m_state.reset();
}

void TestFlowPage::everyElementSelectsWhatItCounts()
{
    CaseReader reader(m_case->path().toStdString());
    for (int element = 0; element < view()->elementCount(); ++element) {
        const Filter filter { view()->elementTerms(element) };
        QVERIFY2(reader.summary(filter).recipients == countOf(element), toText(filter).c_str());
    }
}

void TestFlowPage::clickAndEnterFilter()
{
    const int last = view()->elementCount() - 1; // the band of the bounces
    const Filter wanted { view()->elementTerms(last) };
    const std::int64_t count = countOf(last);
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, view()->elementCenter(last));
    QCOMPARE(m_state->filter(), wanted);
    QTRY_VERIFY(view()->elementCount() > 0 && view()->flow().nodes.front().recipients == count);
    m_state->clearFilter();
    QTRY_VERIFY(view()->elementCount() - 1 == last);
    view()->setCurrentElement(0);
    const Filter first { view()->elementTerms(0) };
    QTest::keyClick(view(), Qt::Key_Return);
    QCOMPARE(m_state->filter(), first);
}

void TestFlowPage::arrowsReachEveryElement()
{
    QSet<QString> said;
    for (int i = 0; i < view()->elementCount(); ++i) {
        QTest::keyClick(view(), Qt::Key_Right);
        QCOMPARE(view()->currentElement(), i);
        QVERIFY(!view()->accessibleDescription().isEmpty());
        said << view()->accessibleDescription();
        QCOMPARE(m_page->findChild<QLabel *>(QStringLiteral("flowText"))->text(), view()->accessibleDescription());
    }
    QCOMPARE(said.size(), view()->elementCount());
}

void TestFlowPage::rightClickShowsTheSessions()
{
    QSignalSpy asked(m_page.get(), &Page::pageRequested);
    Q_EMIT view()->verbsRequested(0, QPoint(10, 10));
    auto *menu = view()->findChild<QMenu *>();
    QVERIFY(menu);
    auto *const show = menu->findChild<QAction *>(QStringLiteral("showSessions"));
    QVERIFY(show);
    show->trigger();
    QCOMPARE(asked.takeFirst().front().toString(), QStringLiteral("sessions"));
    QVERIFY(!m_state->filter().isEmpty());
}

void TestFlowPage::theThinnestBandCanStillBeHit()
{
    VerdictCount most, least;
    most.outcome = Outcome::Rejected;
    most.stage = Stage::Rcpt;
    most.recipients = 99'990'000;
    least.outcome = Outcome::Bounced;
    least.kind = BounceKind::Backscatter;
    least.dsnFate = DsnFate::Delivered;
    least.recipients = 1;
    view()->setFlow(mailFlow({ most, least }));
    const int band = view()->elementCount() - 1;
    QTest::mouseMove(view()->viewport(), view()->elementCenter(band));
    QTRY_COMPARE(view()->currentElement(), band);
}

void TestFlowPage::thePictureCanBeSaved()
{
    QTemporaryDir dir;
    QCOMPARE(m_page->savePicture(dir.filePath(QStringLiteral("flow.svg"))), QString());
    QFile svg(dir.filePath(QStringLiteral("flow.svg")));
    QVERIFY(svg.open(QIODevice::ReadOnly));
    QVERIFY(svg.readAll().contains("Accepted"));
    QCOMPARE(m_page->savePicture(dir.filePath(QStringLiteral("flow.png"))), QString());
    QVERIFY(!QImage(dir.filePath(QStringLiteral("flow.png"))).isNull());
    QVERIFY(!m_page->savePicture(dir.filePath(QStringLiteral("no/such/flow.svg"))).isEmpty());
}

void TestFlowPage::withoutMailItSaysSo()
{
    const auto *message = m_page->findChild<QLabel *>(QStringLiteral("flowMessage"));
    m_state->setFilter(Filter { { Term { Field::Client, false, true, { "192.0.2.99" } } } });
    QTRY_COMPARE(message->text(), QStringLiteral("No mail under this filter."));
    QCOMPARE(view()->elementCount(), 0);
    m_state->openCase({});
    QTRY_VERIFY(message->text().startsWith(QStringLiteral("No case is open")));
}

QTEST_MAIN(TestFlowPage)
#include "tst_flowpage.moc"
