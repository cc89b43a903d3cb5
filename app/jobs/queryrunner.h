// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/problem.h"
#include "store/casefile.h"

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <stop_token>
#include <variant>

namespace backscope {

/// Asks a case file off the window's thread. One runner per view: the newest request wins, the one before it is stopped,
/// stale answers are dropped. Use from the window's thread only; callbacks run there.
class QueryRunner : public QObject {
    Q_OBJECT
public:
    explicit QueryRunner(QObject *parent = nullptr);
    ~QueryRunner() override; ///< stops and waits

    /// `ask` runs on the runner's thread with its own connection; exactly one of `answer` and `failed` is called later,
    /// or none when a newer request came. A missing or broken case file reaches `failed`.
    template <typename Result>
    void request(const QString &casePath, std::function<Result(CaseReader &)> ask,
        std::function<void(std::shared_ptr<const Result>)> answer, std::function<void(const Problem &)> failed)
    {
        start(
            casePath,
            [ask = std::move(ask)](
                CaseReader &reader) -> std::shared_ptr<const void> { return std::make_shared<const Result>(ask(reader)); },
            [answer = std::move(answer)](
                const std::shared_ptr<const void> &result) { answer(std::static_pointer_cast<const Result>(result)); },
            std::move(failed));
    }
    void cancel();
    bool isBusy() const { return m_asked != m_answered; }

signals:
    void busyChanged(bool busy);

private:
    using Ask = std::function<std::shared_ptr<const void>(CaseReader &)>;
    using Answer = std::function<void(const std::shared_ptr<const void> &)>;
    using Failure = std::function<void(const Problem &)>;
    using Ending = std::variant<std::shared_ptr<const void>, Problem>;
    void start(const QString &casePath, Ask ask, Answer answer, Failure failed);
    void finish(quint64 ticket, const Ending &ending);

    std::stop_source m_stop;
    quint64 m_asked = 0, m_answered = 0; ///< tickets; equal while nothing is under way
    Answer m_answer;
    Failure m_failed;
    QThreadPool m_pool; ///< last: its thread is gone before the rest is
};

} // namespace backscope
