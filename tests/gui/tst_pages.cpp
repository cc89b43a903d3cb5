// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/flowpicture.h"
#include "charts/palette.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "jobs/livejob.h"
#include "jobs/queryrunner.h"
#include "pages/mainwindow.h"
#include "pages/page.h"
#include "pages/tile.h"
#include "samplecase.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QTranslator>
#include <QTreeView>

#include <algorithm>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

constexpr int Many = 4000;
constexpr int Frozen = 1500; // ms; far above what a page may take, so that a busy machine does not matter

/// The window speaks German while this is there.
struct German {
    German()
        : loaded(
            translator.load(u"backscope_de"_s, QStringLiteral(BACKSCOPE_TRANSLATIONS)) && QCoreApplication::installTranslator(&translator))
    {
    }
    ~German() { QCoreApplication::removeTranslator(&translator); }
    QTranslator translator;
    bool loaded;
};

enum class Kind { Empty, Small, Hostile, Large };

/// Cases of every size. The large one has more groups, recipients and sessions than any page shows at once.
QString written(Kind kind, const QString &folder)
{
    const QString path = folder + u"/case%1.backscope"_s.arg(int(kind));
    CaseWriter writer(path.toStdString());
    SourceReport report;
    report.name = kind == Kind::Hostile ? "/var/log/" + sample::hostileText() : "/var/log/mail.log";
    report.mta = "postfix";
    report.lines = report.understood = 20;
    report.problems.push_back(
        { Severity::Note, reason(QT_TRANSLATE_NOOP("Reason", "%1 lines were longer than 64 KiB"), quote("7")), {}, {}, {} });
    if (kind == Kind::Hostile) {
        report.unknown = 1;
        report.unknownSamples.push_back({ 7, sample::hostileText() });
        report.problems.push_back(
            { Severity::Warning, quote(sample::hostileText()), quote(sample::hostileText()), quote(sample::hostileText()), {} });
    }
    const std::int64_t source = writer.putSource(report, {});
    const int count = kind == Kind::Empty ? 0 : kind == Kind::Large ? Many : 3;
    for (int i = 0; i < count; ++i) {
        const std::string ip = "198.18." + std::to_string(i / 250) + '.' + std::to_string(i % 250);
        if (i % 2 == 0) {
            writer.write(sample::rejected(i, ip, source));
            continue;
        }
        Story story = sample::bounced(i, ip, source, "host" + std::to_string(i) + ".example");
        if (kind == Kind::Hostile) {
            const auto keep = [&story](std::string_view text) { return story.texts.keep(text); };
            story.session.helo = keep(sample::hostileText());
            story.session.client.ptr = keep("\xe2\x80\xae<i>" + std::string(200, 'p') + ".example");
            story.recipients[0].recipient = keep("<img src=x>@" + std::string(300, 'r') + ".example");
            story.recipients[0].deliveries[0].text = keep(sample::hostileText());
            story.lines.push_back(sample::rawLine(source, 999, story.session.start, sample::hostileText()));
        }
        writer.write(story);
    }
    writer.commit();
    writer.finish();
    return path;
}

/// A window that shows a case of its own.
struct OpenedWindow {
    explicit OpenedWindow(Kind kind)
        : path(written(kind, folder.path()))
    {
        window.resize(1280, 800);
        window.show();
        window.openPaths({ path });
        QTRY_COMPARE(window.state()->casePath(), path);
    }
    QTemporaryDir folder;
    QString path;
    MainWindow window;
};

bool isHarmless(const QString &text)
{
    return !text.contains(QChar(0x202e)) && !text.contains(QChar(0x1b)) && text.size() < 5000;
}

} // namespace

/// All pages of the whole window, whatever is in the case.
class TestPages : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void everyPageShowsEveryCase_data();
    void everyPageShowsEveryCase();
    void theMainJobByKeyboard();
    void whatTheKeyboardReachesHasAName();
    void tabGoesAsTheEyeDoes();
    void shiftF10OpensTheVerbs();
    void germanIsNotCut();
    void problemsAreToldInGerman();

