// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "storycode.h"

#include "bytes.h"

#include <algorithm>
#include <cstring>

namespace backscope {

namespace {

constexpr std::uint64_t Version = 1;
// Damaged bytes must not ask for a lot of memory.
constexpr std::size_t MostShared = 255; ///< bytes of a line that are not written again
constexpr std::size_t UsualRecipients = 4, UsualEvidence = 16;
constexpr std::size_t MostLineBytes = std::size_t(1) << 30; ///< as much as a block
constexpr int DeliveryStatusCount = 8, SuppressionCount = 9, CorrespondenceCount = 4, ScatterKindCount = 6;

// Times are written as differences to the start of the session. Wrapping is meant: the inverse wraps back.
std::int64_t minus(Micros time, Micros base)
{
    return std::int64_t(std::uint64_t(time) - std::uint64_t(base));
}

Micros plus(std::int64_t difference, Micros base)
{
    return Micros(std::uint64_t(difference) + std::uint64_t(base));
}

std::uint64_t bits(std::initializer_list<bool> values)
{
    std::uint64_t result = 0;
    int shift = 0;
    for (const bool value : values)
        result |= std::uint64_t(value) << shift++;
    return result;
}

bool bit(std::uint64_t value, int number)
{
    return (value >> number & 1) != 0;
}

void put(ByteWriter &w, const std::optional<Text> &value)
{
    w.number(value.has_value());
    if (value)
        w.text(*value);
}

/// Reads facts out of bytes that the story keeps.
class FactsReader : public ByteReader {
public:
    explicit FactsReader(Text kept)
        : ByteReader(kept)
        , m_kept(kept)
    {
    }
    Text text() { return m_kept.part(ByteReader::text()); }
    std::optional<Text> optionalText() { return boolean() ? std::optional(text()) : std::nullopt; }

private:
    Text m_kept;
};

void put(ByteWriter &w, const ReplyFacts &v)
{
    w.number(std::uint64_t(v.stage));
    w.difference(v.code);
    w.number(bits({ v.codeInferred, v.byFilter }));
    w.text(v.enhanced);
    w.text(v.text);
    w.text(v.subject);
}

ReplyFacts reply(FactsReader &r)
{
    ReplyFacts v;
    v.stage = r.choice<Stage>(StageCount);
    v.code = r.integer();
    const auto flags = r.number();
    v.codeInferred = bit(flags, 0);
    v.byFilter = bit(flags, 1);
    v.enhanced = r.text();
    v.text = r.text();
    v.subject = r.text();
    return v;
}

void put(ByteWriter &w, const DeliveryFacts &v, Micros base)
{
    w.difference(minus(v.time, base));
    w.text(v.recipient);
    w.text(v.agent);
    w.text(v.relayHost);
    w.text(v.relayIp);
    w.text(v.enhanced);
    w.text(v.text);
    w.number(std::uint64_t(v.status));
    w.number(bits({ v.toFilter, v.forwardTarget, v.local }));
    w.text(v.lastDeferral);
}

DeliveryFacts delivery(FactsReader &r, Micros base)
{
    DeliveryFacts v;
    v.time = plus(r.difference(), base);
    v.recipient = r.text();
    v.agent = r.text();
    v.relayHost = r.text();
    v.relayIp = r.text();
    v.enhanced = r.text();
    v.text = r.text();
    v.status = r.choice<DeliveryStatus>(DeliveryStatusCount);
    const auto flags = r.number();
    v.toFilter = bit(flags, 0);
    v.forwardTarget = bit(flags, 1);
    v.local = bit(flags, 2);
    v.lastDeferral = r.text();
    return v;
}

void put(ByteWriter &w, const DsnFacts &v)
{
    const bool any = v != DsnFacts {};
    w.number(any);
    if (!any)
        return;
    w.text(v.queueId);
    w.text(v.recipient);
    w.number(std::uint64_t(v.fate));
    w.number(std::uint64_t(v.suppression));
    w.number(bits({ v.inside, v.linkHeuristic, v.childQueued }));
    w.text(v.relayHost);
    w.text(v.relayIp);
    w.text(v.text);
}

DsnFacts dsn(FactsReader &r)
{
    DsnFacts v;
    if (!r.boolean())
        return v;
    v.queueId = r.text();
    v.recipient = r.text();
    v.fate = r.choice<DsnFate>(DsnFateCount);
    v.suppression = r.choice<DsnSuppression>(SuppressionCount);
    const auto flags = r.number();
    v.inside = bit(flags, 0);
    v.linkHeuristic = bit(flags, 1);
    v.childQueued = bit(flags, 2);
    v.relayHost = r.text();
    v.relayIp = r.text();
    v.text = r.text();
    return v;
}

void put(ByteWriter &w, const RecipientFacts &v, Micros base)
{
    w.difference(minus(v.time, base));
    w.difference(v.transaction);
    put(w, v.sender);
    put(w, v.recipient);
    w.text(v.queueId);
    w.text(v.messageId);
    w.text(v.host);
    put(w, v.reply);
    w.number(bits({ v.queued, v.receptionSeen, v.aborted, v.discardedAtAccept, v.callout }));
    w.text(v.discardText);
    w.number(v.deliveries.size());
    for (const DeliveryFacts &item : v.deliveries)
        put(w, item, base);
    put(w, v.dsn);
    w.text(v.filterVerdict);
    w.text(v.authResults);
    w.number(std::uint64_t(v.correspondence));
    w.number(v.flags);
    w.number(v.evidence.size());
    for (const std::uint32_t line : v.evidence)
        w.number(line);
}

RecipientFacts recipient(FactsReader &r, Micros base)
{
    RecipientFacts v;
    v.time = plus(r.difference(), base);
    v.transaction = r.integer();
    v.sender = r.optionalText();
    v.recipient = r.optionalText();
    v.queueId = r.text();
    v.messageId = r.text();
    v.host = r.text();
    v.reply = reply(r);
    const auto flags = r.number();
    v.queued = bit(flags, 0);
    v.receptionSeen = bit(flags, 1);
    v.aborted = bit(flags, 2);
    v.discardedAtAccept = bit(flags, 3);
    v.callout = bit(flags, 4);
    v.discardText = r.text();
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left)
        v.deliveries.push_back(delivery(r, base));
    v.dsn = dsn(r);
    v.filterVerdict = r.text();
    v.authResults = r.text();
    v.correspondence = r.choice<Correspondence>(CorrespondenceCount);
    v.flags = Flags(r.number());
    const std::size_t evidence = r.count();
    v.evidence.reserve(std::min(evidence, UsualEvidence));
    for (std::size_t left = evidence; left > 0 && !r.failed(); --left)
        v.evidence.push_back(std::uint32_t(r.number()));
    return v;
}

void put(ByteWriter &w, const SessionFacts &v)
{
    w.difference(v.start);
    w.difference(minus(v.end, v.start));
    for (const Text text :
        { v.mta, v.host, v.instance, v.listener, v.helo, v.authUser, v.tls, v.endReason, v.client.ip, v.client.name, v.client.ptr })
        w.text(text);
    w.difference(v.client.port);
    w.number(bits({ v.client.nameLogged, v.local, v.synthesized, v.client.ptrLogged }));
    w.difference(v.transactions);
    w.number(v.sessionReplies.size());
    for (const ReplyFacts &item : v.sessionReplies)
        put(w, item);
    w.number(v.notes.size());
    for (const Text note : v.notes)
        w.text(note);
}

SessionFacts session(FactsReader &r)
{
    SessionFacts v;
    v.start = r.difference();
    v.end = plus(r.difference(), v.start);
    for (Text *text : { &v.mta, &v.host, &v.instance, &v.listener, &v.helo, &v.authUser, &v.tls, &v.endReason, &v.client.ip, &v.client.name,
             &v.client.ptr })
        *text = r.text();
    v.client.port = r.integer();
    const auto flags = r.number();
    v.client.nameLogged = bit(flags, 0);
    v.local = bit(flags, 1);
    v.synthesized = bit(flags, 2);
    v.client.ptrLogged = bit(flags, 3);
    v.transactions = r.integer();
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left)
        v.sessionReplies.push_back(reply(r));
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left)
        v.notes.push_back(r.text());
    return v;
}

