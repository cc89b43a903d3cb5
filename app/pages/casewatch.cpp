// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "casewatch.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr int whileImporting = 500;
constexpr int otherwise = 3000;

CaseFacts factsOf(CaseReader &reader, std::int64_t knownVersion)
{
    CaseFacts facts;
    facts.version = reader.dataVersion();
    if (facts.version == knownVersion)
        return facts;
    for (const SourceReport &source : reader.sources()) {
        facts.lines += source.lines;
        facts.understood += source.understood;
        facts.irrelevant += source.irrelevant;
        facts.unknown += source.unknown;
        if (source.first != 0)
            facts.first = facts.first == 0 ? source.first : std::min(facts.first, source.first);
        facts.last = std::max(facts.last, source.last);
    }
    const Summary all = reader.summary();
    facts.openMail = all.openMail;
    facts.gaps = all.gaps;
    return facts;
}

} // namespace

CaseWatch::CaseWatch(DrillState *state, QObject *parent)
    : QObject(parent)
    , m_state(state)
{
    m_timer.setInterval(otherwise);
    connect(&m_timer, &QTimer::timeout, this, &CaseWatch::look);
    connect(state, &DrillState::caseChanged, this, [this] {
        m_runner.cancel();
        m_asking = false;
        m_version = -1;
        Q_EMIT factsChanged({});
        look();
        m_timer.start();
    });
}

void CaseWatch::setImporting(bool importing)
{
    m_timer.setInterval(importing ? whileImporting : otherwise);
}

void CaseWatch::look()
{
    if (m_asking || m_state->casePath().isEmpty())
        return;
    m_asking = true;
    m_runner.request<CaseFacts>(
        m_state->casePath(), [known = m_version](CaseReader &reader) { return factsOf(reader, known); },
        [this](const std::shared_ptr<const CaseFacts> &facts) { take(*facts); },
        [this](const Problem &problem) {
            m_asking = false;
            m_timer.stop(); // said once, not every few seconds
            Q_EMIT problemOccurred(problem);
        });
}

void CaseWatch::take(const CaseFacts &facts)
{
    m_asking = false;
    if (facts.version == m_version)
        return;
    const bool first = m_version == -1;
    m_version = facts.version;
    Q_EMIT factsChanged(facts);
    if (!first) // pages have just asked on their own when the case was opened
        m_state->noteDataChanged();
}

} // namespace backscope
