// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDialog>

class QComboBox;
class QSpinBox;

namespace backscope {

/// How the program looks, whatever case is open: the zone of the times it shows, its theme, the size of its text.
class LookDialog : public QDialog {
    Q_OBJECT
public:
    LookDialog(const QByteArray &zone, int theme, int fontSize, QWidget *parent = nullptr);

    QByteArray zone() const; ///< as setShownZone() takes it
    int theme() const;
    int fontSize() const; ///< points; 0 = as the desktop has it

private:
    void fillZones(const QByteArray &zone);

    QComboBox *m_zone;
    QComboBox *m_theme;
    QSpinBox *m_size;
};

} // namespace backscope
