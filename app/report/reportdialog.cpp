// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdialog.h"

#include "charts/palette.h"
#include "itemmodels/reasontext.h"
#include "report.h"
#include "rowexport.h"
#include "store/casefile.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>
#include <QVBoxLayout>

namespace backscope {

ReportDialog::ReportDialog(const QString &casePath, const Filter &filter, QWidget *parent)
    : QDialog(parent)
    , m_casePath(casePath)
    , m_filter(filter)
{
    setWindowTitle(tr("Export"));
    setupForm();
}

void ReportDialog::setupForm()
{
    m_title = new QLineEdit(tr("Backscatter report"));
    m_note = new QPlainTextEdit;
    m_note->setPlaceholderText(tr("Printed below the title"));
    m_note->setTabChangesFocus(true);
    m_note->setFixedHeight(80);
    m_paper = new QComboBox;
    m_paper->addItems({ tr("A4"), tr("Letter") });
    m_redact = new QCheckBox(tr("Replace addresses, names and networks by pseudonyms"));
    m_file = new QLineEdit(
        QDir(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)).filePath(QStringLiteral("backscope-report.pdf")));
    m_file->setObjectName(QStringLiteral("exportFile"));
    auto *choose = new QPushButton(tr("Choose…"));
    connect(choose, &QPushButton::clicked, this, &ReportDialog::chooseFile);
    auto *fileRow = new QHBoxLayout;
    fileRow->addWidget(m_file, 1);
    fileRow->addWidget(choose);

    const QString filterText = safeText(toText(m_filter));
    auto *scope = new QLabel(filterText.isEmpty() ? tr("All mail of the case") : filterText);
    scope->setTextFormat(Qt::PlainText);
    scope->setWordWrap(true);
    m_message = new QLabel;
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setObjectName(QStringLiteral("exportMessage"));
    m_message->hide();
    m_progress = new QProgressBar;
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Writing"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->hide();

    m_kind = new QComboBox;
    for (const QString &kind : kinds())
        m_kind->addItem(kind.left(kind.lastIndexOf(QLatin1Char('(')) - 1));
    connect(m_kind, &QComboBox::activated, this, &ReportDialog::changeKind);
    connect(m_file, &QLineEdit::textChanged, this, &ReportDialog::fitToKind);

    auto *form = new QFormLayout;
    form->addRow(tr("&Kind:"), m_kind);
    form->addRow(tr("Contents:"), scope);
    form->addRow(tr("&Title:"), m_title);
    form->addRow(tr("&Note:"), m_note);
    form->addRow(tr("&Paper:"), m_paper);
    form->addRow(QString(), m_redact);
    auto *fileLabel = new QLabel(tr("&File:"));
    fileLabel->setBuddy(m_file);
    form->addRow(fileLabel, fileRow);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    m_preview = m_buttons->addButton(tr("Pre&view"), QDialogButtonBox::ActionRole);
    m_preview->setObjectName(QStringLiteral("previewReport"));
    connect(m_preview, &QPushButton::clicked, this, &ReportDialog::preview);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ReportDialog::save);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
    layout->addWidget(m_progress);
    layout->addWidget(m_buttons);
    setMinimumWidth(560);
}

/// The end of the file's name says what is written.
QStringList ReportDialog::kinds()
{
    return { tr("PDF report (*.pdf)"), tr("Report for the browser (*.html)"), tr("Table of all recipients (*.csv)"),
        tr("All recipients, one JSON object a line (*.jsonl)"), tr("Totals and rankings as JSON (*.json)") };
}

/// Title, note and paper belong to reports only.
void ReportDialog::fitToKind()
{
    const bool isData = isDataFile(m_file->text());
    m_preview->setEnabled(!isData);
    m_title->setEnabled(!isData);
    m_note->setEnabled(!isData);
    m_paper->setEnabled(!isData && m_file->text().endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive));
}

void ReportDialog::changeKind(int kind)
{
    static const QStringList Endings { QStringLiteral(".pdf"), QStringLiteral(".html"), QStringLiteral(".csv"), QStringLiteral(".jsonl"),
        QStringLiteral(".json") };
    const QFileInfo file(m_file->text());
    m_file->setText(QDir(file.path()).filePath(file.completeBaseName() + Endings.value(kind)));
}

void ReportDialog::chooseFile()
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Export"), m_file->text(), kinds().join(QStringLiteral(";;")));
    if (!file.isEmpty())
        m_file->setText(file);
}

ReportOptions ReportDialog::options() const
{
    return { m_paper->currentIndex() == 0 ? Paper::A4 : Paper::Letter, m_title->text(), m_note->toPlainText(), m_redact->isChecked() };
}

void ReportDialog::save()
{
    write(m_file->text(), &ReportDialog::accept);
}

/// The very file that would be written, as the program that shows such files shows it.
void ReportDialog::preview()
{
    write(m_folder.filePath(QStringLiteral("preview.") + QFileInfo(m_file->text()).suffix().toLower()), &ReportDialog::stayOpen);
}

void ReportDialog::stayOpen() { }

void ReportDialog::write(const QString &file, void (ReportDialog::*then)())
{
    showMessage({});
    setBusy(true);
    const bool isData = isDataFile(file);
    const auto wrote = [this](std::int64_t count) { QMetaObject::invokeMethod(this, [this, count] { noteRows(count); }); };
    const auto ask = [filter = m_filter, chosen = options(), file, isData, wrote](CaseReader &reader) {
        if (isData)
            exportData(reader, filter, chosen.redact, file, wrote);
        else
            writeReport(collectReport(reader, filter), chosen, file);
        return file;
    };
    m_runner.request<QString>(
        m_casePath, ask,
        [this, isData, then](const std::shared_ptr<const QString> &written) {
            showMessage({});
            setBusy(false);
            if (!isData)
                QDesktopServices::openUrl(QUrl::fromLocalFile(*written));
            (this->*then)();
        },
        [this](const Problem &problem) {
            showMessage(problemText(problem));
            setBusy(false);
        });
}

void ReportDialog::noteRows(std::int64_t count)
{
    if (m_runner.isBusy())
        showMessage(tr("%1 recipients are written").arg(QLocale().toString(qlonglong(count))));
}

void ReportDialog::reject()
{
    if (!m_runner.isBusy()) {
        QDialog::reject();
        return;
    }
    m_runner.cancel();
    setBusy(false);
    showMessage(tr("Stopped. What was there before is still there."));
}

void ReportDialog::setBusy(bool busy)
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(!busy);
    m_preview->setEnabled(!busy && !isDataFile(m_file->text()));
    m_progress->setVisible(busy);
}

void ReportDialog::showMessage(const QString &text)
{
    m_message->setText(text);
    m_message->setVisible(!text.isEmpty());
}

void runReportDialog(QWidget *parent, const QString &casePath, const Filter &filter)
{
    ReportDialog(casePath, filter, parent).exec();
}

} // namespace backscope
