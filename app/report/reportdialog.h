// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportdata.h"

#include "jobs/queryrunner.h"

#include <QDialog>
#include <QTemporaryDir>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace backscope {

/// Asks for title, note, paper and file, and writes the report, or the data, of the current filter, off the window's thread. Cancel stops
/// the writing first, and then closes.
class ReportDialog : public QDialog {
    Q_OBJECT
public:
    ReportDialog(const QString &casePath, const Filter &filter, QWidget *parent = nullptr);
    void reject() override;

private:
    void setupForm();
    static QStringList kinds();
    void changeKind(int kind);
    void fitToKind();
    void chooseFile();
    void save();
    void preview();
    void write(const QString &file, void (ReportDialog::*then)());
    void showMessage(const QString &text);
    void setBusy(bool busy);
    void noteRows(std::int64_t count);
    void stayOpen();
    ReportOptions options() const;

    QString m_casePath;
    Filter m_filter;
    QLineEdit *m_title = nullptr;
    QPlainTextEdit *m_note = nullptr;
    QComboBox *m_kind = nullptr;
    QComboBox *m_paper = nullptr;
    QCheckBox *m_redact = nullptr;
    QLineEdit *m_file = nullptr;
    QLabel *m_message = nullptr;
    QProgressBar *m_progress = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    QPushButton *m_preview = nullptr;
    QTemporaryDir m_folder; ///< of the preview
    QueryRunner m_runner;
};

/// Shows the dialog until it is closed.
void runReportDialog(QWidget *parent, const QString &casePath, const Filter &filter);

} // namespace backscope
