// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importbar.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "jobs/importqueue.h"

#include <QFile>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int barSteps = 1000;

QString sizeText(std::int64_t bytes)
{
    return QLocale().formattedDataSize(bytes, 1);
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString caseName(const QString &path)
{
    return safeText(QFileInfo(path).completeBaseName().toStdString());
}

} // namespace

QString progressText(const ImportProgress &progress)
{
    QStringList parts;
    parts << (progress.bytesTotal > 0 ? ImportBar::tr("%1 of %2").arg(sizeText(progress.bytesRead), sizeText(progress.bytesTotal))
                                      : sizeText(progress.bytesRead));
    parts << ImportBar::tr("%1 lines").arg(countText(progress.lines));
    if (progress.seconds > 0.5) {
        parts << ImportBar::tr("%1 lines/s").arg(countText(std::int64_t(double(progress.lines) / progress.seconds)));
        if (progress.bytesTotal > 0 && progress.bytesRead > 0) {
            const double rate = double(progress.bytesRead) / progress.seconds;
            const double left = double(std::max<std::int64_t>(0, progress.bytesTotal - progress.bytesRead)) / rate;
            parts << ImportBar::tr("about %1 left").arg(durationText(Micros(left * 1e6)));
        }
    }
    return parts.join(u", "_s);
}

ImportBar::ImportBar(QWidget *parent)
    : QWidget(parent)
    , m_queue(new ImportQueue(this))
    , m_text(plainLabel(this))
    , m_numbers(plainLabel(this))
    , m_bar(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("&Cancel"), this))
{
    setObjectName(u"importBar"_s);
    setupLayout();
    connectQueue();
    hide();
}

void ImportBar::setupLayout()
{
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(12);
    m_bar->setAccessibleName(tr("Progress of the import"));
    m_cancel->setToolTip(tr("Stop all imports. What was read so far is kept."));
    m_cancel->setObjectName(u"importCancel"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(10, 4, 10, 4);
    grid->addWidget(m_text, 0, 0);
    grid->addWidget(m_numbers, 0, 1, Qt::AlignRight);
    grid->addWidget(m_bar, 1, 0, 1, 2);
    grid->addWidget(m_cancel, 0, 2, 2, 1, Qt::AlignVCenter);
    grid->setColumnStretch(0, 1);
    connect(m_cancel, &QAbstractButton::clicked, this, &ImportBar::cancelAll);
}

void ImportBar::connectQueue()
{
    connect(m_queue, &ImportQueue::started, this, &ImportBar::showStarted);
    connect(m_queue, &ImportQueue::progress, this, &ImportBar::showProgress);
    connect(
        m_queue, &ImportQueue::settingsProgress, this, [this](const QString &, double share) { m_bar->setValue(int(share * barSteps)); });
    connect(m_queue, &ImportQueue::imported, this, &ImportBar::finishImport);
    connect(m_queue, &ImportQueue::settingsApplied, this, &ImportBar::finish);
    connect(m_queue, &ImportQueue::cancelled, this, &ImportBar::finish);
    // One case's imports end in their order. That a change of settings fails meanwhile is told here, too: forgetting an import then
    // costs no more than that a crash later would not go on with it.
    const auto forget = [this](const QString &casePath) {
        const auto found
            = std::find_if(m_pending.begin(), m_pending.end(), [&](const PendingImport &one) { return one.casePath == casePath; });
        if (found != m_pending.end())
            m_pending.erase(found);
    };
    connect(m_queue, &ImportQueue::imported, this, forget);
    connect(m_queue, &ImportQueue::cancelled, this, forget);
    connect(m_queue, &ImportQueue::failed, this, forget);
    connect(m_queue, &ImportQueue::failed, this, [this](const QString &casePath, const Problem &problem) {
        Q_EMIT problemOccurred(problem);
        finish(casePath);
    });
}

void ImportBar::enqueue(const QString &casePath, const QStringList &logs, const ImportOptions &options)
{
    std::vector<std::string> inputs;
    for (const QString &log : logs)
        inputs.push_back(QFile::encodeName(log).toStdString());
    m_toOffer.insert(casePath);
    m_pending.push_back({ casePath, logs, options });
    m_queue->import(casePath, std::move(inputs), options);
}

void ImportBar::applySettings(const QString &casePath, const SiteSettings &settings)
{
    m_queue->applySettings(casePath, settings);
}

void ImportBar::cancelAll()
{
    m_queue->cancelAll();
}

bool ImportBar::isWriting(const QString &casePath) const
{
    return m_queue->isWriting(casePath);
}

void ImportBar::showStarted(const QString &casePath)
{
    m_text->setText(tr("Starting with %1").arg(caseName(casePath)) + waitingText());
    m_numbers->clear();
    m_bar->setRange(0, 0);
    show();
    Q_EMIT runningChanged(true);
}

void ImportBar::showProgress(const QString &casePath, const ImportProgress &progress)
{
    const QString file = boundedText(QFileInfo(QString::fromStdString(progress.source)).fileName().toStdString(), 80);
    m_text->setText(progress.sourceCount > 1
            ? tr("Reading %1 (%2 of %3)").arg(file).arg(progress.sourceIndex + 1).arg(progress.sourceCount) + waitingText()
            : tr("Reading %1").arg(file) + waitingText());
    m_numbers->setText(progressText(progress));
    if (progress.bytesTotal > 0) {
        m_bar->setRange(0, barSteps);
        m_bar->setValue(int(double(progress.bytesRead) / double(progress.bytesTotal) * barSteps));
    }
    offerCase(casePath);
}

void ImportBar::finishImport(const QString &casePath, const ImportResult &result)
{
    offerCase(casePath);
    for (const Problem &problem : result.problems)
        Q_EMIT problemOccurred(problem);
    if (!result.cancelled && result.alreadyKnown > 0 && result.lines == 0)
        Q_EMIT problemOccurred({ Severity::Note, QT_TRANSLATE_NOOP("Reason", "Nothing new was imported"),
            QT_TRANSLATE_NOOP("Reason", "Everything in these logs is in the case already."), {}, {} });
    finish(casePath);
}

void ImportBar::finish(const QString &casePath)
{
    m_toOffer.remove(casePath);
    Q_EMIT caseWritten(casePath);
    if (m_queue->isBusy())
        return;
    hide();
    Q_EMIT runningChanged(false);
}

/// The window opens a new case as soon as there is a file to open, long before the import is done.
void ImportBar::offerCase(const QString &casePath)
{
    if (m_toOffer.contains(casePath) && QFileInfo::exists(casePath)) {
        m_toOffer.remove(casePath);
        Q_EMIT caseReady(casePath);
    }
}

QString ImportBar::waitingText() const
{
    const int waiting = m_queue->waitingCount();
    return waiting > 0 ? tr(" – %n more waiting", nullptr, waiting) : QString();
}

} // namespace backscope