private:
    void checkTexts(const QWidget *page);
    static bool isAsking(const QWidget *page);
    QTemporaryDir m_folder;
};

void TestPages::initTestCase()
{
    QCoreApplication::setOrganizationName(u"Backscope"_s);
    QCoreApplication::setApplicationName(u"tst_pages"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
}

bool TestPages::isAsking(const QWidget *page)
{
    const auto runners = page->findChildren<QueryRunner *>();
    return std::any_of(runners.begin(), runners.end(), [](const QueryRunner *runner) { return runner->isBusy(); });
}

/// Labels are plain text, and nothing that stands in labels, buttons or tables could deceive.
void TestPages::checkTexts(const QWidget *page)
{
    for (const QLabel *label : page->findChildren<QLabel *>()) {
        QVERIFY2(label->text().isEmpty() || label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + label->text()));
        QVERIFY2(isHarmless(label->text()), qPrintable(label->objectName()));
    }
    for (const QAbstractButton *button : page->findChildren<QAbstractButton *>())
        QVERIFY2(isHarmless(button->text() + button->accessibleName()), qPrintable(button->objectName()));
    for (const QAbstractItemView *view : page->findChildren<QAbstractItemView *>()) {
        const QAbstractItemModel *const model = view->model();
        for (int row = 0; model && row < std::min(model->rowCount(), 20); ++row) {
            for (int column = 0; column < model->columnCount(); ++column) {
                const QModelIndex index = model->index(row, column);
                QVERIFY2(isHarmless(index.data().toString()), qPrintable(view->objectName()));
                QVERIFY2(!index.data(Qt::ToolTipRole).toString().contains(u"<b>"_s), qPrintable(view->objectName()));
            }
        }
    }
}

void TestPages::everyPageShowsEveryCase_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("empty") << int(Kind::Empty);
    QTest::newRow("small") << int(Kind::Small);
    QTest::newRow("hostile") << int(Kind::Hostile);
    QTest::newRow("large") << int(Kind::Large);
}

void TestPages::everyPageShowsEveryCase()
{
    QFETCH(int, kind);
    OpenedWindow opened { Kind(kind) };
    MainWindow &window = opened.window;
    auto *const pages = window.findChild<QListWidget *>(u"pageList"_s);
    auto *const stack = window.findChild<QStackedWidget *>(u"pageStack"_s);
    qint64 longest = 0;
    for (const Filter &filter : { Filter {}, Filter { { Term { Field::Outcome, false, true, { "bounced" } } } } }) {
        window.state()->setFilter(filter);
        for (int row = 0; row < pages->count(); ++row) {
            pages->setCurrentRow(row);
            const QWidget *const page = stack->currentWidget();
            QElapsedTimer all, one;
            for (all.start(); (isAsking(page) || all.elapsed() < 50) && all.elapsed() < 20'000; QTest::qSleep(1)) {
                one.start();
                QCoreApplication::processEvents();
                longest = std::max(longest, one.elapsed());
            }
            QVERIFY2(!isAsking(page), qPrintable(page->objectName()));
            checkTexts(page);
            if (QTest::currentTestFailed())
                return;
            QVERIFY(!window.grab().isNull());
        }
    }
    if (Kind(kind) == Kind::Hostile) // it has a line that was not understood
        QTRY_VERIFY(window.findChild<QAbstractButton *>(u"atLeast"_s)->text().endsWith(u"lines that were not understood: 1"_s));
    QTest::setBenchmarkResult(qreal(longest), QTest::WalltimeMilliseconds); // the longest block of the window's thread
    QVERIFY2(longest < Frozen, qPrintable(u"the window was frozen for %1 ms"_s.arg(longest)));
}

