// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <utility>

namespace backscope {

/// Runs `work` on a thread of the global pool and gives its result to `then` on the window's thread, unless `context` is gone by
/// then. `work` must not throw and must hold copies, never references to members.
template <typename Result> void inBackground(QObject *context, std::function<Result()> work, std::function<void(const Result &)> then)
{
    QThreadPool::globalInstance()->start([guard = QPointer<QObject>(context), work = std::move(work), then = std::move(then)] {
        QMetaObject::invokeMethod(
            qApp,
            [guard, then, result = work()] {
                if (guard)
                    then(result);
            },
            Qt::QueuedConnection);
    });
}

} // namespace backscope
