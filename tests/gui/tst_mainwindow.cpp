// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filterbar.h"
#include "pages/filterchip.h"
#include "pages/filterline.h"
#include "pages/mainwindow.h"
#include "pages/messagebar.h"
#include "pages/preferencesdialog.h"
#include "pages/theme.h"
#include "samplecase.h"

#include <QAbstractButton>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTest>

#include <cmath>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

const QByteArray smallLog
    = "Nov  1 10:00:00 mx1 postfix/smtpd[101]: connect from unknown[192.0.2.77]\n"
      "Nov  1 10:00:01 mx1 postfix/smtpd[101]: NOQUEUE: reject: RCPT from unknown[192.0.2.77]: 550 5.1.1 <nobody@example.org>: Recipient "
      "address rejected: User unknown in local recipient table; from=<a@stranger.example> to=<nobody@example.org> proto=ESMTP "
      "helo=<pc7>\n"
      "Nov  1 10:00:02 mx1 postfix/smtpd[101]: disconnect from unknown[192.0.2.77] ehlo=1 mail=1 rcpt=0/1 quit=1 commands=3/4\n";

QString written(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return {};
    return path;
}

double luminance(const QColor &colour)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void startsWithTheWaysIn();
    void openingACaseShowsThePages();
    void pagesAnswerTheirKeys();
    void theFilterLineNarrowsEveryPage();
    void theInitialFilterIsApplied();
    void aDroppedLogIsImported();
    void aCorruptCaseIsToldAndLeavesTheWindowUsable();
    void aMissingFileIsTold();
    void messagesCanBeDismissedOneByOne();
    void recentCasesAreOfferedAgain();
    void networksAreChecked();
    void siteDialogGivesTickedProposals();
    void themesAreLegible_data();
    void themesAreLegible();

private:
    QStackedWidget *stack() const { return m_window->findChild<QStackedWidget *>(u"pageStack"_s); }
    QListWidget *pages() const { return m_window->findChild<QListWidget *>(u"pageList"_s); }
    MessageBar *messages() const { return m_window->findChild<MessageBar *>(u"messageBar"_s); }
    FilterLine *line() const { return m_window->findChild<FilterLine *>(u"filterLine"_s); }
    void open(const QString &path);

    QTemporaryDir m_folder;
    std::unique_ptr<sample::Case> m_case;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    QCoreApplication::setOrganizationName(u"Backscope"_s);
    QCoreApplication::setApplicationName(u"tst_mainwindow"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
}

void TestMainWindow::init()
{
    QSettings().clear();
    m_case = std::make_unique<sample::Case>();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_case.reset();
}

void TestMainWindow::open(const QString &path)
{
    m_window->openPaths({ path });
    QTRY_COMPARE(m_window->state()->casePath(), path);
}

void TestMainWindow::startsWithTheWaysIn()
{
    QCOMPARE(stack()->currentWidget()->objectName(), u"startPage"_s);
    QVERIFY(!pages()->isVisible());
    QVERIFY(!messages()->isVisible());
    QVERIFY(m_window->acceptDrops());
}

void TestMainWindow::openingACaseShowsThePages()
{
    open(m_case->path());
    QVERIFY(pages()->isVisible());
    QStringList names;
    for (int row = 0; row < pages()->count(); ++row)
        names << pages()->item(row)->text();
    QCOMPARE(
        names, (QStringList { u"Overview"_s, u"Flow"_s, u"Sources"_s, u"Sessions"_s, u"Causes & fixes"_s, u"Live"_s, u"Import report"_s }));
    QCOMPARE(stack()->currentIndex(), 1);
    auto *coverage = m_window->findChild<QAbstractButton *>(u"coverageMeter"_s);
    QTRY_VERIFY2(coverage->text().startsWith(u"20 "_s), qPrintable(coverage->text()));
    coverage->click();
    QCOMPARE(stack()->currentWidget()->objectName(), u"importPage"_s);
    QVERIFY(!messages()->isVisible());
}

