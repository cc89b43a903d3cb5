// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sharebar.h"
#include "domain/causerules.h"
#include "itemmodels/causemodel.h"
#include "itemmodels/recipetext.h"
#include "pages/causespage.h"
#include "pages/recipepanel.h"
#include "samplecase.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <numeric>

using namespace backscope;

namespace {

std::vector<QToolButton *> shownButtons(const ShareBar *bar)
{
    std::vector<QToolButton *> shown;
    for (QToolButton *button : bar->findChildren<QToolButton *>()) {
        if (button->isVisible())
            shown.push_back(button);
    }
    return shown;
}

} // namespace

class TestCausesPage : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void theModelCountsEveryBounceOnce();
    void theHeadlineAndTheSharesSayTheSame();
    void aShareIsAFilter();
    void enterShowsExactlyTheSessionsOfTheCell();
    void theInnerCauseStandsForTheOuterOne();
    void theRecipeIsForTheServerOfTheLog();
    void checksAreCountedAndCanBeShown();
    void withoutBouncesItSaysSo();
    void everyRecipeCanBeTranslated();

private:
    QTableView *table() const { return m_page->findChild<QTableView *>(QStringLiteral("causeTable")); }
    QString headline() const { return m_page->findChild<QLabel *>(QStringLiteral("causesHeadline"))->text(); }
    std::int64_t recipientsUnderFilter() const { return CaseReader(m_case->path().toStdString()).summary(m_state->filter()).recipients; }

    std::unique_ptr<sample::Case> m_case;
    std::unique_ptr<DrillState> m_state;
    std::unique_ptr<CausesPage> m_page;
};

void TestCausesPage::init()
{
    m_case = std::make_unique<sample::Case>();
    {
        CaseWriter writer(m_case->path().toStdString());
        SiteSettings settings = writer.settings();
        settings.myNetworks = { "10.0.0.0/8" }; // so the server that refuses is an inner one
        writer.applySettings(settings);
    }
    m_state = std::make_unique<DrillState>();
    m_state->openCase(m_case->path());
    m_page = std::make_unique<CausesPage>(m_state.get());
    m_page->resize(1100, 700);
    m_page->show();
    QTRY_COMPARE(table()->model()->rowCount(), 1);
}

void TestCausesPage::cleanup()
{
    m_page.reset();
    m_state.reset();
}

void TestCausesPage::theModelCountsEveryBounceOnce()
{
    CaseReader reader(m_case->path().toStdString());
    CauseModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (const CauseView view : { CauseView::Outer, CauseView::Inner }) {
        model.setRows(causesOfBounces(reader.verdictCounts({}), view), view);
        const CauseRow sum = total(model.rows());
        const Summary summary = reader.summary();
        QCOMPARE(sum.bounced, summary.outcome[std::size_t(Outcome::Bounced)]);
        QCOMPARE(sum.backscatter, summary.kind[std::size_t(BounceKind::Backscatter)]);
        QCOMPARE(sum.sent, summary.avoidableBase);
        QCOMPARE(sum.avoidable[std::size_t(Avoidable::Yes)], summary.avoidableBounces);
        for (const CauseRow &row : model.rows()) {
            QCOMPARE(std::accumulate(row.knowers.begin(), row.knowers.end(), std::int64_t(0)), row.bounced);
            QCOMPARE(reader.summary(Filter { termsOf(row.cause, view) }).recipients, row.bounced);
        }
    }
    model.setRows({}, CauseView::Outer);
    QCOMPARE(model.rowCount(), 0);
}

void TestCausesPage::theHeadlineAndTheSharesSayTheSame()
{
    QVERIFY2(headline().contains(QStringLiteral("3 recipients were accepted and bounced later")), qPrintable(headline()));
    const auto *shares = m_page->findChild<ShareBar *>(QStringLiteral("avoidableShares"));
    const auto buttons = shownButtons(shares);
    QCOMPARE(buttons.size(), std::size_t(1));
    QVERIFY2(buttons.front()->text().startsWith(QStringLiteral("Avoidable: 3 (100")), qPrintable(buttons.front()->text()));
}

void TestCausesPage::aShareIsAFilter()
{
    auto *button = shownButtons(m_page->findChild<ShareBar *>(QStringLiteral("knowerShares"))).front();
    QVERIFY(button->text().startsWith(QStringLiteral("Inner host: 3")));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(std::any_of(m_state->filter().terms.begin(), m_state->filter().terms.end(), [](const Term &term) {
        return term == Term { Field::Knower, false, true, { "inner-host" } };
    }));
    QCOMPARE(recipientsUnderFilter(), 3);
}

