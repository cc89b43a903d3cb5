// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailflow.h"

#include <algorithm>
#include <map>

namespace backscope {

namespace {

/// From what hurts to what does not.
constexpr std::array QueueOrder { Outcome::Bounced, Outcome::Discarded, Outcome::Deferred, Outcome::Unresolved, Outcome::Delivered };

DialogEnd dialogEnd(const VerdictCount &count)
{
    if (count.outcome == Outcome::Tempfailed)
        return DialogEnd::RefusedForNow;
    if (count.outcome == Outcome::Aborted)
        return DialogEnd::ClientLeft;
    if (count.outcome != Outcome::Rejected)
        return DialogEnd::Accepted;
    switch (count.stage) {
    case Stage::None: return DialogEnd::Refused;
    case Stage::Connect: return DialogEnd::RefusedAtConnect;
    case Stage::Helo: return DialogEnd::RefusedAtHelo;
    case Stage::Mail: return DialogEnd::RefusedAtMail;
    case Stage::Rcpt: return DialogEnd::RefusedAtRcpt;
    case Stage::Data: return DialogEnd::RefusedAtData;
    case Stage::Eom: return DialogEnd::RefusedAtEom;
    }
    return DialogEnd::Refused;
}

std::optional<Stage> stageOf(DialogEnd end)
{
    switch (end) {
    case DialogEnd::RefusedAtConnect: return Stage::Connect;
    case DialogEnd::RefusedAtHelo: return Stage::Helo;
    case DialogEnd::RefusedAtMail: return Stage::Mail;
    case DialogEnd::RefusedAtRcpt: return Stage::Rcpt;
    case DialogEnd::RefusedAtData: return Stage::Data;
    case DialogEnd::RefusedAtEom: return Stage::Eom;
    case DialogEnd::Refused: return Stage::None;
    default: return {};
    }
}

BounceEnd strangerEnd(DsnFate fate)
{
    switch (fate) {
    case DsnFate::Delivered: return BounceEnd::ReachedStranger;
    case DsnFate::Refused: return BounceEnd::RefusedByStranger;
    case DsnFate::Deferred: return BounceEnd::WaitsForStranger;
    case DsnFate::Expired: return BounceEnd::ExpiredForStranger;
    case DsnFate::None:
    case DsnFate::NotSeen: break;
    }
    return BounceEnd::StrangerNotInLog;
}

BounceEnd bounceEnd(const VerdictCount &count)
{
    switch (count.kind) {
    case BounceKind::Backscatter: return strangerEnd(count.dsnFate);
    case BounceKind::Verified: return BounceEnd::ToVerifiedSender;
    case BounceKind::Local:
    case BounceKind::Self: return BounceEnd::ToOwnUsers;
    case BounceKind::Suppressed: return BounceEnd::NotSent;
    case BounceKind::UnknownOrigin:
    case BounceKind::None: break;
    }
    return BounceEnd::UnknownOrigin;
}

/// Position of a node among all: by column, then by rank in it.
using Place = std::pair<FlowColumn, int>;

int rankOf(Outcome outcome)
{
    return int(std::find(QueueOrder.begin(), QueueOrder.end(), outcome) - QueueOrder.begin());
}

std::vector<Place> wayOf(const VerdictCount &count)
{
    std::vector<Place> way { { FlowColumn::Client, int(count.clientClass) }, { FlowColumn::Dialog, int(dialogEnd(count)) } };
    if (isAccepted(count.outcome))
        way.emplace_back(FlowColumn::Queue, rankOf(count.outcome));
    if (count.outcome == Outcome::Bounced)
        way.emplace_back(FlowColumn::Bounce, int(bounceEnd(count)));
    return way;
}

template <typename... Values> Term term(Field field, Values... values)
{
    return { field, false, true, { std::string(slug(values))... } };
}

std::vector<Term> dialogTerms(DialogEnd end)
{
    switch (end) {
    case DialogEnd::Accepted: {
        Term accepted = term(Field::Outcome, Outcome::Rejected, Outcome::Tempfailed, Outcome::Aborted);
        accepted.negated = true;
        return { accepted };
    }
    case DialogEnd::RefusedForNow: return { term(Field::Outcome, Outcome::Tempfailed) };
    case DialogEnd::ClientLeft: return { term(Field::Outcome, Outcome::Aborted) };
    default: return { term(Field::Outcome, Outcome::Rejected), term(Field::Stage, stageOf(end).value_or(Stage::None)) };
    }
}

std::vector<Term> bounceTerms(BounceEnd end)
{
    const Term bounced = term(Field::Outcome, Outcome::Bounced);
    const auto stranger = [&](auto... fates) {
        return std::vector { bounced, term(Field::Kind, BounceKind::Backscatter), term(Field::Dsn, fates...) };
    };
    switch (end) {
    case BounceEnd::ReachedStranger: return stranger(DsnFate::Delivered);
    case BounceEnd::RefusedByStranger: return stranger(DsnFate::Refused);
    case BounceEnd::WaitsForStranger: return stranger(DsnFate::Deferred);
    case BounceEnd::ExpiredForStranger: return stranger(DsnFate::Expired);
    case BounceEnd::StrangerNotInLog: return stranger(DsnFate::None, DsnFate::NotSeen);
    case BounceEnd::ToVerifiedSender: return { bounced, term(Field::Kind, BounceKind::Verified) };
    case BounceEnd::ToOwnUsers: return { bounced, term(Field::Kind, BounceKind::Local, BounceKind::Self) };
    case BounceEnd::NotSent: return { bounced, term(Field::Kind, BounceKind::Suppressed) };
    case BounceEnd::UnknownOrigin: break;
    }
    return { bounced, term(Field::Kind, BounceKind::None, BounceKind::UnknownOrigin) };
}

} // namespace

MailFlow mailFlow(const std::vector<VerdictCount> &counts)
{
    std::map<Place, std::int64_t> nodes;
    std::map<std::pair<Place, Place>, std::int64_t> bands;
    for (const VerdictCount &count : counts) {
        const std::vector<Place> way = wayOf(count);
        for (std::size_t i = 0; i < way.size(); ++i) {
            nodes[way[i]] += count.recipients;
            if (i > 0)
                bands[{ way[i - 1], way[i] }] += count.recipients;
        }
    }
    MailFlow flow;
    std::map<Place, std::size_t> positions;
    for (const auto &[place, recipients] : nodes) {
        positions[place] = flow.nodes.size();
        const bool queue = place.first == FlowColumn::Queue;
        flow.nodes.push_back({ place.first, queue ? int(QueueOrder[std::size_t(place.second)]) : place.second, recipients });
    }
    for (const auto &[ends, recipients] : bands)
        flow.bands.push_back({ positions[ends.first], positions[ends.second], recipients });
    return flow;
}

std::vector<Term> termsOf(const FlowNode &node)
{
    switch (node.column) {
    case FlowColumn::Client: return { term(Field::Class, ClientClass(node.value)) };
    case FlowColumn::Dialog: return dialogTerms(DialogEnd(node.value));
    case FlowColumn::Queue: return { term(Field::Outcome, Outcome(node.value)) };
    case FlowColumn::Bounce: return bounceTerms(BounceEnd(node.value));
    }
    return {};
}

std::vector<Term> termsOf(const MailFlow &flow, const FlowBand &band)
{
    const FlowNode &from = flow.nodes[band.from];
    std::vector<Term> terms = termsOf(flow.nodes[band.to]); // later columns already say what the earlier ones said
    if (from.column == FlowColumn::Client) {
        const std::vector<Term> client = termsOf(from);
        terms.insert(terms.begin(), client.begin(), client.end());
    }
    return terms;
}

} // namespace backscope
