// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filterbar.h"
#include "pages/filterchip.h"
#include "pages/filterline.h"
#include "samplecase.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QTest>
#include <QToolButton>

using namespace backscope;
using namespace Qt::StringLiterals;

class TestFilterBar : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void typedConditionsBecomeChips();
    void wrongTextIsMarkedAndChangesNothing();
    void clickingAChipEditsIt();
    void theCrossRemovesAChip();
    void theChipMenuInvertsAndSwitchesOff();
    void copyGivesTheGrammar();
    void buttonsFollowTheHistory();
    void escapeClearsLineThenFilter();
    void theTimeRangeIsShownAndEdited();
    void hostileValuesStayPlain();
    void completions_data();
    void completions();
    void valuesOfTheDataAreOffered();
    void upBringsBackWhatWasTyped();

private:
    void type(const QString &text);
    QList<FilterChip *> chips() const { return m_bar->findChildren<FilterChip *>(u"filterChip"_s); }
    void trigger(FilterChip *chip, const QString &text);

    std::unique_ptr<DrillState> m_state;
    std::unique_ptr<FilterBar> m_bar;
};

void TestFilterBar::init()
{
    m_state = std::make_unique<DrillState>();
    m_bar = std::make_unique<FilterBar>(m_state.get());
    m_bar->resize(900, 100);
    m_bar->show();
}

void TestFilterBar::cleanup()
{
    m_bar.reset();
    m_state.reset();
}

void TestFilterBar::type(const QString &text)
{
    m_bar->line()->setText(text);
    QTest::keyClick(m_bar->line(), Qt::Key_Return);
}

void TestFilterBar::trigger(FilterChip *chip, const QString &text)
{
    QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(2, 2), chip->mapToGlobal(QPoint(2, 2)));
    QCoreApplication::sendEvent(chip, &event);
    auto *menu = chip->findChild<QMenu *>();
    QVERIFY(menu);
    QAction *found = nullptr;
    const auto actions = menu->actions();
    for (QAction *action : actions) {
        if (QString(action->text()).remove(u'&') == text)
            found = action;
    }
    QVERIFY2(found, qPrintable(text));
    found->trigger();
    menu->close();
}

void TestFilterBar::typedConditionsBecomeChips()
{
    QTest::keyClicks(m_bar->line(), u"outcome:bounced -client:192.0.2.1"_s);
    QVERIFY(!m_bar->line()->isWrong());
    m_bar->line()->setFocus();
    type(m_bar->line()->text());
    QCOMPARE(m_state->filter().terms.size(), 2U);
    QVERIFY(m_state->filter().terms[0].field == Field::Outcome);
    QVERIFY(m_state->filter().terms[1].negated);
    QCOMPARE(chips().size(), 2);
    QCOMPARE(chips().at(0)->filterText(), u"outcome:bounced"_s);
    QCOMPARE(m_bar->line()->text(), QString());
    type(u"host:mx1"_s); // adds, does not replace
    QCOMPARE(m_state->filter().terms.size(), 3U);
}

void TestFilterBar::wrongTextIsMarkedAndChangesNothing()
{
    auto *error = m_bar->findChild<QLabel *>(u"filterError"_s);
    QVERIFY(!error->isVisible());
    type(u"outcome:bounced colour:red"_s);
    QVERIFY(m_bar->line()->isWrong());
    QVERIFY(error->isVisible());
    QVERIFY2(error->text().contains(u"colour"_s), qPrintable(error->text()));
    QCOMPARE(error->textFormat(), Qt::PlainText);
    QVERIFY(m_state->filter().isEmpty());
    m_bar->line()->setText(u"outcome:bounced"_s);
    QVERIFY(!m_bar->line()->isWrong());
    QVERIFY(!error->isVisible());
}

void TestFilterBar::clickingAChipEditsIt()
{
    type(u"outcome:bounced client:192.0.2.1"_s);
    Q_EMIT chips().at(0)->editRequested();
    QCOMPARE(m_bar->line()->text(), u"outcome:bounced"_s);
    type(u"outcome:rejected"_s);
    QCOMPARE(chips().size(), 2);
    QCOMPARE(chips().at(0)->filterText(), u"outcome:rejected"_s);
    QCOMPARE(chips().at(1)->filterText(), u"client:192.0.2.1"_s);
}

