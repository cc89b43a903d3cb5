// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "state/casefiles.h"
#include "state/drillstate.h"
#include "store/casefile.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

Term bounced()
{
    return { Field::Outcome, false, true, { "bounced" } };
}

Term client()
{
    return { Field::Client, false, true, { "192.0.2.1" } };
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

} // namespace

class TestDrillState : public QObject {
    Q_OBJECT
private slots:
    void startsWithoutCaseAndFilter();
    void backAndForwardWalkThroughTheFilters();
    void aNewStepDropsTheForwardBranch();
    void theSameFilterIsNoStep();
    void removingATermThatIsNotThereDoesNothing();
    void openingACaseForgetsTheHistory();
    void goingToAPageIsAStep();
    void pagesPassedThroughAreNone();
    void aDrillToAnotherPageIsOneStep();
    void planTellsCasesFromLogs();
    void planNamesWhatIsMissing();
    void newCasesGetTheirOwnName();
    void copiesACase();
};

void TestDrillState::startsWithoutCaseAndFilter()
{
    const DrillState state;
    QVERIFY(state.casePath().isEmpty());
    QVERIFY(state.filter().isEmpty());
    QVERIFY(!state.canGoBack());
    QVERIFY(!state.canGoForward());
}

void TestDrillState::backAndForwardWalkThroughTheFilters()
{
    DrillState state;
    const QSignalSpy changed(&state, &DrillState::filterChanged);
    state.addTerm(bounced());
    state.addTerm(client());
    QCOMPARE(state.filter().terms.size(), 2U);
    state.goBack();
    QVERIFY(state.filter() == Filter { { bounced() } });
    state.goBack();
    QVERIFY(state.filter().isEmpty());
    QVERIFY(!state.canGoBack());
    state.goBack(); // nothing before the first step
    QCOMPARE(changed.count(), 4);
    state.goForward();
    state.goForward();
    QVERIFY((state.filter() == Filter { { bounced(), client() } }));
    QVERIFY(!state.canGoForward());
}

void TestDrillState::aNewStepDropsTheForwardBranch()
{
    DrillState state;
    state.addTerm(bounced());
    state.goBack();
    state.addTerm(client());
    QVERIFY(!state.canGoForward());
    state.goBack();
    QVERIFY(state.filter().isEmpty());
}

void TestDrillState::theSameFilterIsNoStep()
{
    DrillState state;
    state.addTerm(bounced());
    const QSignalSpy changed(&state, &DrillState::filterChanged);
    state.setFilter(Filter { { bounced() } });
    QCOMPARE(changed.count(), 0);
    state.goBack();
    QVERIFY(!state.canGoBack());
}

void TestDrillState::removingATermThatIsNotThereDoesNothing()
{
    DrillState state;
    state.addTerm(bounced());
    state.removeTerm(-1);
    state.removeTerm(1);
    QVERIFY(state.filter() == Filter { { bounced() } });
    state.removeTerm(0);
    QVERIFY(state.filter().isEmpty());
}

void TestDrillState::openingACaseForgetsTheHistory()
{
    DrillState state;
    state.addTerm(bounced());
    const QSignalSpy cases(&state, &DrillState::caseChanged);
    state.openCase(u"/tmp/one.backscope"_s);
    QCOMPARE(cases.count(), 1);
    QCOMPARE(state.casePath(), u"/tmp/one.backscope"_s);
    QVERIFY(state.filter().isEmpty());
    QVERIFY(!state.canGoBack());
}

void TestDrillState::goingToAPageIsAStep()
{
    DrillState state;
    state.openCase(u"/tmp/one.backscope"_s);
    state.setDwell(0);
    state.visitPage(u"overview"_s);
    state.visitPage(u"sources"_s);
    state.setPlace({ u"sources"_s, u"net"_s });
    state.visitPage(u"sources"_s); // no step
    state.addTerm(bounced());
    state.visitPage(u"sessions"_s);
    const QSignalSpy filters(&state, &DrillState::filterChanged);
    state.goBack();
    QCOMPARE(filters.count(), 0); // only the page is another one
    QCOMPARE(state.place(), (Place { u"sources"_s, u"net"_s }));
    state.goBack();
    QCOMPARE(filters.count(), 1);
    QCOMPARE(state.place(), (Place { u"sources"_s, u"net"_s }));
    state.goBack();
    QCOMPARE(state.place().page, u"overview"_s);
    QVERIFY(state.canGoForward());
    state.visitPage(u"live"_s);
    QVERIFY(!state.canGoForward());
}

