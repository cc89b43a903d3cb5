// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "importers/import.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace backscope {

/// What the log does not say and was guessed: its year, its zone, the host that wrote it. For reading a source again, rightly.
class ImportAgainDialog : public QDialog {
    Q_OBJECT
public:
    explicit ImportAgainDialog(const SourceReport &source, QWidget *parent = nullptr);
    ImportOptions options() const;

private:
    QSpinBox *m_year;
    QComboBox *m_zone;
    QLineEdit *m_host;
};

} // namespace backscope