void TestFilterBar::theCrossRemovesAChip()
{
    type(u"outcome:bounced host:mx1"_s);
    chips().at(0)->findChild<QToolButton *>(u"chipRemove"_s)->click();
    QCOMPARE(chips().size(), 1);
    QCOMPARE(chips().at(0)->filterText(), u"host:mx1"_s);
    QTest::keyClick(chips().at(0), Qt::Key_Delete);
    QVERIFY(m_state->filter().isEmpty());
}

void TestFilterBar::theChipMenuInvertsAndSwitchesOff()
{
    type(u"outcome:bounced"_s);
    trigger(chips().at(0), u"Invert"_s);
    QVERIFY(m_state->filter().terms[0].negated);
    trigger(chips().at(0), u"Switch off"_s);
    QVERIFY(!m_state->filter().terms[0].enabled);
    QCOMPARE(chips().at(0)->filterText(), u"-outcome:bounced"_s); // still readable, still there
    trigger(chips().at(0), u"Switch on"_s);
    QVERIFY(m_state->filter().terms[0].enabled);
}

void TestFilterBar::copyGivesTheGrammar()
{
    type(u"-rcptdomain:example.org"_s);
    trigger(chips().at(0), u"Copy"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"-rcptdomain:example.org"_s);
}

void TestFilterBar::buttonsFollowTheHistory()
{
    QVERIFY(!m_bar->backAction()->isEnabled());
    QVERIFY(!m_bar->clearAction()->isEnabled());
    type(u"outcome:bounced"_s);
    type(u"host:mx1"_s);
    m_bar->upAction()->trigger();
    QCOMPARE(chips().size(), 1);
    m_bar->backAction()->trigger();
    QCOMPARE(chips().size(), 2);
    m_bar->clearAction()->trigger();
    QCOMPARE(chips().size(), 0);
    QVERIFY(!m_bar->forwardAction()->isEnabled());
    m_bar->backAction()->trigger();
    QCOMPARE(chips().size(), 2);
    QVERIFY(m_bar->forwardAction()->isEnabled());
}

void TestFilterBar::escapeClearsLineThenFilter()
{
    type(u"outcome:bounced"_s);
    m_bar->line()->setText(u"host:"_s);
    QTest::keyClick(m_bar->line(), Qt::Key_Escape);
    QVERIFY(m_bar->line()->text().isEmpty());
    QCOMPARE(chips().size(), 1);
    QTest::keyClick(m_bar->line(), Qt::Key_Escape);
    QCOMPARE(chips().size(), 0);
    QVERIFY(m_state->canGoBack());
}

void TestFilterBar::theTimeRangeIsShownAndEdited()
{
    auto *time = m_bar->findChild<QToolButton *>(u"timeRange"_s);
    m_bar->setDataRange(1'793'491'200'000'000, 1'793'577'600'000'000); // 2026-11-01 and a day later
    QVERIFY2(time->text().contains(u"2026-11-01"_s) && time->text().contains(u"UTC"_s), qPrintable(time->text()));
    time->click();
    const auto chooseFromMenu = [time](int fromEnd) {
        auto *menu = time->findChild<QMenu *>(u"timeMenu"_s);
        QVERIFY(menu && menu->isVisible());
        menu->actions().at(menu->actions().size() - fromEnd)->trigger();
        menu->close();
    };
    chooseFromMenu(1); // type a range
    QVERIFY2(m_bar->line()->text().startsWith(u"time:2026-11-01"_s), qPrintable(m_bar->line()->text()));
    QVERIFY(!m_bar->line()->isWrong());
    type(u"time:2026-11-02..2026-11-03"_s);
    QVERIFY2(time->text().contains(u"2026-11-02"_s), qPrintable(time->text()));
    type(u"time:2026-11-05.."_s);
    QCOMPARE(chips().size(), 1);
    QVERIFY2(time->text().contains(u"2026-11-05"_s), qPrintable(time->text()));
}

