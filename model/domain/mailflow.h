// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query.h"

namespace backscope {

/// Where the dialog about one recipient ended.
enum class DialogEnd : std::uint8_t {
    Accepted,
    RefusedAtConnect,
    RefusedAtHelo,
    RefusedAtMail,
    RefusedAtRcpt,
    RefusedAtData,
    RefusedAtEom,
    Refused, ///< the log does not say when
    RefusedForNow,
    ClientLeft
};
inline constexpr int DialogEndCount = 10;

/// What became of the bounce of one recipient.
enum class BounceEnd : std::uint8_t {
    ReachedStranger,
    RefusedByStranger,
    WaitsForStranger,
    ExpiredForStranger,
    StrangerNotInLog, ///< backscatter, but its end is not in the log
    ToVerifiedSender,
    ToOwnUsers,
    NotSent,
    UnknownOrigin
};
inline constexpr int BounceEndCount = 9;

enum class FlowColumn : std::uint8_t { Client, Dialog, Queue, Bounce };
inline constexpr int FlowColumnCount = 4;

/// A place in the flow; its value is a ClientClass, DialogEnd, Outcome (of accepted mail) or BounceEnd.
struct FlowNode {
    FlowColumn column = FlowColumn::Client;
    int value = 0;
    std::int64_t recipients = 0;
};

/// Recipients that went from one node to one of the next column; positions in MailFlow::nodes.
struct FlowBand {
    std::size_t from = 0, to = 0;
    std::int64_t recipients = 0;
};

/// The way of all recipients: client class, end of the dialog, fate in the queue, end of our bounce. Every recipient is in one node of
/// the first two columns; the third has those that were accepted, the fourth those that bounced.
struct MailFlow {
    std::vector<FlowNode> nodes; ///< column by column, the worst end of a column first
    std::vector<FlowBand> bands; ///< in the order of their nodes
};
MailFlow mailFlow(const std::vector<VerdictCount> &counts);

/// The terms that select exactly the recipients of a node or of a band.
std::vector<Term> termsOf(const FlowNode &node);
std::vector<Term> termsOf(const MailFlow &flow, const FlowBand &band);

} // namespace backscope
