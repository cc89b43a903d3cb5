// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packednames.h"

#include "domain/bytes.h"
#include "domain/problem.h"

#include <utility>

namespace backscope {

namespace {

constexpr std::size_t FullBlock = 256 * 1024; ///< bytes of names
constexpr std::size_t LargestBlock = 256 * FullBlock; ///< it ends with the name that fills it, which may be a long one
constexpr std::size_t BlocksWorthAThread = 4;
constexpr std::int64_t MostNames = std::int64_t(1) << 27; ///< in blocks; a hostile case must not ask for a lot of memory

[[noreturn]] void throwDamaged(const std::string &path, std::int64_t last)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The case file is damaged"),
        reason(QT_TRANSLATE_NOOP("Reason", "the names up to %1 cannot be read"), quote(std::to_string(last))), quote(path),
        QT_TRANSLATE_NOOP("Reason", "Import the logs into a new case, or restore the file from a backup.") });
}

/// Unpacks blocks one after the other.
class BlockOfNames {
public:
    explicit BlockOfNames(Database &db)
        : m_path(db.path())
        , m_select(db.prepare("SELECT first, data FROM names WHERE last = ?1"))
    {
    }

    /// Calls `look` with each id and text. Throws ProblemError if the bytes are none of NamePacker.
    template <typename Look> void read(std::int64_t last, const Look &look)
    {
        m_select.bind(1, last);
        const bool good = m_select.step() && unpackFrame(m_select.blob(1), LargestBlock, m_bytes);
        std::int64_t id = good ? m_select.integer(0) : 0;
        m_select.reset();
        ByteReader names(good ? std::string_view(m_bytes) : std::string_view());
        while (!names.atEnd()) {
            const std::string_view text = names.text();
            if (names.failed() || id > last)
                throwDamaged(m_path, last);
            look(id++, text);
        }
        if (id != last + 1)
            throwDamaged(m_path, last);
    }

private:
    std::string m_path;
    Statement m_select;
    std::string m_bytes;
};

/// The ids of the last names of all blocks. Cases of builds before there were blocks have none until the next import.
std::vector<std::int64_t> blocksOf(Database &db)
{
    std::vector<std::int64_t> blocks;
    if (db.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'names'") == 0)
        return blocks;
    Statement select = db.prepare("SELECT last, first FROM names ORDER BY last");
    std::int64_t before = 0, names = 0;
    while (select.step()) {
        const std::int64_t last = select.integer(0), first = select.integer(1);
        const bool good = first > before && last >= first && last - first < MostNames - names && last < INT64_MAX;
        if (!good)
            throwDamaged(db.path(), last);
        names += last - first + 1;
        before = last;
        blocks.push_back(last);
    }
    return blocks;
}

} // namespace

NamePacker::NamePacker(Database &db)
    : m_db(db)
    , m_insert(db.prepare(std::string(InsertInto) + "names (last, first, data) VALUES (?1, ?2, ?3)"))
{
}

void NamePacker::add(std::int64_t id, std::string_view text)
{
    if (!m_resumed)
        resume(id);
    append(id, text);
}

void NamePacker::resume(std::int64_t next)
{
    m_resumed = true;
    Statement rows = m_db.prepare("SELECT id, text FROM string WHERE id > (SELECT coalesce(max(last), 0) FROM names) AND id < ?1");
    rows.bind(1, next);
    while (rows.step())
        append(rows.integer(0), rows.text(1));
}

void NamePacker::append(std::int64_t id, std::string_view text)
{
    if (m_block.empty() || id != m_next) { // a block says its first id only
        pack();
        m_first = id;
    }
    ByteWriter(m_block).text(text);
    m_next = id + 1;
    if (m_block.size() >= FullBlock)
        pack();
}

void NamePacker::pack()
{
    flush();
    if (m_block.empty())
        return;
    m_insert.bind(1, m_next - 1).bind(2, m_first); // the frame comes later
    m_packer.begin(m_block);
    m_packing = true;
}

void NamePacker::flush()
{
    if (std::exchange(m_packing, false))
        m_insert.bindBlob(3, m_packer.frame()).run();
}

NameScan::NameScan(Database &db)
    : m_blocks(blocksOf(db))
    , m_read(db, m_blocks.size() >= ParallelRead::mostParts() * BlocksWorthAThread)
    , m_rest(db, "string", "text", m_blocks.empty() ? 0 : m_blocks.back())
{
}

void NameScan::readBlocks(Database &db, std::size_t part, const TextScan::Look &look) const
{
    if (m_blocks.empty()) // there may be no table to read from
        return;
    BlockOfNames block(db);
    const std::size_t end = m_blocks.size() * (part + 1) / m_read.parts();
    for (std::size_t i = m_blocks.size() * part / m_read.parts(); i < end; ++i) {
        if (db.stop().stop_requested())
            throw Cancelled {};
        block.read(m_blocks[i], [&](std::int64_t id, std::string_view text) { look(part, id, text); });
    }
}

void NameScan::run(const TextScan::Look &look)
{
    m_read.run([&](Database &db, std::size_t part) { readBlocks(db, part, look); });
    m_rest.run([&](std::size_t part, std::int64_t id, std::string_view text) { look(m_read.parts() + part, id, text); });
}

std::int64_t countWrongNames(Database &db)
{
    const auto blocks = blocksOf(db);
    if (blocks.empty()) // there may be no table to read from
        return 0;
    std::int64_t wrong = 0;
    BlockOfNames block(db);
    Statement row = db.prepare("SELECT text FROM string WHERE id = ?1");
    for (const std::int64_t last : blocks) {
        bool same = true;
        block.read(last, [&](std::int64_t id, std::string_view text) {
            same = same && row.bind(1, id).step() && row.text(0) == text;
            row.reset();
        });
        wrong += !same;
    }
    return wrong;
}

} // namespace backscope
