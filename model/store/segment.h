// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "recipientrow.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Most questions walk over all recipients and look at a few columns of each. So a case keeps, beside the rows that any SQLite tool can
/// read, the columns of many recipients side by side: segments. A walk over them is ten times faster than one over rows, and no index
/// has to be kept for it.
namespace backscope {

/// What a segment is about.
enum class SegmentKind : std::uint8_t { Recipients, EmptySessions };
inline constexpr int SegmentKindCount = 2;

/// The columns that filters and counts look at. The values are stored.
enum class SegmentColumn : std::uint8_t {
    Id, ///< of table `recipient`; of table `session` in segments of sessions without recipients
    Session,
    Time,
    Verdict,
    DsnNo,
    MessageNo,
    Client,
    Net,
    PtrDomain,
    Helo,
    SenderDomain,
    Victim,
    Rcpt,
    RcptDomain,
    Relay,
    Host,
    Listener,
    Sender,
    Ptr,
    Auth,
    ReplyCode,
    Enhanced,
    Reply,
    Start, ///< of the session
    QueueIdMark, ///< what textMark() makes of the ids: few rows have to be looked at to find one
    MessageIdMark,
    DsnQueueIdMark,
    KeyMark ///< of the session's key
};
inline constexpr std::size_t SegmentColumnCount = 28;

/// The segment column that holds a column of a row: Verdict for the packed ones; nullopt if none does.
std::optional<SegmentColumn> segmentColumnOf(column::Column column);
/// "r.id, r.session, …": what a segment is made of in the order of SegmentColumn; r: `recipient`, s: its `session`, d: its `detail`.
std::string segmentRowColumns();
/// 1 .. 65,535, the same in every run; 0 for "".
std::int64_t textMark(std::string_view text);
/// The same for the key of a session.
std::int64_t keyMark(std::uint64_t sessionKey);

/// The values of a row in memory, in the order of SegmentColumn.
std::array<std::int64_t, SegmentColumnCount> segmentRow(
    std::int64_t id, const RecipientRow &row, const RecipientTexts &texts, Micros start, std::uint64_t sessionKey);
/// Puts the value of a segment's column into its place in a row; the verdict into its thirteen places.
void setRow(RecipientRow &row, SegmentColumn column, std::int64_t value);

/// One column of a segment as it is stored.
struct PackedColumn {
    std::int64_t low = 0, high = 0; ///< smallest and largest value
    std::string data; ///< empty: all values are `low`
};
/// Values as multiples of their common step above the smallest one, byte by byte, in a zstd frame.
PackedColumn packColumn(std::span<const std::int64_t> values);
/// Fills `values`; false: the bytes are none of packColumn().
bool unpackColumn(std::int64_t low, std::int64_t high, std::string_view data, std::span<std::int64_t> values);

/// The columns of up to some ten thousand recipients. Columns are fetched when somebody looks at them; memory is used again for the next
/// segment. Use on one thread.
class Segment {
public:
    using Bounds = std::pair<std::int64_t, std::int64_t>; ///< no value is smaller or larger
    /// Gives a column of a stored segment, or its bounds only.
    struct Source {
        std::function<Bounds(SegmentColumn)> bounds;
        std::function<void(SegmentColumn, std::span<std::int64_t>)> values;
    };

    std::size_t rows() const { return m_rows; }
    Bounds bounds(SegmentColumn column);
    std::span<const std::int64_t> values(SegmentColumn column);

    /// Begins a segment of which the columns come from a source.
    void open(std::size_t rows, const Source *source);
    /// Begins an empty segment that is filled row by row.
    void clear();
    /// Reads a row as segmentRowColumns() lists it.
    void append(const Statement &row, int firstColumn);
    void append(const std::array<std::int64_t, SegmentColumnCount> &row);

private:
    struct Column {
        std::vector<std::int64_t> values;
        std::optional<Bounds> bounds;
        bool present = false;
    };
    Column &at(SegmentColumn column) { return m_columns[std::size_t(column)]; }

    std::size_t m_rows = 0;
    const Source *m_source = nullptr;
    std::array<Column, SegmentColumnCount> m_columns;
};

} // namespace backscope
