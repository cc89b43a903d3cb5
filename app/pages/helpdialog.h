// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace backscope {

/// How to read the window: the built-in manual page. Non-modal.
class HelpDialog : public QDialog {
    Q_OBJECT
public:
    explicit HelpDialog(QWidget *parent = nullptr);
};

/// Name, version, licence and what the program is for.
void showAbout(QWidget *parent);

} // namespace backscope
