// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity.h"

#include "bytestream.h"

#include <algorithm>
#include <charconv>

namespace backscope {

namespace {

constexpr std::int64_t chunkLength = 1 << 20;
constexpr std::int64_t headLimit = 4096;
constexpr std::int64_t tailLimit = 4096;
constexpr std::size_t mostHeadHashes = 256;

/// One entry of headHashes(): the hash of the first `length` bytes.
struct HeadHash {
    std::int64_t length = 0;
    std::string_view hash;
};

/// The longest of the list that is not longer than `length`; length 0: none.
HeadHash longestHead(std::string_view list, std::int64_t length)
{
    HeadHash longest;
    while (!list.empty()) {
        const std::string_view entry = list.substr(0, list.find(' '));
        list.remove_prefix(std::min(entry.size() + 1, list.size()));
        HeadHash one;
        const auto [end, error] = std::from_chars(entry.data(), entry.data() + entry.size(), one.length);
        if (error != std::errc {} || end == entry.data() + entry.size() || *end != ':')
            continue;
        one.hash = entry.substr(std::size_t(end - entry.data()) + 1);
        if (one.length <= length && one.length > longest.length)
            longest = one;
    }
    return longest;
}

std::size_t fullChunks(const SourceIdentity &known)
{
    return std::size_t(known.consumed / chunkLength);
}

/// Checkpoints that both have and that are final in the known source.
bool checkpointsAgree(const std::vector<std::string> &mine, const SourceIdentity &known, std::size_t from)
{
    for (std::size_t i = 0; i < mine.size(); ++i)
        if (from + i >= known.checkpoints.size() || mine[i] != known.checkpoints[from + i])
            return false;
    return true;
}

} // namespace

std::string headHashes(std::string_view head)
{
    std::string list;
    std::size_t count = 0;
    const auto add = [&](std::size_t length) { list += std::to_string(length) + ':' + contentHash(head.substr(0, length)) + ' '; };
    for (std::size_t end = head.find('\n'); end + 1 < head.size() && count < mostHeadHashes; end = head.find('\n', end + 1), ++count)
        add(end + 1);
    add(head.size());
    list.pop_back();
    return list;
}

void apply(SourceIdentity &identity, const IdentityStep &step)
{
    if (step.consumed == 0)
        return;
    identity.checkpoints.resize(std::min(identity.checkpoints.size(), std::size_t(identity.consumed / chunkLength)));
    identity.checkpoints.insert(identity.checkpoints.end(), step.full.begin(), step.full.end());
    if (!step.partial.empty())
        identity.checkpoints.push_back(step.partial);
    identity.consumed = step.consumed;
    identity.tailHash = step.tailHash;
    identity.headLength = step.headLength;
    identity.headHash = step.headHash;
}

std::int64_t IdentityHasher::restartOffset(const SourceIdentity &known)
{
    const std::int64_t chunkStart = known.consumed / chunkLength * chunkLength;
    return std::max<std::int64_t>(0, chunkStart - tailLimit);
}

IdentityHasher::IdentityHasher(const SourceIdentity &known)
{
    const std::size_t full = fullChunks(known);
    m_consumed = restartOffset(known);
    m_skip = std::int64_t(full) * chunkLength - m_consumed;
    if (full > 0 && full <= known.checkpoints.size()) {
        m_previous = known.checkpoints[full - 1];
        m_chunk.add(m_previous);
        m_knownHead = known.headHash;
        m_knownHeadLength = known.headLength;
    }
}

void IdentityHasher::add(std::string_view bytes)
{
    if (bytes.empty())
        return;
    if (m_knownHeadLength == 0 && std::int64_t(m_head.size()) < headLimit)
        m_head.append(bytes.substr(0, std::size_t(headLimit) - m_head.size()));
    if (std::int64_t(bytes.size()) >= tailLimit) {
        m_tail.assign(bytes.substr(bytes.size() - std::size_t(tailLimit)));
    } else {
        m_tail.append(bytes);
        if (std::int64_t(m_tail.size()) > tailLimit)
            m_tail.erase(0, m_tail.size() - std::size_t(tailLimit));
    }
    const std::size_t primed = std::size_t(std::min<std::int64_t>(m_skip, std::int64_t(bytes.size())));
    m_skip -= std::int64_t(primed);
    m_consumed += std::int64_t(primed);
    addToChunk(bytes.substr(primed));
}

void IdentityHasher::addToChunk(std::string_view bytes)
{
    while (!bytes.empty()) {
        const std::size_t room = std::size_t(chunkLength - m_consumed % chunkLength);
        const auto part = bytes.substr(0, room);
        m_chunk.add(part);
        m_consumed += std::int64_t(part.size());
        bytes.remove_prefix(part.size());
        if (m_consumed % chunkLength == 0) {
            m_previous = m_chunk.text();
            m_full.push_back(m_previous);
            m_chunk.reset();
            m_chunk.add(m_previous);
        }
    }
}

IdentityStep IdentityHasher::step()
{
    IdentityStep step;
    step.consumed = m_consumed;
    step.full = std::move(m_full);
    m_full.clear();
    if (m_consumed % chunkLength != 0)
        step.partial = m_chunk.text();
    step.tailHash = contentHash(m_tail);
    if (m_knownHeadLength == 0 && std::int64_t(m_head.size()) == headLimit) {
        m_knownHead = headHashes(m_head);
        m_knownHeadLength = headLimit;
    }
    step.headLength = m_knownHeadLength > 0 ? m_knownHeadLength : std::int64_t(m_head.size());
    step.headHash = m_knownHeadLength > 0 ? m_knownHead : headHashes(m_head);
    return step;
}

bool headAgrees(std::string_view head, const SourceIdentity &known)
{
    const auto have = std::int64_t(std::min<std::size_t>(head.size(), std::size_t(headLimit)));
    if (known.consumed <= 0 || known.headLength <= 0)
        return false;
    if (have >= known.headLength) {
        const HeadHash whole = longestHead(known.headHash, known.headLength);
        return whole.length == known.headLength && contentHash(head.substr(0, std::size_t(known.headLength))) == whole.hash;
    }
    // Shorter than what is known: the same only if it ends where a line did, or in the middle of one.
    const HeadHash longest = longestHead(known.headHash, have);
    const bool wholeLines = head.ends_with('\n');
    return longest.length > 0 && (longest.length == have || !wholeLines)
        && contentHash(head.substr(0, std::size_t(longest.length))) == longest.hash;
}

std::optional<bool> continues(ByteStream &stream, const SourceIdentity &known)
{
    IdentityHasher hasher;
    std::vector<char> buffer(std::size_t(256) * 1024);
    std::size_t seen = 0;
    const auto wholeKnown = [&] { return hasher.consumed() == known.consumed; };
    while (!wholeKnown()) {
        const std::size_t want = std::size_t(std::min<std::int64_t>(std::int64_t(buffer.size()), known.consumed - hasher.consumed()));
        const std::size_t got = stream.read(buffer.data(), want);
        hasher.add({ buffer.data(), got });
        IdentityStep step = hasher.step();
        if (!checkpointsAgree(step.full, known, seen))
            return std::nullopt;
        seen += step.full.size();
        if (got == 0)
            return false;
        if (wholeKnown() && !step.partial.empty() && (known.checkpoints.empty() || step.partial != known.checkpoints.back()))
            return std::nullopt;
    }
    return true;
}

bool tailAgrees(ByteStream &stream, const SourceIdentity &known)
{
    const std::int64_t length = std::min(tailLimit, known.consumed);
    if (!stream.skip(known.consumed - length))
        return false;
    const auto tail = stream.peek(std::size_t(length));
    return std::int64_t(tail.size()) == length && contentHash(tail) == known.tailHash;
}

} // namespace backscope