void TestFilterBar::hostileValuesStayPlain()
{
    m_state->addTerm({ Field::Helo, false, true, { "<b>x</b>\x1b[31m & " + std::string(5000, 'y') } });
    QCOMPARE(chips().size(), 1);
    QVERIFY(!chips().at(0)->filterText().contains(QChar(0x1b)));
    QVERIFY(chips().at(0)->width() <= m_bar->width());
    const auto buttons = chips().at(0)->findChildren<QToolButton *>();
    for (const QToolButton *button : buttons)
        QVERIFY(!button->toolTip().contains(u"<b>"_s));
}

void TestFilterBar::completions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("offered"); // "" = nothing at all
    QTest::newRow("a field") << u"out"_s << u"out"_s << u"outcome:"_s;
    QTest::newRow("a negated field") << u"host:mx1 -rcpt"_s << u"rcpt"_s << u"rcptdomain:"_s;
    QTest::newRow("a value") << u"outcome:bou"_s << u"bou"_s << u"bounced"_s;
    QTest::newRow("the second value") << u"cause:virus,mail"_s << u"mail"_s << u"mailbox-full"_s;
    QTest::newRow("a client class") << u"class:"_s << QString() << u"dynamic-looking"_s;
    QTest::newRow("free text field") << u"helo:x"_s << u"x"_s << QString();
    QTest::newRow("inside quotes") << u"\"over qu"_s << QString() << QString();
}

void TestFilterBar::completions()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(QString, offered);
    const FilterCompletions found = filterCompletions(text, int(text.size()));
    QCOMPARE(found.word, word);
    if (offered.isEmpty())
        QVERIFY(found.candidates.isEmpty());
    else
        QVERIFY2(found.candidates.contains(offered), qPrintable(found.candidates.join(u' ')));
}

void TestFilterBar::valuesOfTheDataAreOffered()
{
    const sample::Case data;
    m_state->openCase(data.path());
    auto *const completer = m_bar->line()->findChild<QCompleter *>();
    const auto offered = [completer] {
        QStringList texts;
        for (int row = 0; completer->popup()->isVisible() && row < completer->completionModel()->rowCount(); ++row)
            texts << completer->completionModel()->index(row, 0).data().toString();
        return texts;
    };
    QTest::keyClicks(m_bar->line(), u"client:198."_s);
    QTRY_COMPARE(offered().size(), 2);
    QVERIFY(offered().contains(u"198.51.100.7"_s));
    QTest::keyClicks(m_bar->line(), u"51.100.8"_s);
    QTRY_VERIFY(offered().isEmpty()); // it stands there already
    m_bar->line()->clear();
    QTest::keyClicks(m_bar->line(), u"helo:"_s);
    QTRY_COMPARE(offered(), (QStringList { u"refused.example"_s, u"bounced.example"_s })); // most recipients first; no hostile one
    m_bar->line()->clear();
    m_state->addTerm({ Field::Outcome, false, true, { "rejected" } });
    QTest::keyClicks(m_bar->line(), u"helo:"_s);
    QTRY_COMPARE(offered(), QStringList(u"refused.example"_s)); // under the filter only
    QTest::keyClick(m_bar->line(), Qt::Key_Escape);
    QTest::keyClicks(m_bar->line(), u"x"_s);
    QVERIFY(offered().isEmpty());
}

void TestFilterBar::upBringsBackWhatWasTyped()
{
    type(u"outcome:bounced"_s);
    type(u"host:mx1"_s);
    QTest::keyClick(m_bar->line(), Qt::Key_Up);
    QCOMPARE(m_bar->line()->text(), u"host:mx1"_s);
    QTest::keyClick(m_bar->line(), Qt::Key_Up);
    QCOMPARE(m_bar->line()->text(), u"outcome:bounced"_s);
    QTest::keyClick(m_bar->line(), Qt::Key_Down);
    QCOMPARE(m_bar->line()->text(), u"host:mx1"_s);
}

QTEST_MAIN(TestFilterBar)
#include "tst_filterbar.moc"