/// Lines of one story mostly begin alike: the same minute, host and process.
std::size_t sharedBeginning(std::string_view a, std::string_view b)
{
    constexpr std::size_t Step = sizeof(std::uint64_t);
    const std::size_t size = std::min({ a.size(), b.size(), MostShared });
    std::size_t shared = 0;
    while (shared + Step <= size && std::memcmp(a.data() + shared, b.data() + shared, Step) == 0)
        shared += Step;
    while (shared < size && a[shared] == b[shared])
        ++shared;
    return shared;
}

/// The story does not keep its texts: they are parts of the bytes.
std::optional<Story> factsIn(Text bytes)
{
    FactsReader r(bytes);
    if (r.number() != Version)
        return std::nullopt;
    Story story;
    story.session = session(r);
    const Micros base = story.session.start;
    const std::size_t recipients = r.count();
    story.recipients.reserve(std::min(recipients, UsualRecipients));
    for (std::size_t left = recipients; left > 0 && !r.failed(); --left)
        story.recipients.push_back(recipient(r, base));
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left) {
        ScatterFacts item;
        item.kind = r.choice<ScatterKind>(ScatterKindCount);
        item.time = plus(r.difference(), base);
        item.recipient = r.text();
        item.queueId = r.text();
        story.scatter.push_back(item);
    }
    story.open = r.boolean();
    return r.failed() || !r.atEnd() ? std::nullopt : std::optional(std::move(story));
}

} // namespace

