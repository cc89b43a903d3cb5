// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "segment.h"

#include "frame.h"

#include "domain/texthash.h"

#include <algorithm>
#include <cstring>
#include <numeric>

namespace backscope {

namespace {

constexpr std::size_t StepBytes = 8;

/// Where the values stand in a row, in the order of SegmentColumn from Session to Reply.
constexpr std::array RowColumns = { column::Session, column::Time, column::Outcome, column::DsnNo, column::MessageNo, column::Client,
    column::Net, column::PtrDomain, column::Helo, column::SenderDomain, column::Victim, column::Rcpt, column::RcptDomain, column::Relay,
    column::Host, column::Listener, column::Sender, column::Ptr, column::Auth, column::ReplyCode, column::Enhanced, column::Reply };
constexpr std::size_t MarkCount = 4; ///< the last columns
static_assert(1 + RowColumns.size() + 1 + MarkCount == SegmentColumnCount);

/// Bytes of the largest multiple.
std::size_t widthOf(std::uint64_t largest)
{
    std::size_t width = 0;
    for (; largest != 0; largest >>= 8)
        ++width;
    return width;
}

std::uint64_t distance(std::int64_t low, std::int64_t value)
{
    return std::uint64_t(value) - std::uint64_t(low);
}

template <std::size_t width> void join(const char *planes, std::int64_t low, std::uint64_t step, std::span<std::int64_t> values)
{
    const std::size_t rows = values.size();
    for (std::size_t i = 0; i < rows; ++i) {
        std::uint64_t multiple = 0;
        for (std::size_t byte = 0; byte < width; ++byte)
            multiple |= std::uint64_t(static_cast<unsigned char>(planes[byte * rows + i])) << (8 * byte);
        values[i] = std::int64_t(std::uint64_t(low) + step * multiple);
    }
}

using Join = void (*)(const char *, std::int64_t, std::uint64_t, std::span<std::int64_t>);
constexpr std::array<Join, 9> Joins = { join<0>, join<1>, join<2>, join<3>, join<4>, join<5>, join<6>, join<7>, join<8> };

} // namespace

std::optional<SegmentColumn> segmentColumnOf(column::Column column)
{
    if (column > column::Outcome && column <= column::Headline)
        return SegmentColumn::Verdict;
    const auto *const found = std::find(RowColumns.begin(), RowColumns.end(), column);
    if (found == RowColumns.end())
        return std::nullopt;
    return SegmentColumn(found - RowColumns.begin() + 1);
}

std::string segmentRowColumns()
{
    std::string list = "r.id";
    for (const column::Column column : RowColumns)
        list += ", " + rowColumnSql(column);
    return list + ", s.start, d.queue_id, d.message_id, d.dsn_queue_id, s.key";
}

std::int64_t textMark(std::string_view text)
{
    return text.empty() ? 0 : std::int64_t(storedHashOf(text) % 65'535) + 1;
}

std::int64_t keyMark(std::uint64_t sessionKey)
{
    return std::int64_t(sessionKey % 65'535) + 1; // a hash already
}

std::array<std::int64_t, SegmentColumnCount> segmentRow(
    std::int64_t id, const RecipientRow &row, const RecipientTexts &texts, Micros start, std::uint64_t sessionKey)
{
    std::array<std::int64_t, SegmentColumnCount> values;
    std::size_t next = 0;
    values[next++] = id;
    for (const column::Column column : RowColumns)
        values[next++] = column == column::Outcome ? packVerdict(row) : row[column];
    values[next++] = start;
    values[next++] = textMark(texts.queueId);
    values[next++] = textMark(texts.messageId);
    values[next++] = textMark(texts.dsnQueueId);
    values[next] = keyMark(sessionKey);
    return values;
}

void setRow(RecipientRow &row, SegmentColumn column, std::int64_t value)
{
    if (column == SegmentColumn::Verdict)
        unpackVerdict(value, row);
    else if (const std::size_t place = std::size_t(column); place >= 1 && place <= RowColumns.size())
        row[RowColumns[place - 1]] = value;
}

PackedColumn packColumn(std::span<const std::int64_t> values)
{
    PackedColumn packed;
    if (values.empty())
        return packed;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    packed.low = *low;
    packed.high = *high;
    if (packed.low == packed.high)
        return packed;
    std::uint64_t step = 0;
    for (std::size_t i = 0; i < values.size() && step != 1; ++i)
        step = std::gcd(step, distance(packed.low, values[i]));
    const std::size_t width = widthOf(distance(packed.low, packed.high) / step), rows = values.size();
    std::string bytes(StepBytes + width * rows, '\0');
    std::memcpy(bytes.data(), &step, StepBytes);
    for (std::size_t i = 0; i < rows; ++i) {
        const std::uint64_t away = distance(packed.low, values[i]), multiple = step == 1 ? away : away / step;
        for (std::size_t byte = 0; byte < width; ++byte)
            bytes[StepBytes + byte * rows + i] = char(multiple >> (8 * byte));
    }
    thread_local FramePacker packer;
    packed.data = packer.pack(bytes);
    return packed;
}

bool unpackColumn(std::int64_t low, std::int64_t high, std::string_view data, std::span<std::int64_t> values)
{
    if (data.empty()) {
        std::fill(values.begin(), values.end(), low);
        return low == high;
    }
    thread_local std::string bytes; // memory that is used again
    const std::size_t rows = values.size();
    const bool whole = unpackFrame(data, StepBytes + 8 * rows, bytes);
    if (rows == 0 || !whole || bytes.size() < StepBytes || (bytes.size() - StepBytes) % rows != 0) // the size tells the width
        return false;
    std::uint64_t step = 0;
    std::memcpy(&step, bytes.data(), StepBytes);
    Joins[(bytes.size() - StepBytes) / rows](bytes.data() + StepBytes, low, step, values);
    return true;
}

void Segment::open(std::size_t rows, const Source *source)
{
    m_rows = rows;
    m_source = source;
    for (Column &column : m_columns) {
        column.present = false;
        column.bounds.reset();
    }
}

void Segment::clear()
{
    open(0, nullptr);
    for (Column &column : m_columns) {
        column.values.clear();
        column.present = true;
    }
}

void Segment::append(const Statement &row, int firstColumn)
{
    constexpr std::size_t FirstMark = SegmentColumnCount - MarkCount;
    std::array<std::int64_t, SegmentColumnCount> values;
    for (std::size_t i = 0; i < FirstMark; ++i)
        values[i] = row.integer(firstColumn + int(i));
    for (std::size_t i = FirstMark; i < values.size() - 1; ++i)
        values[i] = textMark(row.text(firstColumn + int(i)));
    values.back() = keyMark(std::uint64_t(row.integer(firstColumn + int(values.size() - 1))));
    append(values);
}

void Segment::append(const std::array<std::int64_t, SegmentColumnCount> &row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        m_columns[i].values.push_back(row[i]);
        m_columns[i].bounds.reset();
    }
    ++m_rows;
}

Segment::Bounds Segment::bounds(SegmentColumn column)
{
    Column &wanted = at(column);
    if (!wanted.bounds && m_source) {
        wanted.bounds = m_source->bounds(column);
    } else if (!wanted.bounds) {
        const auto [low, high] = std::minmax_element(wanted.values.begin(), wanted.values.end());
        wanted.bounds = m_rows == 0 ? Bounds(0, 0) : Bounds(*low, *high);
    }
    return *wanted.bounds;
}

std::span<const std::int64_t> Segment::values(SegmentColumn column)
{
    Column &wanted = at(column);
    if (!wanted.present) {
        wanted.values.resize(m_rows);
        m_source->values(column, wanted.values);
        wanted.present = true;
    }
    return wanted.values;
}

} // namespace backscope
