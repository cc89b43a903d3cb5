// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recipientrow.h"

#include <algorithm>

namespace backscope {

namespace {

constexpr bool isPacked(int column)
{
    return column >= column::Outcome && column <= column::Headline;
}

/// Outcome stands for the verdict.
constexpr bool isStored(int column)
{
    return !isPacked(column) || column == column::Outcome;
}

std::string_view storedName(int column)
{
    return column == column::Outcome ? "verdict" : ColumnNames[std::size_t(column)];
}

constexpr bool isOfSession(int column)
{
    switch (column) {
    case column::Client:
    case column::Net:
    case column::PtrDomain:
    case column::Helo:
    case column::Listener:
    case column::Ptr:
    case column::Auth: return true;
    default: return false;
    }
}

} // namespace

column::Column columnOf(Dimension dimension)
{
    switch (dimension) {
    case Dimension::Country:
    case Dimension::As: // follow from it
    case Dimension::Client: return column::Client;
    case Dimension::Net: return column::Net;
    case Dimension::PtrDomain: return column::PtrDomain;
    case Dimension::ClientClass: return column::Class;
    case Dimension::Helo: return column::Helo;
    case Dimension::SenderDomain: return column::SenderDomain;
    case Dimension::VictimDomain: return column::Victim;
    case Dimension::Rcpt: return column::Rcpt;
    case Dimension::RcptDomain: return column::RcptDomain;
    case Dimension::Relay: return column::Relay;
    case Dimension::Cause: return column::Cause;
    case Dimension::Host: return column::Host;
    case Dimension::Listener: return column::Listener;
    case Dimension::Outcome: return column::Outcome;
    case Dimension::Stage: return column::Stage;
    case Dimension::Hour: return column::Time;
    }
    return column::Time;
}

std::int64_t valueOf(Dimension dimension, const RecipientRow &row)
{
    const std::int64_t value = row[columnOf(dimension)];
    return dimension == Dimension::Hour ? floorDiv(value, HourMicros) : value;
}

std::int64_t packVerdict(const RecipientRow &row)
{
    std::int64_t packed = 0;
    for (std::size_t i = 0; i < VerdictParts.size(); ++i) {
        const std::int64_t value = row[column::Outcome + i];
        packed |= (value >= 0 && value < VerdictParts[i].count ? value : 0) << VerdictParts[i].shift;
    }
    return packed;
}

void unpackVerdict(std::int64_t packed, RecipientRow &row)
{
    for (std::size_t i = 0; i < VerdictParts.size(); ++i)
        row[column::Outcome + i] = packed >> VerdictParts[i].shift & ((1 << VerdictParts[i].bits) - 1);
}

VerdictCount countOf(std::int64_t cell, std::int64_t recipients)
{
    RecipientRow row {};
    unpackVerdict(cell, row);
    return { enumFrom<Outcome>(row[column::Outcome], OutcomeCount), enumFrom<BounceKind>(row[column::Kind], BounceKindCount),
        enumFrom<Stage>(row[column::Stage], StageCount), enumFrom<Cause>(row[column::Cause], CauseCount),
        enumFrom<Avoidable>(row[column::Avoidable], AvoidableCount), enumFrom<Nature>(row[column::Nature], NatureCount),
        enumFrom<Direction>(row[column::Direction], DirectionCount), enumFrom<Confidence>(row[column::Confidence], ConfidenceCount),
        enumFrom<DsnFate>(row[column::DsnFate], DsnFateCount), enumFrom<ClientClass>(row[column::Class], ClientClassCount),
        enumFrom<Knower>(row[column::Knower], KnowerCount), enumFrom<Cause>(row[column::Underlying], CauseCount), recipients };
}

std::int64_t verdictMask(column::Column column)
{
    const VerdictPart &part = VerdictParts[std::size_t(column - column::Outcome)];
    return ((std::int64_t(1) << part.bits) - 1) << part.shift;
}

std::int64_t placedInVerdict(column::Column column, std::int64_t value)
{
    return value << VerdictParts[std::size_t(column - column::Outcome)].shift;
}

std::string packedSql(column::Column column, const std::string &value)
{
    const VerdictPart &part = VerdictParts[std::size_t(column - column::Outcome)];
    return "((" + value + " & " + std::to_string((1 << part.bits) - 1) + ") << " + std::to_string(part.shift) + ")";
}

std::string sqlOf(column::Column column, std::string_view prefix)
{
    if (!isPacked(column))
        return std::string(prefix) + std::string(ColumnNames[column]);
    const VerdictPart &part = VerdictParts[std::size_t(column - column::Outcome)];
    return "(" + std::string(prefix) + "verdict >> " + std::to_string(part.shift) + " & " + std::to_string((1 << part.bits) - 1) + ")";
}

std::string recipientColumns()
{
    std::string list;
    for (int i = 0; i < column::RecipientCount; ++i) {
        if (isOfSession(i) || !isStored(i))
            continue;
        list += i ? ", " : "";
        list += storedName(i);
    }
    return list;
}

int recipientColumnCount()
{
    int count = 0;
    for (int i = 0; i < column::RecipientCount; ++i)
        count += !isOfSession(i) && isStored(i);
    return count;
}

std::string rowColumnSql(column::Column column)
{
    return (isOfSession(column) ? "s." : "r.") + std::string(storedName(column));
}

std::string rowColumns(int count)
{
    std::string list;
    for (int i = 0; i < count; ++i) {
        if (!isStored(i))
            continue;
        list += i ? ", " : "";
        list += rowColumnSql(column::Column(i));
    }
    return list;
}

int rowColumnCount(int count)
{
    return count <= column::Outcome ? count : std::max(column::Outcome + 1, count - int(VerdictParts.size()) + 1);
}

void readRow(RecipientRow &row, const Statement &statement, int firstColumn, int count)
{
    int stored = firstColumn;
    for (int i = 0; i < std::min<int>(count, column::Outcome); ++i)
        row[std::size_t(i)] = statement.integer(stored++);
    if (count <= column::Outcome)
        return;
    unpackVerdict(statement.integer(stored++), row);
    for (int i = column::Headline + 1; i < count; ++i)
        row[std::size_t(i)] = statement.integer(stored++);
}

void appendStored(const RecipientRow &row, std::vector<std::int64_t> &values)
{
    for (int i = 0; i < column::RecipientCount; ++i) {
        if (i == column::Outcome)
            values.push_back(packVerdict(row));
        else if (isStored(i) && !isOfSession(i))
            values.push_back(row[std::size_t(i)]);
    }
}

int bindRecipient(Statement &statement, const RecipientRow &row)
{
    std::vector<std::int64_t> values;
    appendStored(row, values);
    int parameter = 1;
    for (const std::int64_t value : values)
        statement.bind(parameter++, value);
    return parameter;
}

std::string detailColumns(std::string_view prefix)
{
    std::string list;
    const auto add = [&](std::string_view name) {
        list += list.empty() ? "" : ", ";
        list += prefix;
        list += name;
    };
    for (std::size_t i = column::RecipientCount; i < column::Count; ++i)
        add(ColumnNames[i]);
    for (const std::string_view text : DetailTextNames)
        add(text);
    return list;
}

void addDetail(RecipientRow &row, const Statement &statement, int firstColumn)
{
    for (int i = 0; i < DetailIntegers; ++i)
        row[std::size_t(column::RecipientCount + i)] = statement.integer(firstColumn + i);
}

bool hasDetail(const RecipientRow &row, const RecipientTexts &texts)
{
    const bool number = std::any_of(row.begin() + column::RecipientCount, row.end(), [](std::int64_t value) { return value != 0; });
    return number || !texts.queueId.empty() || !texts.messageId.empty() || !texts.dsnQueueId.empty();
}

int bindDetail(Statement &statement, const RecipientRow &row, const RecipientTexts &texts)
{
    int parameter = 1;
    for (std::size_t i = column::RecipientCount; i < column::Count; ++i)
        statement.bind(parameter++, row[i]);
    for (const std::string_view text : { texts.queueId, texts.messageId, texts.dsnQueueId }) {
        if (text.empty())
            statement.bindNull(parameter++);
        else
            statement.bindStatic(parameter++, text);
    }
    return parameter;
}

std::string parameterMarks(int count)
{
    std::string marks;
    for (int i = 1; i <= count; ++i)
        marks += (i == 1 ? "?" : ", ?") + std::to_string(i);
    return marks;
}

} // namespace backscope