/// Which clients, which mail, which lines: without a mouse, and back.
void TestPages::theMainJobByKeyboard()
{
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto press = [&window](int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QWidget *const focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : &window, Qt::Key(key), modifiers);
    };
    const auto tabTo = [&press](const QWidget *target) {
        for (int i = 0; i < 60 && QApplication::focusWidget() != target; ++i)
            press(Qt::Key_Tab);
        return QApplication::focusWidget() == target;
    };
    press(Qt::Key_F, Qt::ControlModifier);
    QTest::keyClicks(QApplication::focusWidget(), u"kind:backscatter"_s);
    press(Qt::Key_Return);
    QCOMPARE(window.state()->filter().terms.size(), std::size_t(1));
    window.activateWindow(); // the offscreen platform leaves the list of completions active when it closes
    QVERIFY(QTest::qWaitForWindowActive(&window));
    press(Qt::Key_3, Qt::ControlModifier);
    auto *const groups = window.findChild<QTableView *>(u"groupTable"_s);
    QTRY_COMPARE(groups->model()->rowCount(), 1);
    QVERIFY(tabTo(groups));
    press(Qt::Key_Down);
    press(Qt::Key_Home, Qt::ControlModifier);
    press(Qt::Key_Return);
    QCOMPARE(window.state()->filter().terms.size(), std::size_t(2));
    press(Qt::Key_4, Qt::ControlModifier);
    auto *const sessions = window.findChild<QTableView *>(u"sessionTable"_s);
    QTRY_COMPARE(sessions->model()->rowCount(), 1);
    QVERIFY(tabTo(sessions));
    auto *const raw = window.findChild<QPlainTextEdit *>(u"storyRaw"_s);
    QTRY_VERIFY(raw->toPlainText().contains(u"status=bounced"_s));
    QVERIFY(tabTo(window.findChild<QTreeView *>(u"storyTree"_s)));
    QVERIFY(tabTo(raw));
    press(Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(window.state()->filter().terms.size(), std::size_t(1));
    QCOMPARE(window.findChild<QStackedWidget *>(u"pageStack"_s)->currentWidget()->objectName(), u"sourcesPage"_s);
}

