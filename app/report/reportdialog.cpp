// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "reportdialog.h"

#include "charts/palette.h"
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
#include <QPlainTextEdit>
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
    m_message->hide();

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
    connect(m_buttons, &QDialogButtonBox::accepted, this, &ReportDialog::write);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_message);
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

void ReportDialog::write()
{
    setBusy(true);
    if (isDataFile(m_file->text())) {
        const auto ask = [filter = m_filter, redact = m_redact->isChecked(), file = m_file->text()](CaseReader &reader) {
            exportData(reader, filter, redact, file);
            return file;
        };
        m_runner.request<QString>(
            m_casePath, ask, [this](const std::shared_ptr<const QString> &) { accept(); },
            [this](const Problem &problem) { showProblem(problem); });
        return;
    }
    collect([this](const ReportData &report) {
        if (save(report, m_file->text()))
            accept();
    });
}

/// The very file that would be written, as the program that shows such files shows it.
void ReportDialog::preview()
{
    setBusy(true);
    const QString ending = QFileInfo(m_file->text()).suffix().toLower();
    const QString file = m_folder.filePath(QStringLiteral("preview.") + ending);
    collect([this, file](const ReportData &report) {
        if (save(report, file))
            setBusy(false);
    });
}

void ReportDialog::collect(const std::function<void(const ReportData &)> &then)
{
    m_runner.request<ReportData>(
        m_casePath, [filter = m_filter](CaseReader &reader) { return collectReport(reader, filter); },
        [then](const std::shared_ptr<const ReportData> &answer) { then(*answer); },
        [this](const Problem &problem) { showProblem(problem); });
}

bool ReportDialog::save(const ReportData &report, const QString &file)
{
    try {
        writeReport(report, options(), file);
        m_message->hide();
        QDesktopServices::openUrl(QUrl::fromLocalFile(file));
        return true;
    } catch (const ProblemError &error) {
        showProblem(error.problem());
        return false;
    }
}

void ReportDialog::setBusy(bool busy)
{
    m_buttons->button(QDialogButtonBox::Save)->setEnabled(!busy);
    m_preview->setEnabled(!busy && !isDataFile(m_file->text()));
}

void ReportDialog::showProblem(const Problem &problem)
{
    m_message->setText(safeText(toText(problem)));
    m_message->show();
    setBusy(false);
}

void runReportDialog(QWidget *parent, const QString &casePath, const Filter &filter)
{
    ReportDialog(casePath, filter, parent).exec();
}

} // namespace backscope