void TestDrillState::pagesPassedThroughAreNone()
{
    DrillState state;
    state.setDwell(0);
    state.visitPage(u"overview"_s);
    state.setDwell(3'600'000);
    state.addTerm(bounced());
    for (const QString &page : { u"flow"_s, u"sources"_s, u"sessions"_s })
        state.visitPage(page);
    QCOMPARE(state.place().page, u"sessions"_s);
    state.visitPage(u"overview"_s);
    state.goBack();
    QVERIFY(state.filter().isEmpty());
    QCOMPARE(state.place().page, u"overview"_s);
    state.setDwell(0);
    state.visitPage(u"causes"_s);
    state.setDwell(3'600'000);
    state.visitPage(u"overview"_s); // there and back at once: nothing happened
    QVERIFY(state.canGoBack());
    state.goBack();
    QVERIFY(!state.canGoBack());
    QVERIFY(state.place().page.isEmpty());
}

void TestDrillState::aDrillToAnotherPageIsOneStep()
{
    DrillState state;
    state.setDwell(0);
    state.visitPage(u"sources"_s);
    state.setDwell(3'600'000);
    state.addTerm(client());
    state.visitPage(u"sessions"_s);
    state.goBack();
    QCOMPARE(state.place().page, u"sources"_s);
    QVERIFY(state.filter().isEmpty());
    state.goForward();
    QCOMPARE(state.place().page, u"sessions"_s);
    QCOMPARE(state.filter(), (Filter { { client() } }));
}

void TestDrillState::planTellsCasesFromLogs()
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"mail.log"_s);
    const QString one = folder.filePath(u"one.backscope"_s);
    const QString other = folder.filePath(u"other"_s); // a case is known by its content, not by its name
    write(log, "a line\n");
    CaseWriter { one.toStdString() };
    CaseWriter { other.toStdString() };
    const OpenPlan plan = planOpening({ log, one, folder.path(), other });
    QCOMPARE(plan.casePath, one);
    QCOMPARE(plan.otherCases, QStringList { other });
    QCOMPARE(plan.logs, (QStringList { log, folder.path() }));
    QVERIFY(plan.problems.empty());
}

void TestDrillState::planNamesWhatIsMissing()
{
    const OpenPlan plan = planOpening({ u"/nowhere/mail.log"_s });
    QVERIFY(plan.logs.isEmpty());
    QCOMPARE(plan.problems.size(), 1U);
    QCOMPARE(plan.problems.front().where.quotation, std::string("/nowhere/mail.log"));
    QVERIFY(!plan.problems.front().why.isEmpty());
}

void TestDrillState::newCasesGetTheirOwnName()
{
    const QTemporaryDir folder;
    const QDate day(2026, 11, 1);
    const QString first = newCasePath(folder.path(), { u"/var/log/mail.log"_s }, day);
    QCOMPARE(first, folder.filePath(u"mail.log 2026-11-01.backscope"_s));
    write(first, "taken");
    QCOMPARE(newCasePath(folder.path(), { u"/var/log/mail.log"_s }, day), folder.filePath(u"mail.log 2026-11-01 (2).backscope"_s));
}

void TestDrillState::copiesACase()
{
    const QTemporaryDir folder;
    const QString from = folder.filePath(u"from.backscope"_s);
    const QString to = folder.filePath(u"to.backscope"_s);
    {
        CaseWriter writer(from.toStdString());
        SourceReport report;
        report.name = "mail.log";
        writer.putSource(report, {});
        writer.commit();
    }
    write(to, "an older file");
    QVERIFY(!copyCase(from, to));
    QCOMPARE(CaseReader(to.toStdString()).sources().size(), 1U);
    const auto problem = copyCase(from, u"/nowhere/to.backscope"_s);
    QVERIFY(problem);
    QCOMPARE(problem->where.quotation, std::string("/nowhere/to.backscope"));
}

QTEST_GUILESS_MAIN(TestDrillState)
#include "tst_drillstate.moc"