void TestPages::whatTheKeyboardReachesHasAName()
{
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    window.state()->addTerm({ Field::Outcome, false, true, { "bounced" } }); // a chip stands in the bar
    auto *const pages = window.findChild<QListWidget *>(u"pageList"_s);
    for (int row = 0; row < pages->count(); ++row) {
        pages->setCurrentRow(row);
        QTRY_VERIFY(!isAsking(window.findChild<QStackedWidget *>(u"pageStack"_s)->currentWidget()));
        const auto widgets = window.findChildren<QWidget *>();
        for (QWidget *widget : widgets) {
            const auto *const area = qobject_cast<const QAbstractScrollArea *>(widget->parentWidget());
            const bool isViewport = area && area->viewport() == widget; // its area speaks for it
            if (!widget->isVisible() || isViewport || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            QAccessibleInterface *const face = QAccessible::queryAccessibleInterface(widget);
            const QString who = QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName() + u" of "_s
                + QLatin1String(widget->parentWidget()->metaObject()->className()) + u" in "_s + pages->item(row)->text();
            QVERIFY2(face && !face->text(QAccessible::Name).isEmpty(), qPrintable(who));
        }
    }
}

/// Along a line from left to right, and down; up only in a column further right.
void TestPages::tabGoesAsTheEyeDoes()
{
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    auto *const pages = window.findChild<QListWidget *>(u"pageList"_s);
    for (int row = 0; row < pages->count(); ++row) {
        pages->setCurrentRow(row);
        QWidget *const page = window.findChild<QStackedWidget *>(u"pageStack"_s)->currentWidget();
        QTRY_VERIFY(!isAsking(page));
        QCoreApplication::processEvents();
        const QWidget *before = nullptr;
        int seen = 0;
        for (const QWidget *widget = page->nextInFocusChain(); widget != page; widget = widget->nextInFocusChain()) {
            const bool reached = page->isAncestorOf(widget) && widget->isVisible() && widget->isEnabled()
                && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
            if (!reached || (before && before->isAncestorOf(widget)))
                continue;
            const QRect now(widget->mapTo(page, QPoint()), widget->size());
            const QRect last = before ? QRect(before->mapTo(page, QPoint()), before->size()) : QRect();
            const bool goesUp = now.bottom() <= last.top() && now.left() < last.right();
            const bool goesLeft = now.right() <= last.left() && now.top() < last.bottom() && now.bottom() > last.top();
            QVERIFY2(!before || (!goesUp && !goesLeft),
                qPrintable(
                    page->objectName() + u": from "_s + (before ? before->objectName() : QString()) + u" to "_s + widget->objectName()));
            before = widget;
            ++seen;
        }
        QVERIFY2(seen > 0, qPrintable(page->objectName()));
    }
}

void TestPages::shiftF10OpensTheVerbs()
{
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    const std::pair<QString, QStringList> places[] = { { u"overview"_s, { u"timeLine"_s, u"tileBounced"_s, u"topSources"_s } },
        { u"flow"_s, { u"flowView"_s } }, { u"sources"_s, { u"groupTable"_s, u"groupChart"_s } }, { u"sessions"_s, { u"sessionTable"_s } },
        { u"causes"_s, { u"causeTable"_s } } };
    for (const auto &[page, names] : places) {
        window.showPage(page);
        QTRY_VERIFY(!isAsking(window.findChild<QStackedWidget *>(u"pageStack"_s)->currentWidget()));
        for (const QString &name : names) {
            window.activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            auto *const widget = window.findChild<QWidget *>(name);
            QVERIFY2(widget, qPrintable(name));
            auto *const table = qobject_cast<QTableView *>(widget);
            if (table) {
                QTRY_VERIFY(table->model()->index(0, 0).data(FilterRole).isValid()); // the row is there, not only its place
                table->setCurrentIndex(table->model()->index(0, 0));
            }
            widget->setFocus();
            QTest::keyClick(widget, Qt::Key_F10, Qt::ShiftModifier);
            auto *const menu = widget->findChild<QMenu *>();
            QVERIFY2(menu && menu->findChild<QAction *>(u"showSessions"_s), qPrintable(name));
            delete menu;
        }
    }
}

/// At the size that the window has on a small screen.
void TestPages::germanIsNotCut()
{
    const German german;
    QVERIFY(german.loaded);
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    const auto show = [&window](const QString &page) {
        window.showPage(page);
        QTRY_VERIFY(!isAsking(window.findChild<QStackedWidget *>(u"pageStack"_s)->currentWidget()));
        QCoreApplication::processEvents();
    };
    QStringList causes, classes;
    for (int i = 0; i < CauseCount; ++i)
        causes << displayName(Cause(i));
    for (int i = 0; i < ClientClassCount; ++i)
        classes << displayName(ClientClass(i));
    const auto fits = [](const QTableView *table, const QString &text) {
        const int room = table->columnWidth(0) - 2 * (table->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, table) + 1);
        const auto parts = table->wordWrap() ? text.split(QLatin1Char(' ')) : QStringList { text };
        return std::all_of(
            parts.begin(), parts.end(), [&](const QString &part) { return table->fontMetrics().horizontalAdvance(part) <= room; });
    };
    const auto checkTable = [&](const QString &name, const QStringList &keys) {
        const auto *const table = window.findChild<QTableView *>(name);
        for (const QString &key : keys)
            QVERIFY2(fits(table, key), qPrintable(name + u": "_s + key));
        for (int column = 0; column < table->model()->columnCount(); ++column)
            QVERIFY2(table->isColumnHidden(column) || table->columnWidth(column) >= table->horizontalHeader()->sectionSizeHint(column),
                qPrintable(name + u": "_s + table->model()->headerData(column, Qt::Horizontal).toString()));
    };
    show(u"overview"_s);
    checkTable(u"topCauses"_s, causes);
    checkTable(u"topSources"_s, classes);
    for (const Tile *tile : window.findChildren<Tile *>())
        QVERIFY2(!tile->isVisible() || tile->width() >= tile->sizeHint().width(), qPrintable(tile->text()));
    show(u"causes"_s);
    checkTable(u"causeTable"_s, causes);
    show(u"sources"_s);
    checkTable(u"groupTable"_s, classes);
    show(u"flow"_s);
    for (const std::int64_t recipients : { 7000, 70'000'000 }) {
        std::vector<VerdictCount> all;
        for (int i = 0; i < ClientClassCount; ++i) {
            VerdictCount count;
            count.clientClass = ClientClass(i);
            count.outcome = Outcome::Bounced;
            count.kind = BounceKind::Backscatter;
            count.dsnFate = DsnFate(i % DsnFateCount);
            count.recipients = recipients;
            all.push_back(count);
        }
        const FlowPicture picture(mailFlow(all), window.findChild<QWidget *>(u"flowView"_s)->size(), window.font());
        QVERIFY(picture.labels().size() > std::size_t(ClientClassCount));
        for (const FlowPicture::Label &label : picture.labels()) {
            QVERIFY2(!label.text.contains(QChar(0x2026)), qPrintable(label.text));
            const auto place = [](const FlowPicture::Label &one) {
                const QFontMetricsF metrics(one.font);
                return QRectF(one.at, QSizeF(metrics.horizontalAdvance(one.text), metrics.lineSpacing())).adjusted(0, 1, 0, -1);
            };
            const auto clashes = [&](const FlowPicture::Label &other) { return &other != &label && place(label).intersects(place(other)); };
            QVERIFY2(std::none_of(picture.labels().begin(), picture.labels().end(), clashes), qPrintable(label.text));
        }
    }
}

