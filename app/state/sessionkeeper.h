// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/import.h"
#include "state/drillstate.h"

#include <QByteArray>
#include <QJsonObject>
#include <QLockFile>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace backscope {

/// Logs on their way into a case.
struct PendingImport {
    QString casePath;
    QStringList logs;
    ImportOptions options;
};

/// What the window of an earlier run looked at.
struct SavedSession {
    QString casePath; ///< "" = none
    SavedHistory history;
    QByteArray geometry, layout; ///< of the frame, and of what is docked in it
    std::vector<PendingImport> imports;
    bool endedBadly = false; ///< the program did not end by itself
    bool isEmpty() const { return casePath.isEmpty() && imports.empty(); }
};

/// Keeps on disk what the window looks at, as it changes, so that the next start goes on where this one ends, however it ends. Only the
/// first program that runs keeps it: a second window must not write over the first one's place. Use on the window's thread; the disk
/// is written to on another.
class SessionKeeper : public QObject {
    Q_OBJECT
public:
    explicit SessionKeeper(DrillState *state, QObject *parent = nullptr);
    ~SessionKeeper() override; ///< ends

    const SavedSession &last() const { return m_last; } ///< of the run before; empty in a second program
    void setGeometry(const QByteArray &geometry, const QByteArray &layout)
    {
        m_geometry = geometry;
        m_layout = layout;
    }
    void setImports(std::vector<PendingImport> imports) { m_imports = std::move(imports); }
    void save(); ///< now, if something changed
    void end(); ///< the program ends as it should

signals:
    void aboutToSave(); ///< the time to set what cannot be seen from here

private:
    QJsonObject snapshot(bool running) const;

    DrillState *m_state;
    QLockFile m_lock;
    bool m_keeps = false;
    bool m_ended = false;
    SavedSession m_last;
    QByteArray m_geometry, m_layout;
    std::vector<PendingImport> m_imports;
    QJsonObject m_saved;
    QTimer m_timer;
    QThreadPool m_pool; ///< one thread: what is written last is the newest
};

} // namespace backscope