void TestCausesPage::enterShowsExactlyTheSessionsOfTheCell()
{
    QSignalSpy asked(m_page.get(), &Page::pageRequested);
    for (const int column :
        { CauseModel::CauseColumn, CauseModel::BackscatterColumn, CauseModel::AvoidableColumn, CauseModel::InnerHostColumn }) {
        m_state->clearFilter();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        table()->setCurrentIndex(table()->model()->index(0, column));
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(asked.takeLast().front().toString(), QStringLiteral("sessions"));
        QCOMPARE(recipientsUnderFilter(), 3);
    }
}

void TestCausesPage::theInnerCauseStandsForTheOuterOne()
{
    const QString outer = table()->model()->index(0, 0).data().toString();
    auto *view = m_page->findChild<QComboBox *>(QStringLiteral("causeView"));
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Down);
    QTRY_VERIFY(table()->model()->index(0, 0).data().toString() != outer);
    QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("Unknown recipient"));
}

void TestCausesPage::theRecipeIsForTheServerOfTheLog()
{
    auto *panel = m_page->findChild<RecipePanel *>();
    QTRY_VERIFY(panel->findChild<QLabel *>(QStringLiteral("setting")));
    const QString setting = panel->findChild<QLabel *>(QStringLiteral("setting"))->text();
    QVERIFY2(setting.contains(QStringLiteral("reject_unverified_recipient")), qPrintable(setting)); // the inner server refused
    QCOMPARE(panel->findChild<QLabel *>(QStringLiteral("setting"))->textFormat(), Qt::PlainText);
    QTest::mouseClick(panel->findChild<QPushButton *>(QStringLiteral("copySetting")), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), setting);
}

void TestCausesPage::checksAreCountedAndCanBeShown()
{
    auto *panel = m_page->findChild<RecipePanel *>();
    QTRY_VERIFY(panel->findChild<QPushButton *>(QStringLiteral("showCheck")));
    QSignalSpy asked(m_page.get(), &Page::pageRequested);
    auto *show = panel->findChild<QPushButton *>(QStringLiteral("showCheck"));
    QVERIFY2(show->accessibleDescription().startsWith(QStringLiteral("3 recipients ")), qPrintable(show->accessibleDescription()));
    QTest::mouseClick(show, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(recipientsUnderFilter(), 3);
    m_state->clearFilter();
    QTRY_VERIFY(panel->findChild<QPushButton *>(QStringLiteral("showVerification")));
    QTRY_VERIFY(panel->findChild<QPushButton *>(QStringLiteral("showVerification"))->toolTip().contains(QStringLiteral("time:")));
    QTest::mouseClick(panel->findChild<QPushButton *>(QStringLiteral("showVerification")), Qt::LeftButton);
    QCOMPARE(recipientsUnderFilter(), 0); // nothing came after the change yet
}

void TestCausesPage::withoutBouncesItSaysSo()
{
    m_state->setFilter(Filter { { Term { Field::Outcome, false, true, { "rejected" } } } });
    QTRY_COMPARE(headline(), QStringLiteral("Nothing under this filter was bounced after it was accepted."));
    QVERIFY(!table()->isVisible());
    m_state->openCase({});
    QTRY_VERIFY(headline().startsWith(QStringLiteral("No case is open")));
}

void TestCausesPage::everyRecipeCanBeTranslated()
{
    int recipes = 0;
    for (int number = 1;
         const FixRecipe *const recipe = fixRecipe(QStringLiteral("F%1").arg(number, 2, 10, QLatin1Char('0')).toStdString());
         ++number, ++recipes) {
        QVERIFY2(isKnownRecipeText(recipe->title), recipe->title.c_str());
        QVERIFY2(isKnownRecipeText(recipe->risk), recipe->risk.c_str());
        for (const FixRecipe::Check &check : recipe->checks)
            QVERIFY2(isKnownRecipeText(check.means), check.means.c_str());
    }
    QVERIFY(recipes >= 17);
    for (const char *server : { "postfix", "exim", "sendmail", "opensmtpd", "qmail", "exchange" })
        QVERIFY2(isKnownRecipeText(dryRunAdvice(server)), server);
}

QTEST_MAIN(TestCausesPage)
#include "tst_causespage.moc"