void TestPages::problemsAreToldInGerman()
{
    const German german;
    QVERIFY(german.loaded);
    OpenedWindow opened(Kind::Small);
    MainWindow &window = opened.window;
    window.findChild<QLineEdit *>(u"filterLine"_s)->setText(u"colour:red"_s);
    const QString wrongFilter = window.findChild<QLabel *>(u"filterError"_s)->text();
    QVERIFY2(wrongFilter.startsWith(u"Unbekanntes Feld „colour“ (Filter, Spalte 1, bei „colour:red“)"_s), qPrintable(wrongFilter));

    window.showPage(u"import"_s); // what the case keeps about its logs
    auto *const sources = window.findChild<QTableView *>(u"importTable"_s);
    QTRY_COMPARE(sources->model()->rowCount(), 1);
    sources->selectRow(0);
    QCOMPARE(window.findChild<QPlainTextEdit *>(u"sourceProblems"_s)->toPlainText(), u"7 Zeilen waren länger als 64 KiB"_s);

    const auto *const told = window.findChild<QLabel *>(u"messageWhat"_s);
    const auto *const details = window.findChild<QLabel *>(u"messageDetails"_s);
    const auto write = [&opened](const QString &name, const QByteArray &bytes) {
        QFile file(opened.folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    };
    window.openPaths({ write(u"mail.log"_s, QByteArray(100'000, '\0')) });
    QTRY_COMPARE(told->text(), u"Kein Log"_s);
    QVERIFY2(details->text().contains(u"Die Datei ist binär"_s), qPrintable(details->text()));
    window.openPaths({ write(u"letter.backscope"_s, "Dear all\n") });
    QTRY_COMPARE(told->text(), u"Das ist keine Falldatei"_s);
    window.openPaths({ opened.folder.filePath(u"gone.log"_s) });
    QTRY_COMPARE(told->text(), u"Eine Datei lässt sich nicht öffnen"_s);
    QVERIFY2(details->text().contains(u"Es gibt sie nicht."_s), qPrintable(details->text()));
    Alarm alarm({ AlarmMeasure::BouncesPerMinute, 20 });
    alarm.update(25);
    QCOMPARE(reasonText(reasonFor(alarm)), u"25 Bounces in der letzten Minute (Grenze: 20)"_s);
}

QTEST_MAIN(TestPages)
#include "tst_pages.moc"
