// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <bitset>

/// What Postfix asks a policy server (check_policy_service): "name=value" lines that end with an empty one. Domain rules §6.1.
namespace backscope {

enum class PolicyState : std::uint8_t { Unknown, Connect, Ehlo, Helo, Mail, Rcpt, Data, EndOfMessage, Vrfy, Etrn };

/// The word of protocol_state, "" for Unknown.
std::string_view slug(PolicyState state);

/// One request. Texts are raw bytes as the client of the mail server sent them; "" = not given or empty.
struct PolicyRequest {
    PolicyState state = PolicyState::Unknown;
    std::string type; ///< "smtpd_access_policy"; any other is answered and otherwise ignored
    std::string protocol; ///< "SMTP", "ESMTP"
    std::string helo;
    std::string queueId; ///< "" until the first recipient was accepted, always with smtpd_proxy_filter
    std::string sender; ///< "" = null reverse-path, or none yet
    std::string recipient; ///< at DATA and END-OF-MESSAGE only if exactly one was accepted
    std::string clientAddress;
    std::string clientName; ///< "unknown" unless confirmed
    std::string reverseClientName; ///< PTR, "unknown" without one
    std::string instance; ///< see decodeInstance(); "" before MAIL
    std::string saslMethod;
    std::string saslUsername;
    std::string tls; ///< encryption_protocol
    std::string serverAddress;
    std::string context; ///< policy_context: the word of main.cf that tells the place of the question
    std::string compatibilityLevel; ///< since 3.8
    int recipientCount = 0; ///< accepted recipients, at DATA and END-OF-MESSAGE only
    int clientPort = 0; ///< 0 = not given
    int serverPort = 0; ///< 0 = not given
    std::int64_t size = 0; ///< bytes: declared before END-OF-MESSAGE (0 = not), then the real ones
    std::uint32_t bytes = 0; ///< length of the whole request, of any attributes
    bool operator==(const PolicyRequest &) const = default;

    bool isPolicy() const { return type == "smtpd_access_policy"; }
};

/// What an instance tells: the smtpd process, and when its transaction began.
struct PolicyInstance {
    std::int64_t pid = 0;
    Micros mailTime = 0; ///< time of MAIL FROM, UTC
    bool exact = true; ///< false: whole seconds, from a Postfix before 2.3
    std::int64_t sequence = 0; ///< tells transactions of the same time apart
    bool operator==(const PolicyInstance &) const = default;
};

/// "pid.seconds.microseconds.sequence" in hexadecimal digits, or without microseconds. nullopt: it is neither.
std::optional<PolicyInstance> decodeInstance(std::string_view instance);

/// Cuts the bytes of one connection into requests. Memory stays below one request's limit whatever arrives.
class PolicyParser {
public:
    static constexpr std::size_t MaxLine = 16 * 1024; ///< bytes, without line break
    static constexpr int MaxAttributes = 128;
    static constexpr std::size_t MaxRequest = 64 * 1024; ///< bytes, with line breaks

    enum class Step : std::uint8_t {
        NeedMore, ///< all bytes are taken, the request goes on
        Request, ///< request() is whole; there may be bytes left
        Violation ///< the client does not speak the protocol: close without an answer. Final.
    };

    /// Takes bytes from the front of `bytes`, at most up to the end of a request. After Request call takeRequest() before going on.
    Step feed(std::string_view &bytes);
    /// Gives the whole request away and begins a new one.
    PolicyRequest takeRequest();
    /// Bytes of an unfinished request were seen.
    bool isInside() const { return m_attributes > 0 || !m_line.empty(); }
    /// After Violation: what is wrong, plain text of ours.
    std::string_view violation() const { return m_violation; }

private:
    Step takeLine(std::string_view line);
    Step violate(std::string_view why);
    void setAttribute(std::string_view name, std::string_view value);

    std::string m_line; ///< beginning of a line whose end has not come yet
    PolicyRequest m_request;
    std::bitset<32> m_seen; ///< known names of this request, by their place in the table
    int m_attributes = 0;
    std::size_t m_bytes = 0; ///< of the whole lines of this request
    std::string_view m_violation;
};

} // namespace backscope
