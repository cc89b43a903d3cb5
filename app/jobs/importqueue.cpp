// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importqueue.h"

#include "store/casefile.h"

#include <QElapsedTimer>

#include <algorithm>
#include <exception>

namespace backscope {

namespace {

constexpr qint64 progressInterval = 100; // ms

Problem unexpected(const std::exception &error)
{
    return { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The job failed"), quote(error.what()), {},
        QT_TRANSLATE_NOOP("Reason", "What was read before is kept. Try again; if it fails again, report it.") };
}

} // namespace

ImportQueue::ImportQueue(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

ImportQueue::~ImportQueue()
{
    m_stop.request_stop();
    m_pool.waitForDone();
}

void ImportQueue::import(const QString &casePath, std::vector<std::string> inputs, const ImportOptions &options)
{
    add({ casePath, Import { std::move(inputs), options } });
}

void ImportQueue::applySettings(const QString &casePath, const SiteSettings &settings)
{
    add({ casePath, settings });
}

void ImportQueue::cancelAll()
{
    if (m_jobs.empty())
        return;
    m_stop.request_stop();
    const std::deque<Job> dropped(m_jobs.begin() + 1, m_jobs.end());
    m_jobs.erase(m_jobs.begin() + 1, m_jobs.end());
    for (const Job &job : dropped)
        Q_EMIT cancelled(job.casePath);
}

bool ImportQueue::isWriting(const QString &casePath) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&casePath](const Job &job) { return job.casePath == casePath; });
}

void ImportQueue::add(Job job)
{
    m_jobs.push_back(std::move(job));
    if (m_jobs.size() == 1)
        startFirst();
}

void ImportQueue::startFirst()
{
    m_stop = {};
    Q_EMIT started(m_jobs.front().casePath);
    m_pool.start([this, job = m_jobs.front(), stop = m_stop.get_token()] {
        Ending ending = run(job, stop);
        QMetaObject::invokeMethod(
            this, [this, ending = std::move(ending)] { end(ending); }, Qt::QueuedConnection);
    });
}

ImportQueue::Ending ImportQueue::run(const Job &job, const std::stop_token &stop)
{
    try {
        if (const auto *import = std::get_if<Import>(&job.task))
            return runImport(job.casePath, *import, stop);
        return runSettings(job.casePath, std::get<SiteSettings>(job.task), stop);
    } catch (const ProblemError &error) {
        return error.problem();
    } catch (const Cancelled &cancel) {
        return cancel;
    } catch (const std::exception &error) {
        return unexpected(error);
    }
}

ImportQueue::Ending ImportQueue::runImport(const QString &casePath, const Import &task, const std::stop_token &stop)
{
    CaseWriter writer(casePath.toStdString());
    QElapsedTimer sinceLast;
    const auto tell = [this, &casePath, &sinceLast](const ImportProgress &now) {
        if (sinceLast.isValid() && sinceLast.elapsed() < progressInterval)
            return;
        sinceLast.start();
        QMetaObject::invokeMethod(
            this, [this, casePath, now] { Q_EMIT progress(casePath, now); }, Qt::QueuedConnection);
    };
    ImportResult result = importLogs(task.inputs, task.options, writer, stop, tell);
    writer.finish();
    return result;
}

ImportQueue::Ending ImportQueue::runSettings(const QString &casePath, const SiteSettings &settings, const std::stop_token &stop)
{
    CaseWriter writer(casePath.toStdString());
    writer.applySettings(settings, stop, [this, &casePath](double share) {
        QMetaObject::invokeMethod(
            this, [this, casePath, share] { Q_EMIT settingsProgress(casePath, share); }, Qt::QueuedConnection);
    });
    if (stop.stop_requested())
        return Cancelled {};
    if (settings.keepDays > 0)
        writer.compact();
    return settings;
}

void ImportQueue::end(const Ending &ending)
{
    const QString casePath = m_jobs.front().casePath;
    m_jobs.pop_front();
    if (!m_jobs.empty())
        startFirst();
    if (const auto *result = std::get_if<ImportResult>(&ending))
        Q_EMIT imported(casePath, *result);
    else if (const auto *problem = std::get_if<Problem>(&ending))
        Q_EMIT failed(casePath, *problem);
    else if (std::holds_alternative<SiteSettings>(ending))
        Q_EMIT settingsApplied(casePath);
    else
        Q_EMIT cancelled(casePath);
}

} // namespace backscope
