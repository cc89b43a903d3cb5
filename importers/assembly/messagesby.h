// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/texthash.h"
#include "mailstate.h"

#include <tsl/robin_set.h>

namespace backscope::assembly {

/// What a queue calls a message: its id and, where a host has several mail servers, the instance.
struct QueueName {
    std::string_view instance, queueId;

    explicit QueueName(const Message &message)
        : QueueName(message.instance, message.queueId)
    {
    }
    QueueName(std::string_view itsInstance, std::string_view itsQueueId)
        : instance(itsInstance)
        , queueId(itsQueueId)
    {
    }
    std::size_t hash() const { return hashOf(queueId) ^ (hashOf(instance) << 1); } ///< shifted: equal parts must not cancel each other
    bool operator==(const QueueName &) const = default;
};

/// RFC 5322 §3.6.4, as the server logs it.
struct MessageId {
    std::string_view text;

    explicit MessageId(const Message &message)
        : text(message.messageId)
    {
    }
    explicit MessageId(std::string_view id)
        : text(id)
    {
    }
    std::size_t hash() const { return hashOf(text); }
    bool operator==(const MessageId &) const = default;
};

/// The newest message of each name. Names are read from the messages, so a message has to be taken out before it goes or is renamed.
template <typename Name> class MessagesBy {
public:
    /// nullptr: none has the name.
    Message *find(const Name &name) const
    {
        const auto found = m_messages.find(name);
        return found == m_messages.end() ? nullptr : *found;
    }
    void put(Message &message)
    {
        if (const auto older = m_messages.find(Name(message)); older != m_messages.end())
            m_messages.erase(older);
        m_messages.insert(&message);
    }
    /// Nothing happens if a newer one has the name.
    void remove(const Message &message)
    {
        const auto found = m_messages.find(Name(message));
        if (found != m_messages.end() && *found == &message)
            m_messages.erase(found);
    }

private:
    static Name nameOf(const Name &name) { return name; }
    static Name nameOf(const Message *message) { return Name(*message); }
    struct Hash {
        std::size_t operator()(const auto &key) const { return nameOf(key).hash(); }
    };
    struct Equal {
        using is_transparent = void;
        bool operator()(const auto &a, const auto &b) const { return nameOf(a) == nameOf(b); }
    };
    static constexpr bool StoreHash = true; ///< most messages of other names are then told apart without a look at them
    tsl::robin_set<Message *, Hash, Equal, std::allocator<Message *>, StoreHash> m_messages;
};

} // namespace backscope::assembly
