// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace backscope {

/// Takes syslog messages out of the bytes of one TCP connection: counted octets or lines (RFC 6587), told apart message by message.
/// Memory stays below one message's limit.
class SyslogFrames {
public:
    static constexpr std::size_t MaxMessage = 64 * 1024; ///< bytes; longer lines are cut, longer counts are an error

    /// Appends the whole messages to `lines`, one each. False: the peer does not speak the protocol; final.
    bool add(std::string_view bytes, std::string &lines);

private:
    bool takeOne(std::string_view &rest, std::string &lines);

    std::string m_rest;
    bool m_skipping = false; ///< until the line ends
    bool m_broken = false;
};

/// Appends the message as one line, whatever it holds.
void appendSyslogLine(std::string &lines, std::string_view message);

} // namespace backscope