void TestMainWindow::pagesAnswerTheirKeys()
{
    open(m_case->path());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(stack()->currentIndex(), 3);
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(stack()->currentIndex(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(line()->hasFocus());
}

void TestMainWindow::theFilterLineNarrowsEveryPage()
{
    open(m_case->path());
    line()->setText(u"outcome:bounced"_s);
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(m_window->state()->filter().terms.size(), 1U);
    QCOMPARE(m_window->findChildren<FilterChip *>(u"filterChip"_s).size(), 1);
    line()->setText(u"nonsense:bounced"_s);
    QVERIFY(line()->isWrong());
    QTest::keyClick(line(), Qt::Key_Return);
    QCOMPARE(m_window->state()->filter().terms.size(), 1U);
    m_window->findChild<FilterBar *>()->backAction()->trigger();
    QVERIFY(m_window->state()->filter().isEmpty());
}

void TestMainWindow::theInitialFilterIsApplied()
{
    m_window->setInitialFilter(Filter { { { Field::Outcome, false, true, { "bounced" } } } });
    open(m_case->path());
    QCOMPARE(m_window->state()->filter().terms.size(), 1U);
}

void TestMainWindow::aDroppedLogIsImported()
{
    const QString log = written(m_folder.filePath(u"mail.log"_s), smallLog);
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(log) });
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    QVERIFY(drop.isAccepted());
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->state()->casePath().isEmpty(), 20'000);
    QVERIFY(m_window->state()->casePath().contains(u"mail.log"_s));
    auto *coverage = m_window->findChild<QAbstractButton *>(u"coverageMeter"_s);
    QTRY_VERIFY2_WITH_TIMEOUT(coverage->text().startsWith(u"3 "_s), qPrintable(coverage->text()), 20'000);
    QTRY_VERIFY(!m_window->findChild<QWidget *>(u"importBar"_s)->isVisible());
    CaseReader reader(m_window->state()->casePath().toStdString());
    QCOMPARE(reader.summary().outcome[std::size_t(Outcome::Rejected)], 1);
}

void TestMainWindow::aCorruptCaseIsToldAndLeavesTheWindowUsable()
{
    const QString broken = written(m_folder.filePath(u"broken.backscope"_s), "SQLite format 3\0 but then only rubbish"_ba.repeated(200));
    open(broken);
    QTRY_VERIFY(messages()->isVisible());
    QVERIFY(!messages()->problems().front().what.isEmpty());
    open(m_case->path());
    QVERIFY(!messages()->isVisible());
    QCOMPARE(stack()->currentIndex(), 1);
}

void TestMainWindow::aMissingFileIsTold()
{
    m_window->openPaths({ u"/nowhere/<b>mail</b>.log"_s });
    QTRY_VERIFY(messages()->isVisible());
    const auto *details = messages()->findChild<QLabel *>(u"messageDetails"_s);
    QVERIFY2(details->text().contains(u"/nowhere/<b>mail</b>.log"_s), qPrintable(details->text()));
    QCOMPARE(details->textFormat(), Qt::PlainText);
    QVERIFY(m_window->state()->casePath().isEmpty());
}

void TestMainWindow::messagesCanBeDismissedOneByOne()
{
    m_window->showProblem({ Severity::Error, "first", "why", quote("where"), "hint" });
    m_window->showProblem({ Severity::Warning, "second", {}, {}, {} });
    m_window->showProblem({ Severity::Warning, "second", {}, {}, {} });
    QCOMPARE(messages()->problems().size(), 2U);
    const auto *what = messages()->findChild<QLabel *>(u"messageWhat"_s);
    QCOMPARE(what->text(), u"second"_s);
    auto *dismiss = messages()->findChild<QAbstractButton *>(u"messageDismiss"_s);
    dismiss->click();
    QCOMPARE(what->text(), u"first"_s);
    dismiss->click();
    QVERIFY(!messages()->isVisible());
}

void TestMainWindow::recentCasesAreOfferedAgain()
{
    open(m_case->path());
    m_window->close();
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    auto *recent = m_window->findChild<QListWidget *>(u"recentCases"_s);
    QCOMPARE(recent->count(), 1);
    Q_EMIT recent->itemActivated(recent->item(0));
    QTRY_COMPARE(m_window->state()->casePath(), m_case->path());
}

void TestMainWindow::networksAreChecked()
{
    for (const QString &good : { u"192.0.2.1"_s, u"192.0.2.0/24"_s, u"2001:db8::/32"_s, u"::1"_s })
        QVERIFY2(isNetwork(good), qPrintable(good));
    for (const QString &bad : { u""_s, u"example.org"_s, u"192.0.2.0/33"_s, u"192.0.2/24"_s, u"::1/x"_s, u"::1/129"_s })
        QVERIFY2(!isNetwork(bad), qPrintable(bad));
    QVERIFY((domainLines(u" Example.ORG \n\nb\u00fccher.example\nexample.org"_s)
        == std::vector<std::string> { "example.org", "xn--bcher-kva.example" }));
}

void TestMainWindow::siteDialogGivesTickedProposals()
{
    SiteSettings current;
    current.myNetworks = { "192.0.2.0/24" };
    SiteSettings proposed;
    proposed.inferredNetworks = { "192.0.2.0/24", "10.0.0.5" };
    proposed.trustedRelays = { "198.51.100.1" };
    PreferencesDialog dialog(current, proposed);
    QVERIFY(dialog.settings() == current);
    QListWidget *networks = nullptr;
    const auto lists = dialog.findChildren<QListWidget *>();
    for (QListWidget *list : lists) {
        if (list->count() == 1 && list->item(0)->text() == u"10.0.0.5"_s)
            networks = list; // what is set already is not proposed
    }
    QVERIFY(networks);
    networks->item(0)->setCheckState(Qt::Checked);
    QVERIFY((dialog.settings().myNetworks == std::vector<std::string> { "192.0.2.0/24", "10.0.0.5" }));
    QVERIFY(dialog.settings().trustedRelays.empty());
}

void TestMainWindow::themesAreLegible_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << lightPalette();
    QTest::newRow("dark") << darkPalette();
}

void TestMainWindow::themesAreLegible()
{
    QFETCH(QPalette, palette);
    const std::initializer_list<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs { { QPalette::WindowText, QPalette::Window },
        { QPalette::Text, QPalette::Base }, { QPalette::Text, QPalette::AlternateBase }, { QPalette::ButtonText, QPalette::Button },
        { QPalette::HighlightedText, QPalette::Highlight }, { QPalette::ToolTipText, QPalette::ToolTipBase },
        { QPalette::Link, QPalette::Base }, { QPalette::PlaceholderText, QPalette::Base } };
    for (const auto &[front, back] : pairs) {
        const double ratio = contrast(palette.color(front), palette.color(back));
        QVERIFY2(ratio >= 4.5, qPrintable(u"role %1 on %2: %3"_s.arg(int(front)).arg(int(back)).arg(ratio)));
    }
    QVERIFY(contrast(errorColor(palette), palette.color(QPalette::Window)) >= 4.5);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
