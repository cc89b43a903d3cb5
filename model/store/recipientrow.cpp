// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipientrow.h"

namespace backscope {

column::Column columnOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Client: return column::Client;
    case Dimension::Net: return column::Net;
    case Dimension::PtrDomain: return column::PtrDomain;
    case Dimension::ClientClass: return column::Class;
    case Dimension::Helo: return column::Helo;
    case Dimension::SenderDomain: return column::SenderDomain;
    case Dimension::VictimDomain: return column::Victim;
    case Dimension::Rcpt: return column::Rcpt;
    case Dimension::RcptDomain: return column::RcptDomain;
    case Dimension::Relay: return column::Relay;
    case Dimension::Cause: return column::Cause;
    case Dimension::Host: return column::Host;
    case Dimension::Listener: return column::Listener;
    case Dimension::Outcome: return column::Outcome;
    case Dimension::Stage: return column::Stage;
    case Dimension::Hour: return column::Time;
    }
    return column::Time;
}

std::int64_t valueOf(Dimension dimension, const RecipientRow &row)
{
    const std::int64_t value = row[columnOf(dimension)];
    return dimension == Dimension::Hour ? floorDiv(value, HourMicros) : value;
}

std::string columnList(std::string_view prefix, int count)
{
    std::string list;
    for (std::size_t i = 0; i < std::size_t(count); ++i) {
        list += i ? ", " : "";
        list += prefix;
        list += ColumnNames[i];
    }
    return list;
}

} // namespace backscope
