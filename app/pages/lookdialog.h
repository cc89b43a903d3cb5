// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/addressbase.h"

#include <QByteArray>
#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace backscope {

/// How the program looks, whatever case is open: the zone of the times it shows, its theme, the size of its text; and the files that
/// tell what an address belongs to.
class LookDialog : public QDialog {
    Q_OBJECT
public:
    LookDialog(const QByteArray &zone, int theme, int fontSize, QWidget *parent = nullptr);

    QByteArray zone() const; ///< as setShownZone() takes it
    int theme() const;
    int fontSize() const; ///< points; 0 = as the desktop has it
    void setAddressBaseFile(AddressFact fact, const QString &path);
    QString addressBaseFile(AddressFact fact) const; ///< "" = none
    void accept() override; ///< stays open while a file is not what it should be

private:
    void fillZones(const QByteArray &zone);
    QWidget *addressBaseRow(AddressFact fact, const QString &name);

    QComboBox *m_zone;
    QComboBox *m_theme;
    QSpinBox *m_size;
    QLineEdit *m_files[2] {}; ///< by AddressFact
    QLabel *m_error;
};

} // namespace backscope
