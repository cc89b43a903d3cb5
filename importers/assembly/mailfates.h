// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mailstate.h"

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backscope::assembly {

inline constexpr int MaxCounted = 1000; ///< recipients that a story takes from counters alone: numbers in a log can be anything

/// Addresses alike but for the case of letters.
bool sameAddress(std::string_view a, std::string_view b);

/// Evidence of a recipient while the lines are not in their final order yet.
struct Recipient {
    RecipientFacts facts;
    std::vector<std::uint64_t> orders;
    bool answered = false; ///< some host answered an attempt to deliver
};

using Recipients = std::vector<Recipient>;

/// Tells what became of messages: of each recipient through all hops, and of the bounce. Lives for one story.
class MailFates {
public:
    /// `texts`: of the story.
    explicit MailFates(Texts &texts)
        : m_texts(texts)
    {
    }
    /// The recipients of a message as its client named them, each with all that came of it.
    Recipients recipientsOf(const Message &message) { return recipientsOf(message, Of::Client, 0); }
    /// Makes the new recipient one of the message of whom nothing more is known; nullopt: no line names it.
    static void begin(Recipient &recipient, const Message &message, std::optional<Text> address)
    {
        begin(recipient, message, address, Of::Client);
    }
    /// Our bounce for a failure of the message; nullptr: for the message as a whole.
    DsnFacts dsnOf(const Message &message, const Delivery *failure);

private:
    /// Whose recipients: those of the mail that the client sent, or of a later hop of it. Of the second only names and fates are looked at.
    enum class Of : std::uint8_t { Client, Hop };

    /// What became of mail under its next queue id, or of a bounce. Every recipient of the hop before looks for its own among them.
    class Hop {
    public:
        explicit Hop(Recipients recipients)
            : m_recipients(std::move(recipients))
        {
        }
        /// Those of this name; a name that a local user typed gets a domain on the way. All of them if there is none.
        std::vector<Recipient *> recipientsFor(std::string_view typed);

    private:
        std::vector<Recipient *> all();
        void sortByName();

        Recipients m_recipients;
        std::unordered_map<std::string, std::vector<Recipient *>> m_places; ///< by address and by local part, made when first asked for
    };

    Recipients recipientsOf(const Message &message, Of of, int depth);
    static void begin(Recipient &recipient, const Message &message, std::optional<Text> address, Of of);
    Hop &hopOf(const Message &next, int depth);
    void addDelivery(Recipient &recipient, const Message &message, const Delivery &delivery, int depth);
    void addHop(Recipient &recipient, const Message &message, const Message &next, const Delivery &delivery, int depth);
    static void takeOver(Recipient &recipient, const Message &message, const std::vector<Recipient *> &ends);
    static void addNamed(Recipients &recipients, const Message &message, Of of);
    static void addHeldOrLost(Recipients &recipients, const Message &message, Of of);
    void setDsn(Recipient &recipient, const Message &message, const Delivery *failure);

    Text nameOf(const Message &message, const Delivery &delivery) const;

    Texts &m_texts;
    std::unordered_map<const Message *, Hop> m_hops; ///< as far as asked for
};

} // namespace backscope::assembly
