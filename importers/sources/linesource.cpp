// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "linesource.h"

#include <chrono>
#include <sys/stat.h>
#include <thread>

namespace backscope {

namespace {

constexpr std::size_t blockSize = std::size_t(1) << 20;

} // namespace

LineSource::LineSource(OpenedSource source, const SourcePlace &place, const std::optional<SourceIdentity> &resume)
    : m_stream(std::move(source.stream))
    , m_place(place)
    , m_packed(source.packed)
    , m_hasher(resume.value_or(SourceIdentity {}))
{
    if (resume && resume->consumed > 0)
        skipKnown(*resume);
}

void LineSource::skipKnown(const SourceIdentity &known)
{
    std::int64_t at = IdentityHasher::restartOffset(known);
    m_ended = !m_stream->skip(at);
    std::string buffer(65536, '\0');
    char last = '\n';
    while (!m_ended && at < known.consumed) {
        const std::size_t want = std::size_t(std::min<std::int64_t>(std::int64_t(buffer.size()), known.consumed - at));
        const std::size_t got = m_stream->read(buffer.data(), want);
        m_ended = got == 0;
        m_hasher.add({ buffer.data(), got });
        at += std::int64_t(got);
        if (got > 0)
            last = buffer[got - 1];
    }
    // The last line was taken without its line break; what was appended to it since is not a line of its own.
    while (!m_ended && last != '\n') {
        m_ended = m_stream->read(&last, 1) == 0;
        m_hasher.add({ &last, m_ended ? 0u : 1u });
    }
    m_offset = m_hasher.consumed();
}

bool LineSource::fill(std::string &data)
{
    const std::size_t had = data.size();
    data.resize(had + blockSize);
    std::size_t got = 0;
    while (got < blockSize) {
        const std::size_t more = m_stream->read(data.data() + had + got, blockSize - got);
        if (more == 0) {
            m_ended = true;
            m_damage = m_stream->damage();
            break;
        }
        got += more;
    }
    data.resize(had + got);
    return got > 0;
}

bool LineSource::next(Block &block)
{
    block = {};
    if (m_ended)
        return false;
    block.start = m_offset;
    block.data = std::move(m_carry);
    m_carry.clear();
    fill(block.data);
    const std::size_t lineEnd = block.data.rfind('\n');
    if (lineEnd == block.data.npos && !m_ended) {
        swallowOverlong(block);
    } else if (m_ended) {
        if (!takeRest(block))
            return false;
    } else {
        m_carry.assign(block.data, lineEnd + 1);
        block.data.resize(lineEnd + 1);
        m_hasher.add(block.data);
    }
    m_offset = m_hasher.consumed();
    block.identity = m_hasher.step();
    block.findLines();
    return true;
}

void Block::findLines()
{
    constexpr std::size_t usualLine = 128; // bytes
    lineEnds.clear();
    lineEnds.reserve(data.size() / usualLine + 1);
    for (std::size_t end = 0; end < data.size(); lineEnds.push_back(std::uint32_t(end))) {
        const std::size_t lineBreak = data.find('\n', end);
        end = lineBreak == data.npos ? data.size() : lineBreak + 1;
    }
}

/// The end: an unfinished last line counts unless somebody is still writing it or the data are cut off there.
bool LineSource::takeRest(Block &block)
{
    const std::size_t lineEnd = block.data.rfind('\n');
    const std::size_t whole = lineEnd == block.data.npos ? 0 : lineEnd + 1;
    if (whole < block.data.size() && (m_damage || stillGrowing()))
        block.data.resize(whole);
    m_hasher.add(block.data);
    return !block.data.empty();
}

/// A line longer than a block: keeps its beginning, passes over the rest.
void LineSource::swallowOverlong(Block &block)
{
    m_hasher.add(block.data);
    block.data.resize(maximumLineLength);
    block.cutLines = 1;
    std::string buffer;
    while (!m_ended) {
        buffer.clear();
        fill(buffer);
        const std::size_t lineEnd = buffer.find('\n');
        if (lineEnd != buffer.npos) {
            m_hasher.add(std::string_view(buffer).substr(0, lineEnd + 1));
            m_carry.assign(buffer, lineEnd + 1);
            if (m_ended && !m_carry.empty())
                m_ended = false; // the carry still has to be given out
            break;
        }
        m_hasher.add(buffer);
    }
    block.data.push_back('\n');
}

/// True if the file changed within the last second and grows while we look: its last line may be half written.
bool LineSource::stillGrowing() const
{
    struct stat before {
    }, after {};
    if (m_packed || m_place.spooled || ::stat(m_place.path.c_str(), &before) != 0)
        return false;
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    if (now - before.st_mtime > 1)
        return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return ::stat(m_place.path.c_str(), &after) == 0 && (after.st_size != before.st_size || after.st_mtime != before.st_mtime);
}

} // namespace backscope
