// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/livesession.h"

#include <QDialog>

#include <array>
#include <memory>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QProcess;
class QPushButton;
class QRadioButton;

namespace backscope {

/// Chooses what to watch, into which case, and what to be warned of. Remembers the last choice.
class WatchDialog : public QDialog {
    Q_OBJECT
public:
    /// `casePath`: the open case, "" = none.
    explicit WatchDialog(const QString &casePath, QWidget *parent = nullptr);
    ~WatchDialog() override;

    LiveWish wish() const;
    /// What the next dialog begins with.
    static void remember(const LiveWish &wish);
    /// Into the open case; else into a new one.
    bool intoOpenCase() const;
    void accept() override;

private:
    QWidget *setUpFeeds();
    QWidget *setUpPolicy();
    QWidget *setUpAlarms();
    QWidget *setUpCase(const QString &casePath);
    void addFeed();
    void removeFeed();
    void browse();
    void showKind();
    void showConfig();
    void askPostfix();
    void update();
    void restore();

    QListWidget *m_feeds = nullptr;
    QComboBox *m_kind = nullptr;
    QLineEdit *m_target = nullptr;
    QPushButton *m_browse = nullptr, *m_add = nullptr, *m_remove = nullptr, *m_start = nullptr;
    QLabel *m_hint = nullptr, *m_problem = nullptr;
    QWidget *m_policy = nullptr;
    QComboBox *m_version = nullptr;
    QPlainTextEdit *m_config = nullptr;
    QLabel *m_warning = nullptr;
    QCheckBox *m_outside = nullptr;
    QRadioButton *m_openCase = nullptr;
    std::unique_ptr<QProcess> m_postconf;
    std::array<QDoubleSpinBox *, AlarmMeasureCount> m_limits {};
};

} // namespace backscope
