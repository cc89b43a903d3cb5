// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "watchdialog.h"

#include "charts/palette.h"
#include "importers/live/policyfeed.h"
#include "itemmodels/reasontext.h"
#include "tables.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QFontDatabase>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QStandardPaths>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

using Kind = FeedSpec::Kind;

QString feedsKey()
{
    return u"live/feeds"_s;
}

QString limitKey(AlarmMeasure measure)
{
    return u"live/limit/"_s + QString::fromUtf8(slug(measure).data(), qsizetype(slug(measure).size()));
}

QString hintFor(Kind kind)
{
    switch (kind) {
    case Kind::Log: return WatchDialog::tr("A log file on this computer. It is followed through rotation.");
    case Kind::Command:
        return WatchDialog::tr("A program whose output goes on, e.g. ssh mx1 tail -n0 -F /var/log/mail.log, or journalctl -f -n0 -o json.");
    case Kind::Journal: return WatchDialog::tr("The systemd journal of this computer (local), or a folder of journal files. Mail only.");
    case Kind::Syslog: return WatchDialog::tr("An address where a syslog daemon sends to, e.g. 127.0.0.1:5514, or udp:… or tcp:… only.");
    case Kind::Policy: break;
    }
    return WatchDialog::tr(
        "An address where Postfix asks before it accepts. It is always answered \"no opinion\", at once. What becomes of "
        "accepted mail only a log tells: watch that too.");
}

QString exampleFor(Kind kind)
{
    switch (kind) {
    case Kind::Log: return u"/var/log/mail.log"_s;
    case Kind::Command: return u"journalctl -f -n0 -o json"_s;
    case Kind::Journal: return u"local"_s;
    case Kind::Syslog: return u"127.0.0.1:5514"_s;
    case Kind::Policy: break;
    }
    return u"inet:127.0.0.1:10040"_s;
}

QLabel *wrappedLabel(const QString &text, QWidget *parent)
{
    QLabel *const label = plainLabel(text, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

WatchDialog::WatchDialog(const QString &casePath, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"watchDialog"_s);
    setWindowTitle(tr("Watch live"));
    auto *const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_start = buttons->addButton(tr("&Start watching"), QDialogButtonBox::AcceptRole);
    m_start->setObjectName(u"startWatching"_s);
    connect(buttons, &QDialogButtonBox::accepted, this, &WatchDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *const column = new QVBoxLayout(this);
    column->addWidget(setUpFeeds(), 1);
    column->addWidget(setUpPolicy(), 1);
    auto *const row = new QHBoxLayout;
    row->addWidget(setUpAlarms(), 1);
    row->addWidget(setUpCase(casePath), 1);
    column->addLayout(row);
    column->addWidget(buttons);
    restore();
    showKind();
    resize(720, 560);
}

WatchDialog::~WatchDialog()
{
    if (!m_postconf)
        return;
    m_postconf->disconnect(this); // what it tells from now on comes too late
    m_postconf->kill();
    m_postconf->waitForFinished();
}

QWidget *WatchDialog::setUpFeeds()
{
    auto *const box = new QGroupBox(tr("What to watch"), this);
    m_kind = new QComboBox(box);
    m_kind->setObjectName(u"feedKind"_s);
    m_kind->setAccessibleName(tr("Kind of feed"));
    m_kind->addItem(tr("Log file"), int(Kind::Log));
    m_kind->addItem(tr("Command"), int(Kind::Command));
    m_kind->addItem(tr("Journal"), int(Kind::Journal));
    m_kind->addItem(tr("Syslog"), int(Kind::Syslog));
    m_kind->addItem(tr("Postfix policy requests"), int(Kind::Policy));
    m_target = new QLineEdit(box);
    m_target->setObjectName(u"feedTarget"_s);
    m_target->setAccessibleName(tr("File, command or address"));
    m_browse = new QPushButton(tr("&Browse…"), box);
    m_add = new QPushButton(tr("&Add"), box);
    m_add->setObjectName(u"addFeed"_s);
    m_hint = wrappedLabel({}, box);
    m_problem = wrappedLabel({}, box);
    m_problem->setObjectName(u"feedProblem"_s);
    QPalette red = m_problem->palette();
    red.setColor(QPalette::WindowText, backscatterColor());
    m_problem->setPalette(red);
    m_feeds = new QListWidget(box);
    m_feeds->setObjectName(u"feedList"_s);
    m_feeds->setAccessibleName(tr("Feeds"));
    m_feeds->setMinimumHeight(80);
    m_remove = new QPushButton(tr("&Remove"), box);
    m_outside = new QCheckBox(tr("Also listen where &other computers can connect (nothing there is encrypted or authenticated)"), box);

    auto *const entry = new QHBoxLayout;
    entry->addWidget(m_kind);
    entry->addWidget(m_target, 1);
    entry->addWidget(m_browse);
    entry->addWidget(m_add);
    auto *const list = new QHBoxLayout;
    list->addWidget(m_feeds, 1);
    list->addWidget(m_remove, 0, Qt::AlignTop);
    auto *const column = new QVBoxLayout(box);
    column->addLayout(entry);
    column->addWidget(m_hint);
    column->addWidget(m_problem);
    column->addLayout(list, 1);
    column->addWidget(m_outside);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &WatchDialog::showKind);
    connect(m_target, &QLineEdit::textChanged, this, &WatchDialog::showConfig);
    connect(m_target, &QLineEdit::returnPressed, this, &WatchDialog::addFeed);
    connect(m_browse, &QPushButton::clicked, this, &WatchDialog::browse);
    connect(m_add, &QPushButton::clicked, this, &WatchDialog::addFeed);
    connect(m_remove, &QPushButton::clicked, this, &WatchDialog::removeFeed);
    connect(m_feeds, &QListWidget::currentRowChanged, this, &WatchDialog::update);
    m_add->setAutoDefault(false);
    m_browse->setAutoDefault(false);
    m_remove->setAutoDefault(false);
    return box;
}

QWidget *WatchDialog::setUpPolicy()
{
    m_policy = new QGroupBox(tr("What Postfix needs in main.cf"), this);
    m_version = new QComboBox(m_policy);
    m_version->setObjectName(u"postfixVersion"_s);
    m_version->setAccessibleName(tr("Version of Postfix"));
    m_version->setEditable(true);
    m_version->setMinimumContentsLength(14);
    m_version->addItems({ u"3.1"_s, u"3.0"_s, u"2.11"_s });
    m_version->setToolTip(tr("As \"postconf mail_version\" tells it; 3.1 stands for all later ones"));
    m_warning = wrappedLabel({}, m_policy);
    m_warning->setObjectName(u"policyWarning"_s);
    QPalette red = m_warning->palette();
    red.setColor(QPalette::WindowText, backscatterColor());
    m_warning->setPalette(red);
    m_config = new QPlainTextEdit(m_policy);
    m_config->setObjectName(u"mainCf"_s);
    m_config->setAccessibleName(tr("Lines for main.cf"));
    m_config->setReadOnly(true);
    m_config->setTabChangesFocus(true);
    m_config->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_config->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_config->setMinimumHeight(130);
    auto *const copy = new QPushButton(tr("&Copy"), m_policy);
    copy->setAutoDefault(false);
    auto *const head = new QHBoxLayout;
    auto *const label = plainLabel(tr("Postfix version:"), m_policy);
    label->setBuddy(m_version);
    head->addWidget(label);
    head->addWidget(m_version);
    head->addStretch(1);
    head->addWidget(copy);
    auto *const column = new QVBoxLayout(m_policy);
    column->addLayout(head);
    column->addWidget(m_warning);
    column->addWidget(m_config, 1);
    connect(m_version, &QComboBox::currentTextChanged, this, &WatchDialog::showConfig);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_config->toPlainText()); });
    askPostfix();
    return m_policy;
}

