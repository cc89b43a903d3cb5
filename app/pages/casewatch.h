// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/queryrunner.h"
#include "state/drillstate.h"

#include <QTimer>

namespace backscope {

/// What the frame of the window knows about the open case.
struct CaseFacts {
    std::int64_t version = -1; ///< CaseReader::dataVersion()
    std::int64_t lines = 0, understood = 0, irrelevant = 0, unknown = 0;
    Micros first = 0, last = 0; ///< of all lines, 0 = none with a time
    std::int64_t openMail = 0, gaps = 0; ///< why numbers may be too low, beside unknown lines
};

/// Looks whether the open case got new data, whoever writes it, and tells DrillState: at most twice a second while an import
/// runs, seldom otherwise.
class CaseWatch : public QObject {
    Q_OBJECT
public:
    explicit CaseWatch(DrillState *state, QObject *parent = nullptr);

    void setImporting(bool importing);
    void look();

signals:
    void factsChanged(const backscope::CaseFacts &facts);
    void problemOccurred(const backscope::Problem &problem);

private:
    void take(const CaseFacts &facts);

    DrillState *m_state;
    QueryRunner m_runner;
    QTimer m_timer;
    std::int64_t m_version = -1;
    bool m_asking = false;
};

} // namespace backscope
