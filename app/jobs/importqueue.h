// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"
#include "domain/sitesettings.h"
#include "importers/import.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <deque>
#include <stop_token>
#include <variant>
#include <vector>

namespace backscope {

/// Everything that writes to case files, one job after the other on one thread of its own. Use from the window's thread; signals
/// come there. Every job ends with exactly one of imported, settingsApplied, cancelled and failed.
class ImportQueue : public QObject {
    Q_OBJECT
public:
    explicit ImportQueue(QObject *parent = nullptr);
    ~ImportQueue() override; ///< cancels and waits; what is committed stays

    void import(const QString &casePath, std::vector<std::string> inputs, const ImportOptions &options);
    void applySettings(const QString &casePath, const SiteSettings &settings); ///< judges the whole case again
    void cancelAll(); ///< the running job stops soon, waiting ones are dropped
    bool isBusy() const { return !m_jobs.empty(); }
    int waitingCount() const { return isBusy() ? int(m_jobs.size()) - 1 : 0; }
    bool isWriting(const QString &casePath) const; ///< runs or waits for that case

signals:
    void started(const QString &casePath);
    void progress(const QString &casePath, const backscope::ImportProgress &progress); ///< at most ten times a second
    void settingsProgress(const QString &casePath, double share);
    void imported(const QString &casePath, const backscope::ImportResult &result); ///< also when stopped: result.cancelled
    void settingsApplied(const QString &casePath);
    void cancelled(const QString &casePath);
    void failed(const QString &casePath, const backscope::Problem &problem);

private:
    struct Import {
        std::vector<std::string> inputs;
        ImportOptions options;
    };
    struct Job {
        QString casePath;
        std::variant<Import, SiteSettings> task;
    };
    using Ending = std::variant<ImportResult, SiteSettings, Cancelled, Problem>;

    void add(Job job);
    void startFirst();
    Ending run(const Job &job, const std::stop_token &stop);
    Ending runImport(const QString &casePath, const Import &task, const std::stop_token &stop);
    Ending runSettings(const QString &casePath, const SiteSettings &settings, const std::stop_token &stop);
    void end(const Ending &ending);

    std::deque<Job> m_jobs; ///< the first one runs
    std::stop_source m_stop;
    QThreadPool m_pool;
};

} // namespace backscope