void encodeFacts(const Story &story, std::string &out)
{
    ByteWriter w(out);
    w.number(Version);
    put(w, story.session);
    const Micros base = story.session.start;
    w.number(story.recipients.size());
    for (const RecipientFacts &item : story.recipients)
        put(w, item, base);
    w.number(story.scatter.size());
    for (const ScatterFacts &item : story.scatter) {
        w.number(std::uint64_t(item.kind));
        w.difference(minus(item.time, base));
        w.text(item.recipient);
        w.text(item.queueId);
    }
    w.number(story.open);
}

StoryBytes encodeStory(const Story &story, std::string &out)
{
    const std::size_t before = out.size();
    encodeFacts(story, out);
    const std::size_t facts = out.size() - before;
    if (!story.lines.empty())
        encodeLines(story.lines, out);
    return { facts, out.size() - before - facts };
}

std::optional<Story> decodeFacts(std::string_view bytes)
{
    Texts texts;
    std::optional<Story> story = factsIn(texts.keep(bytes));
    if (story)
        story->texts = std::move(texts);
    return story;
}

Story factsOf(const StoryCode &code)
{
    Story story = factsIn(code.facts).value();
    story.session.key = code.key;
    story.waiting = code.waiting;
    return story;
}

void encodeLines(const RawLines &lines, std::string &out)
{
    ByteWriter w(out);
    w.number(lines.size());
    RawLine last;
    for (const RawLine line : lines) {
        w.difference(minus(line.source, last.source));
        w.difference(minus(line.line, last.line));
        w.difference(minus(line.time, last.time));
        const std::size_t shared = sharedBeginning(line.text, last.text);
        w.number(shared);
        w.text(line.text.substr(shared));
        last = line;
    }
}

std::optional<RawLines> decodeLines(std::string_view bytes)
{
    ByteReader r(bytes);
    RawLines lines;
    RawLine last;
    std::string text;
    std::size_t textBytes = 0;
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left) {
        last.source = plus(r.difference(), last.source);
        last.line = plus(r.difference(), last.line);
        last.time = plus(r.difference(), last.time);
        const std::uint64_t shared = r.number();
        if (shared > text.size() || shared > MostShared || textBytes > MostLineBytes)
            return std::nullopt;
        text.resize(std::size_t(shared));
        text += r.text();
        last.text = text;
        textBytes += text.size();
        lines.push_back(last);
    }
    return r.failed() || !r.atEnd() ? std::nullopt : std::optional(std::move(lines));
}

} // namespace backscope