/// The Postfix of this computer, if there is one, tells its version.
void WatchDialog::askPostfix()
{
    QString program = QStandardPaths::findExecutable(u"postconf"_s);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"postconf"_s, { u"/usr/sbin"_s });
    if (program.isEmpty())
        return;
    m_postconf = std::make_unique<QProcess>();
    connect(m_postconf.get(), &QProcess::finished, this, [this] {
        const QString version = QString::fromLatin1(m_postconf->readAllStandardOutput().left(40)).trimmed();
        if (parsePostfixVersion(version.toStdString()))
            m_version->setCurrentText(version);
    });
    m_postconf->start(program, { u"-h"_s, u"mail_version"_s });
}

QWidget *WatchDialog::setUpAlarms()
{
    auto *const box = new QGroupBox(tr("Warn me (0 = never)"), this);
    auto *const form = new QFormLayout(box);
    const QStringList names { tr("Bounces a &minute:"), tr("Backscatter an &hour:"), tr("Rejected share, %:") };
    for (int i = 0; i < AlarmMeasureCount; ++i) {
        auto *const spin = new QDoubleSpinBox(box);
        spin->setObjectName(QStringLiteral("limit%1").arg(i));
        spin->setDecimals(0);
        spin->setRange(0, i == int(AlarmMeasure::RejectedShare) ? 100 : 1'000'000);
        spin->setSpecialValueText(tr("never"));
        form->addRow(names.at(i), spin);
        m_limits[std::size_t(i)] = spin;
    }
    return box;
}

