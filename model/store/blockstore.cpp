// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockstore.h"

#include "domain/problem.h"

#include <algorithm>
#include <utility>

namespace backscope {

namespace {

constexpr std::size_t CachedBlocks = 8;
/// A block ends with the story that fills it; nothing that was written by us is larger.
constexpr std::size_t LargestBlock = std::size_t(1) << 30;

[[noreturn]] void throwDamaged(const std::string &path, std::int64_t block)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
        reason(QT_TRANSLATE_NOOP("Reason", "block %1 cannot be unpacked"), quote(std::to_string(block))), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
}

} // namespace

BlockWriter::BlockWriter(Database &db, bool provisional)
    : m_insert(db.prepare("INSERT INTO block (id, provisional, data) VALUES (?1, ?2, ?3)"))
    , m_provisional(provisional)
{
}

StoryPlace BlockWriter::add(std::int64_t &nextBlock, std::string_view facts, std::string_view lines)
{
    if (m_block == 0)
        m_block = nextBlock++;
    const StoryPlace place { m_block, std::int64_t(m_buffer.size()), std::int64_t(facts.size()), std::int64_t(lines.size()) };
    m_buffer.append(facts).append(lines);
    if (m_buffer.size() >= BlockSize)
        pack();
    return place;
}

void BlockWriter::pack()
{
    store();
    if (m_block == 0)
        return;
    m_packer.begin(m_buffer);
    m_packing = std::exchange(m_block, 0);
}

void BlockWriter::store()
{
    if (m_packing == 0)
        return;
    const std::int64_t block = std::exchange(m_packing, 0);
    m_insert.bind(1, block).bind(2, m_provisional).bindBlob(3, m_packer.frame()).run();
}

void BlockWriter::flush()
{
    pack();
    store();
}

void BlockWriter::discard()
{
    if (std::exchange(m_packing, 0) != 0)
        m_packer.frame();
    m_block = 0;
    m_buffer.clear();
}

BlockReader::BlockReader(Database &db)
    : m_select(db.prepare("SELECT data FROM block WHERE id = ?1"))
    , m_path(db.path())
{
}

std::string_view BlockReader::read(std::int64_t block, std::int64_t offset, std::int64_t length)
{
    if (block == 0)
        return {};
    const std::string_view bytes = unpacked(block);
    if (offset < 0 || length < 0 || std::uint64_t(offset) > bytes.size() || std::uint64_t(length) > bytes.size() - std::size_t(offset))
        throwDamaged(m_path, block);
    return bytes.substr(std::size_t(offset), std::size_t(length));
}

const std::string &BlockReader::unpacked(std::int64_t block)
{
    for (auto it = m_cache.begin(); it != m_cache.end(); ++it) {
        if (it->block == block) {
            m_cache.splice(m_cache.begin(), m_cache, it);
            return m_cache.front().bytes;
        }
    }
    m_select.bind(1, block);
    std::string bytes;
    const bool good = m_select.step() && unpackFrame(m_select.blob(0), LargestBlock, bytes);
    m_select.reset();
    if (!good)
        throwDamaged(m_path, block);
    if (m_cache.size() >= CachedBlocks)
        m_cache.pop_back();
    m_cache.push_front({ block, std::move(bytes) });
    return m_cache.front().bytes;
}

} // namespace backscope
