// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandfeed.h"

#include <algorithm>

namespace backscope {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::steady_clock::duration FirstDelay = 1s, LongestDelay = 60s;
constexpr auto Steady = 60s; ///< a program that ran for so long failed anew
constexpr int StopPatience = 2000; ///< ms
constexpr qint64 ReadSize = 1 << 20;
constexpr qsizetype MessageLength = 300;

} // namespace

// QProcess::splitCommand() does not know the single quotation marks that everybody is used to.
QStringList splitCommand(std::string_view text)
{
    QStringList words;
    std::string word;
    bool inside = false;
    char quote = '\0';
    for (const char c : text) {
        if (quote != '\0' ? c == quote : c == '"' || c == '\'') {
            quote = quote == '\0' ? c : '\0';
            inside = true; // "" is a word, too
        } else if (quote == '\0' && (c == ' ' || c == '\t')) {
            if (inside)
                words << QString::fromStdString(std::exchange(word, {}));
            inside = false;
        } else {
            word += c;
            inside = true;
        }
    }
    if (inside)
        words << QString::fromStdString(word);
    return words;
}

CommandFeed::CommandFeed(const FeedSpec &spec, LiveContext &context)
    : m_arguments(splitCommand(spec.target))
    , m_source(toText(spec), context)
    , m_delay(FirstDelay)
{
    m_state.name = toText(spec);
    if (m_arguments.isEmpty()) {
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No command is given"),
            reason(QT_TRANSLATE_NOOP("Reason", "\"%1\" names no program"), quote(spec.target)), {},
            QT_TRANSLATE_NOOP("Reason", "Write command:PROGRAM ARGUMENT…") });
    }
}

CommandFeed::~CommandFeed()
{
    if (!m_process || m_process->state() == QProcess::NotRunning)
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(StopPatience)) {
        m_process->kill();
        m_process->waitForFinished(StopPatience);
    }
}

void CommandFeed::start()
{
    m_process = std::make_unique<QProcess>();
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->start(m_arguments.front(), m_arguments.mid(1), QIODevice::ReadOnly);
    m_started = Clock::now();
    if (m_process->waitForStarted()) {
        m_state.phase = FeedState::Phase::Running;
        return;
    }
    m_state.message = quote(m_process->errorString().toStdString());
    onEnd();
}

void CommandFeed::onEnd()
{
    const bool wasSteady = Clock::now() - m_started > Steady;
    m_delay = wasSteady ? FirstDelay : m_delay;
    m_startAt = Clock::now() + m_delay;
    m_delay = std::min(2 * m_delay, LongestDelay);
    m_state.phase = FeedState::Phase::Restarting;
    m_process.reset();
    m_cutter = {};
}

bool CommandFeed::pump(Feeder &feeder)
{
    if (!m_process) {
        if (Clock::now() < m_startAt)
            return false;
        start();
        return false;
    }
    m_process->waitForReadyRead(0);
    readErrors();
    const QByteArray bytes = m_process->read(ReadSize);
    if (!bytes.isEmpty()) {
        m_source.feed(feeder, m_cutter.add({ bytes.data(), std::size_t(bytes.size()) }).text);
        return true;
    }
    if (m_process->state() == QProcess::NotRunning) {
        if (m_state.message.isEmpty()) {
            m_state.message = m_process->exitStatus() == QProcess::CrashExit
                ? Reason(QT_TRANSLATE_NOOP("Reason", "the command was ended by a signal"))
                : reason(QT_TRANSLATE_NOOP("Reason", "the command ended with status %1"), quote(std::to_string(m_process->exitCode())));
        }
        m_source.feed(feeder, m_cutter.add("\n").text);
        onEnd();
    }
    return false;
}

void CommandFeed::readErrors()
{
    const QByteArrayList lines = m_process->readAllStandardError().trimmed().split('\n');
    if (!lines.last().isEmpty())
        m_state.message = quote(lines.last().left(MessageLength).toStdString());
}

FeedState CommandFeed::state() const
{
    FeedState state = m_state;
    state.lines = m_source.lines();
    state.understood = m_source.understood();
    return state;
}

} // namespace backscope