QWidget *WatchDialog::setUpCase(const QString &casePath)
{
    auto *const box = new QGroupBox(tr("Keep it"), this);
    m_openCase = new QRadioButton(casePath.isEmpty()
            ? tr("in the open case (none is open)")
            : tr("in the open case, %1").arg(safeText(QFileInfo(casePath).completeBaseName().toStdString()).replace(u'&', u"&&"_s)),
        box);
    m_openCase->setObjectName(u"intoOpenCase"_s);
    auto *const fresh = new QRadioButton(tr("in a &new case"), box);
    m_openCase->setEnabled(!casePath.isEmpty());
    (casePath.isEmpty() ? fresh : m_openCase)->setChecked(true);
    auto *const column = new QVBoxLayout(box);
    column->addWidget(m_openCase);
    column->addWidget(fresh);
    column->addStretch(1);
    return box;
}

void WatchDialog::restore()
{
    const QSettings settings;
    m_feeds->addItems(settings.value(feedsKey()).toStringList());
    for (int i = 0; i < AlarmMeasureCount; ++i)
        m_limits[std::size_t(i)]->setValue(settings.value(limitKey(AlarmMeasure(i)), 0).toDouble());
}

void WatchDialog::showKind()
{
    const Kind kind = Kind(m_kind->currentData().toInt());
    m_hint->setText(hintFor(kind));
    m_target->setPlaceholderText(exampleFor(kind));
    m_browse->setVisible(kind == Kind::Log);
    m_policy->setVisible(kind == Kind::Policy);
    m_problem->hide();
    showConfig();
    update();
}

void WatchDialog::showConfig()
{
    m_problem->hide();
    update();
    if (Kind(m_kind->currentData().toInt()) != Kind::Policy)
        return;
    const QString target = m_target->text().trimmed();
    try {
        const auto version = parsePostfixVersion(m_version->currentText().trimmed().toStdString());
        const ListenAddress address = parseListenAddress((target.isEmpty() ? exampleFor(Kind::Policy) : target).toStdString());
        const PolicyConfig config = policyConfig(version.value_or(PostfixVersion {}), address);
        m_config->setPlainText(QString::fromStdString(config.text));
        m_warning->setText(reasonText(std::string_view(config.warning)));
    } catch (const ProblemError &error) {
        m_config->clear();
        m_warning->setText(problemText(error.problem()));
    }
    m_warning->setVisible(!m_warning->text().isEmpty());
}

void WatchDialog::update()
{
    m_add->setEnabled(!m_target->text().trimmed().isEmpty());
    m_remove->setEnabled(m_feeds->currentRow() >= 0);
    m_start->setEnabled(m_feeds->count() > 0 || !m_target->text().trimmed().isEmpty());
}

void WatchDialog::addFeed()
{
    QString target = m_target->text().trimmed();
    if (target.isEmpty())
        return;
    const Kind kind = Kind(m_kind->currentData().toInt());
    const auto version = parsePostfixVersion(m_version->currentText().trimmed().toStdString());
    if (kind == Kind::Policy && version && *version < PostfixVersion {})
        target += u" postfix="_s + m_version->currentText().trimmed();
    const FeedSpec spec { kind, target.toStdString() };
    try {
        if (kind == Kind::Policy)
            parsePolicyTarget(spec.target);
    } catch (const ProblemError &error) {
        m_problem->setText(problemText(error.problem()));
        m_problem->show();
        return;
    }
    const QString text = QString::fromStdString(toText(spec));
    if (m_feeds->findItems(text, Qt::MatchExactly).isEmpty())
        m_feeds->addItem(text);
    m_target->clear();
    update();
}

void WatchDialog::removeFeed()
{
    delete m_feeds->takeItem(m_feeds->currentRow());
    update();
}

void WatchDialog::browse()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Log to follow"), u"/var/log"_s);
    if (!path.isEmpty())
        m_target->setText(path);
}

bool WatchDialog::intoOpenCase() const
{
    return m_openCase->isChecked();
}

LiveWish WatchDialog::wish() const
{
    LiveWish wish;
    for (int row = 0; row < m_feeds->count(); ++row)
        wish.options.feeds.push_back(parseFeedSpec(m_feeds->item(row)->text().toStdString()));
    wish.options.allowOutside = m_outside->isChecked();
    for (int i = 0; i < AlarmMeasureCount; ++i) {
        if (const double limit = m_limits[std::size_t(i)]->value(); limit > 0)
            wish.alarms.push_back({ AlarmMeasure(i), limit });
    }
    return wish;
}

void WatchDialog::remember(const LiveWish &wish)
{
    QStringList feeds;
    for (const FeedSpec &spec : wish.options.feeds)
        feeds << QString::fromStdString(toText(spec));
    QSettings settings;
    settings.setValue(feedsKey(), feeds);
    for (int i = 0; i < AlarmMeasureCount; ++i)
        settings.remove(limitKey(AlarmMeasure(i)));
    for (const AlarmRule &rule : wish.alarms)
        settings.setValue(limitKey(rule.measure), rule.limit);
}

void WatchDialog::accept()
{
    addFeed(); // what was typed and not added is meant, too
    if (m_feeds->count() > 0 && m_problem->isHidden())
        QDialog::accept();
}

} // namespace backscope
