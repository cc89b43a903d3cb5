// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "livesession.h"

#include <QMetaObject>

namespace backscope {

LiveSession::LiveSession(QObject *parent)
    : QObject(parent)
{
}

LiveSession::~LiveSession() = default;

void LiveSession::start(const QString &casePath, const LiveWish &wish)
{
    if (m_thread.joinable()) {
        m_thread.request_stop();
        m_thread.join(); // the case may be the same one: two cannot write to it
    }
    m_casePath = casePath;
    m_news = {};
    m_told = false;
    m_thread = std::jthread([this, run = ++m_run, path = casePath.toStdString(), wish](const std::stop_token &stop) {
        std::optional<Problem> problem;
        try {
            watchLive(path, wish.options, wish.alarms, stop, [this, run](const LiveNews &news) {
                QMetaObject::invokeMethod(
                    this, [this, run, news] { take(run, news); }, Qt::QueuedConnection);
            });
        } catch (const ProblemError &error) {
            problem = error.problem();
        } catch (const std::exception &error) {
            problem = Problem { Severity::Error, QT_TRANSLATE_NOOP("Reason", "Watching has ended"), quote(error.what()), quote(path), {} };
        }
        QMetaObject::invokeMethod(
            this, [this, run, problem] { finish(run, problem); }, Qt::QueuedConnection);
    });
}

void LiveSession::stop()
{
    m_thread.request_stop();
}

void LiveSession::take(quint64 run, const LiveNews &news)
{
    if (run != m_run)
        return;
    m_news = news;
    if (!m_told) {
        m_told = true;
        Q_EMIT started();
    }
    Q_EMIT newsArrived();
}

void LiveSession::finish(quint64 run, const std::optional<Problem> &problem)
{
    if (run != m_run)
        return;
    m_thread = {}; // it has ended but for its last instruction
    if (problem)
        Q_EMIT failed(*problem);
    Q_EMIT ended();
}

} // namespace backscope
