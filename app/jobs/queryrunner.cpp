// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "queryrunner.h"

#include <exception>

namespace backscope {

QueryRunner::QueryRunner(QObject *parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

QueryRunner::~QueryRunner()
{
    m_stop.request_stop();
    m_pool.clear();
    m_pool.waitForDone();
}

void QueryRunner::cancel()
{
    const bool busy = m_asked != m_answered;
    m_stop.request_stop();
    m_pool.clear();
    m_answered = m_asked;
    if (busy)
        Q_EMIT busyChanged(false);
}

void QueryRunner::start(const QString &casePath, Ask ask, Answer answer, Failure failed)
{
    const bool wasBusy = m_asked != m_answered;
    m_stop.request_stop();
    m_pool.clear();
    m_stop = {};
    const quint64 ticket = ++m_asked;
    if (!wasBusy)
        Q_EMIT busyChanged(true);

    // The callbacks stay on this thread's side; the job carries only the question.
    m_answer = std::move(answer);
    m_failed = std::move(failed);
    m_pool.start([this, ticket, path = casePath.toStdString(), ask = std::move(ask), stop = m_stop.get_token()] {
        std::variant<std::shared_ptr<const void>, Problem> ending;
        try {
            CaseReader reader(path, stop);
            ending = ask(reader);
        } catch (const ProblemError &error) {
            ending = error.problem();
        } catch (const Cancelled &) {
            return;
        } catch (const std::exception &error) {
            ending = Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "The question could not be answered"), quote(error.what()),
                quote(path), QT_TRANSLATE_NOOP("Reason", "Try again; if it fails again, report it.") };
        }
        if (stop.stop_requested())
            return;
        QMetaObject::invokeMethod(
            this, [this, ticket, ending = std::move(ending)] { finish(ticket, ending); }, Qt::QueuedConnection);
    });
}

void QueryRunner::finish(quint64 ticket, const Ending &ending)
{
    if (ticket != m_asked || m_answered == m_asked)
        return; // a newer question was asked, or this one was cancelled
    m_answered = ticket;
    Q_EMIT busyChanged(false);
    const Answer answer = m_answer; // the callback may ask again
    const Failure failed = m_failed;
    if (const auto *problem = std::get_if<Problem>(&ending))
        failed(*problem);
    else
        answer(std::get<0>(ending));
}

} // namespace backscope
