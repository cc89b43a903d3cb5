// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "blockstore.h"

#include "domain/problem.h"

#include <utility>
#include <zstd.h>

namespace backscope {

namespace {

constexpr int CompressionLevel = 2; ///< on log lines both faster and smaller than 3
constexpr std::size_t CachedBlocks = 8;
/// A block ends with the story that fills it; nothing that was written by us is larger.
constexpr unsigned long long LargestBlock = 1ull << 30;

[[noreturn]] void throwDamaged(const std::string &path, std::int64_t block)
{
    throw ProblemError({ Severity::Error, "The case file is damaged", "block " + std::to_string(block) + " cannot be unpacked", path,
        "Import the logs into a new case, or restore the file from a backup." });
}

std::string packed(const std::string &bytes)
{
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), CompressionLevel);
    if (ZSTD_isError(size))
        throw ProblemError({ Severity::Error, "The case file could not be written", ZSTD_getErrorName(size), {}, {} });
    out.resize(size);
    return out;
}

} // namespace

BlockWriter::BlockWriter(Database &db, bool provisional)
    : m_insert(db.prepare("INSERT INTO block (id, provisional, data) VALUES (?1, ?2, ?3)"))
    , m_provisional(provisional)
{
}

void BlockWriter::pack()
{
    store();
    if (m_block == 0)
        return;
    m_packing = { m_block,
        std::async(std::launch::async | std::launch::deferred, [bytes = std::exchange(m_buffer, {})] { return packed(bytes); }) };
    m_block = 0;
    m_buffer.reserve(BlockSize + BlockSize / 4);
}

void BlockWriter::store()
{
    if (m_packing.block == 0)
        return;
    Packing packing = std::exchange(m_packing, {});
    const std::string data = packing.data.get();
    m_insert.bind(1, packing.block).bind(2, m_provisional).bindBlob(3, data).run();
}

void BlockWriter::flush()
{
    pack();
    store();
}

void BlockWriter::discard()
{
    m_packing = {};
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
    bool good = m_select.step();
    if (good) {
        const std::string_view packed = m_select.blob(0);
        const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
        good = size <= LargestBlock; // the two error values are the largest numbers
        if (good) {
            bytes.resize(std::size_t(size));
            good = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size()) == size;
        }
    }
    m_select.reset();
    if (!good)
        throwDamaged(m_path, block);
    if (m_cache.size() >= CachedBlocks)
        m_cache.pop_back();
    m_cache.push_front({ block, std::move(bytes) });
    return m_cache.front().bytes;
}

} // namespace backscope
