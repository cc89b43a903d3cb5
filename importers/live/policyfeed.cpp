// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "policyfeed.h"

#include "importers/formats/postfix/policyline.h"

#include <QSysInfo>

namespace backscope {

namespace {

PolicyOptions optionsOf(const FeedSpec &spec, const LiveContext &context)
{
    PolicyOptions options;
    const PolicyTarget target = parsePolicyTarget(spec.target);
    options.endpoints = policyEndpoints(target.version, target.address);
    options.allowOutside = context.allowOutside;
    return options;
}

} // namespace

PolicyTarget parsePolicyTarget(std::string_view text)
{
    constexpr std::string_view mark = " postfix=";
    const std::size_t at = text.find(mark);
    PolicyTarget target { parseListenAddress(text.substr(0, at)), {} };
    if (at == text.npos)
        return target;
    const auto version = parsePostfixVersion(text.substr(at + mark.size()));
    if (!version) {
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No such version of Postfix"),
            reason("\"%1\"", quote(text.substr(at + mark.size()))), {},
            QT_TRANSLATE_NOOP("Reason", "Write postfix=3.0, as 'postconf mail_version' tells it.") });
    }
    target.version = *version;
    return target;
}

PolicyFeed::PolicyFeed(const FeedSpec &spec, LiveContext &context)
    : m_service(optionsOf(spec, context), m_queue)
    , m_source(toText(spec), context, TimeForm::Rfc3339)
    , m_host(QSysInfo::machineHostName().toStdString())
    , m_name(toText({ FeedSpec::Kind::Policy, toText(m_service.addresses().front()) }))
{
    if (m_host.empty() || m_host.find(' ') != std::string::npos)
        m_host = "localhost";
}

bool PolicyFeed::pump(Feeder &feeder)
{
    const auto events = m_queue.take(std::chrono::milliseconds(0));
    if (!events || events->empty())
        return false;
    std::string lines;
    for (const PolicyEvent &event : *events) {
        if (event.request.isPolicy())
            lines += postfix::policyLine(event, event.peer.empty() ? m_host : event.peer) + '\n';
    }
    m_source.feed(feeder, std::move(lines));
    return true;
}

FeedState PolicyFeed::state() const
{
    const PolicyCounters counters = m_service.counters();
    FeedState state;
    state.name = m_name;
    state.phase = !counters.running ? FeedState::Phase::Failed
        : counters.requests > 0     ? FeedState::Phase::Running
                                    : FeedState::Phase::Waiting;
    state.lines = m_source.lines();
    state.understood = m_source.understood();
    state.dropped = std::int64_t(counters.dropped);
    state.message = quote(counters.lastError);
    return state;
}

} // namespace backscope
