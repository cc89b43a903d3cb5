// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowformat.h"

#include "textform.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>

namespace backscope {

namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

bool isAscii(std::string_view text)
{
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80)
            return false;
    }
    return true;
}

/// One object; members in the order of the calls.
class ObjectWriter {
public:
    explicit ObjectWriter(Json &json)
        : m_json(json)
    {
        m_json.StartObject();
    }
    ~ObjectWriter() { m_json.EndObject(); }
    ObjectWriter(const ObjectWriter &) = delete;
    ObjectWriter &operator=(const ObjectWriter &) = delete;

    void text(std::string_view name, std::string_view value)
    {
        key(name);
        string(value);
    }
    /// "" becomes null.
    void known(std::string_view name, std::string_view value)
    {
        key(name);
        if (value.empty())
            m_json.Null();
        else
            string(value);
    }
    void optional(std::string_view name, const std::optional<std::string> &value)
    {
        key(name);
        if (value)
            string(*value);
        else
            m_json.Null();
    }
    void count(std::string_view name, std::int64_t value)
    {
        key(name);
        m_json.Int64(value);
    }
    void positive(std::string_view name, std::int64_t value)
    {
        key(name);
        if (value > 0)
            m_json.Int64(value);
        else
            m_json.Null();
    }
    void flag(std::string_view name, bool value)
    {
        key(name);
        m_json.Bool(value);
    }
    void ratio(std::string_view name, std::optional<double> value)
    {
        key(name);
        if (value)
            m_json.Double(*value);
        else
            m_json.Null();
    }
    template <typename Enum, std::size_t N> void counts(std::string_view name, const std::array<std::int64_t, N> &values)
    {
        key(name);
        ObjectWriter object(m_json);
        for (std::size_t i = 0; i < N; ++i) {
            const std::string_view member = slug(Enum(i));
            if (!member.empty())
                object.count(member, values[i]);
        }
    }
    template <std::invocable<ObjectWriter &> Members> void object(std::string_view name, Members &&members)
    {
        key(name);
        ObjectWriter object(m_json);
        members(object);
    }
    Json &key(std::string_view name)
    {
        m_json.Key(name.data(), rapidjson::SizeType(name.size()));
        return m_json;
    }

private:
    void string(std::string_view value)
    {
        if (isAscii(value)) {
            m_json.String(value.data(), rapidjson::SizeType(value.size()));
        } else {
            const std::string valid = validUtf8(value);
            m_json.String(valid.data(), rapidjson::SizeType(valid.size()));
        }
    }

    Json &m_json;
};

/// One line of CSV (RFC 4180).
class CsvWriter {
public:
    void text(std::string_view, std::string_view value)
    {
        if (!m_line.empty() || m_any)
            m_line += ',';
        m_any = true;
        const bool formula = !value.empty() && std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
        const bool quote = formula || value.find_first_of(",\"\r\n") != std::string_view::npos;
        const std::string valid = isAscii(value) ? std::string(value) : validUtf8(value);
        if (!quote) {
            m_line += valid;
            return;
        }
        m_line += formula ? "\"'" : "\"";
        for (const char c : valid) {
            if (c == '"')
                m_line += '"';
            m_line += c;
        }
        m_line += '"';
    }
    void known(std::string_view name, std::string_view value) { text(name, value); }
    void optional(std::string_view name, const std::optional<std::string> &value) { text(name, value.value_or(std::string())); }
    void count(std::string_view, std::int64_t value) { raw(std::to_string(value)); }
    void positive(std::string_view, std::int64_t value) { raw(value > 0 ? std::to_string(value) : std::string()); }
    void flag(std::string_view, bool value) { raw(value ? "true" : "false"); }
    std::string take() { return std::move(m_line); }

private:
    void raw(const std::string &value)
    {
        if (m_any)
            m_line += ',';
        m_any = true;
        m_line += value;
    }

    std::string m_line;
    bool m_any = false;
};

/// Collects names only: the header of a CSV.
class NameWriter {
public:
    void text(std::string_view name, std::string_view) { add(name); }
    void known(std::string_view name, std::string_view) { add(name); }
    void optional(std::string_view name, const std::optional<std::string> &) { add(name); }
    void count(std::string_view name, std::int64_t) { add(name); }
    void positive(std::string_view name, std::int64_t) { add(name); }
    void flag(std::string_view name, bool) { add(name); }
    std::string take() { return std::move(m_line); }

private:
    void add(std::string_view name)
    {
        if (!m_line.empty())
            m_line += ',';
        m_line += name;
    }
    std::string m_line;
};

std::vector<std::string_view> flagNames(Flags flags)
{
    std::vector<std::string_view> names;
    for (int bit = 0; bit < FlagCount; ++bit) {
        const Flag flag = Flag(1u << bit);
        if (has(flags, flag))
            names.push_back(slug(flag));
    }
    return names;
}

template <typename Writer> void writeClient(Writer &w, const ClientOf<std::string> &client, ClientClass clientClass)
{
    w.known("client_ip", client.ip);
    w.positive("client_port", client.port);
    w.known("client_name", client.name);
    w.known("client_class", slug(clientClass));
}

/// Everything but the flags, which are a list in JSON and words in CSV.
template <typename Writer> void writeFate(Writer &w, const FateRow &row)
{
    const Verdict &v = row.verdict;
    w.text("session", row.session);
    w.text("time", timeText(row.time));
    w.known("host", row.host);
    w.known("instance", row.instance);
    w.known("listener", row.listener);
    writeClient(w, row.client, row.clientClass);
    w.known("helo", row.helo);
    w.known("auth_user", row.authUser);
    w.known("queue_id", row.queueId);
    w.known("message_id", row.messageId);
    w.optional("sender", row.sender);
    w.optional("recipient", row.recipient);
    w.known("stage", slug(v.stage));
    w.positive("reply_code", v.replyCode);
    w.known("enhanced_code", v.enhancedCode);
    w.known("reply_text", v.replyText);
    w.known("outcome", slug(v.outcome));
    w.known("kind", slug(v.kind));
    w.known("dsn_queue_id", row.dsnQueueId);
    w.known("dsn_recipient", row.dsnRecipient);
    w.known("dsn_fate", slug(v.dsnFate));
    w.known("nature", slug(v.nature));
    w.known("direction", slug(v.direction));
    w.known("cause", slug(v.cause));
    w.known("underlying_cause", slug(v.underlying));
    w.known("avoidable", slug(v.avoidable));
    w.known("knower", slug(v.knower));
    w.known("confidence", slug(v.confidence));
}

template <typename Writer> void writeSession(Writer &w, const SessionRow &row)
{
    w.text("session", row.session);
    w.known("host", row.host);
    w.known("instance", row.instance);
    w.known("listener", row.listener);
    w.text("start", timeText(row.start));
    w.text("end", timeText(row.end));
    writeClient(w, row.client, row.clientClass);
    w.known("helo", row.helo);
    w.known("auth_user", row.authUser);
    w.known("tls", row.tls);
    w.known("headline", slug(row.headline));
    w.flag("mixed", row.mixed);
    w.count("transactions", row.transactions);
}

std::string finished(const rapidjson::StringBuffer &buffer)
{
    return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

void writeTime(ObjectWriter &object, std::string_view name, Micros time)
{
    object.known(name, time == 0 ? std::string() : timeText(time));
}

} // namespace

std::string fateHeader(RowFormat format)
{
    if (format != RowFormat::Csv)
        return {};
    NameWriter names;
    writeFate(names, {});
    names.text("flags", {});
    return names.take() + "\r\n";
}

std::string fateRow(const FateRow &row, RowFormat format)
{
    const std::vector<std::string_view> flags = flagNames(row.verdict.flags);
    if (format == RowFormat::Csv) {
        CsvWriter csv;
        writeFate(csv, row);
        std::string words;
        for (const std::string_view flag : flags)
            words.append(words.empty() ? "" : " ").append(flag);
        csv.text("flags", words);
        return csv.take() + "\r\n";
    }
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    {
        ObjectWriter object(json);
        writeFate(object, row);
        object.key("flags").StartArray();
        for (const std::string_view flag : flags)
            json.String(flag.data(), rapidjson::SizeType(flag.size()));
        json.EndArray();
    }
    return finished(buffer);
}

std::string sessionHeader(RowFormat format)
{
    if (format != RowFormat::Csv)
        return {};
    NameWriter names;
    writeSession(names, {});
    for (int i = 0; i < OutcomeCount; ++i)
        names.text(slug(Outcome(i)), {});
    names.text("end_reason", {});
    return names.take() + "\r\n";
}

std::string sessionRow(const SessionRow &row, RowFormat format)
{
    if (format == RowFormat::Csv) {
        CsvWriter csv;
        writeSession(csv, row);
        for (const std::int64_t count : row.recipients)
            csv.count({}, count);
        csv.known("end_reason", row.endReason);
        return csv.take() + "\r\n";
    }
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    {
        ObjectWriter object(json);
        writeSession(object, row);
        object.object("recipients", [&row](ObjectWriter &counts) {
            for (int i = 0; i < OutcomeCount; ++i) {
                if (row.recipients[std::size_t(i)] > 0)
                    counts.count(slug(Outcome(i)), row.recipients[std::size_t(i)]);
            }
        });
        object.known("end_reason", row.endReason);
    }
    return finished(buffer);
}

std::string summaryJson(const Summary &summary)
{
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    {
        ObjectWriter object(json);
        object.object("coverage", [&](ObjectWriter &coverage) {
            coverage.key("sources").StartArray();
            for (const Summary::Source &source : summary.sources) {
                ObjectWriter one(json);
                one.text("name", source.name);
                one.known("mta", source.mta);
                one.count("lines", source.lines);
                one.count("understood", source.understood);
                one.count("irrelevant", source.irrelevant);
                one.count("unknown", source.unknown);
                writeTime(one, "first", source.first);
                writeTime(one, "last", source.last);
            }
            json.EndArray();
            coverage.count("gaps", summary.gaps);
            coverage.count("open_mail", summary.openMail);
        });
        object.object("sessions", [&](ObjectWriter &sessions) {
            sessions.count("total", summary.sessions);
            sessions.counts<Headline>("headline", summary.headline);
        });
        object.object("recipients", [&](ObjectWriter &recipients) {
            recipients.count("total", summary.recipients);
            recipients.counts<Outcome>("outcome", summary.outcome);
            recipients.counts<BounceKind>("kind", summary.kind);
            recipients.counts<Stage>("rejected_by_stage", summary.rejectedByStage);
            recipients.counts<Cause>("cause", summary.cause);
            recipients.counts<Confidence>("confidence", summary.confidence);
        });
        object.object("dsn", [&](ObjectWriter &dsn) {
            dsn.count("children", summary.dsnChildren);
            dsn.count("backscatter", summary.backscatterDsns);
            dsn.counts<DsnFate>("fate", summary.dsnFate);
            dsn.count("other_scatter", summary.scatterEvents);
        });
        object.object("received", [&](ObjectWriter &received) {
            received.count("backscatter", summary.receivedBackscatter);
            received.count("legitimate", summary.receivedLegitimate);
            received.count("unmatched", summary.receivedUnmatched);
        });
        object.object("indicators", [&](ObjectWriter &indicators) {
            indicators.ratio("in_dialog_ratio", summary.inDialogRatio());
            indicators.ratio("backscatter_rate", summary.backscatterRate());
            indicators.ratio("reach", summary.reach());
            indicators.ratio("avoidable_share", summary.avoidableShare());
        });
    }
    return finished(buffer);
}

std::string topJson(const std::vector<GroupRow> &rows, Dimension by, Measure measure)
{
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    {
        ObjectWriter object(json);
        object.text("by", slug(by));
        object.text("measure", slug(measure));
        object.key("rows").StartArray();
        for (const GroupRow &row : rows) {
            ObjectWriter one(json);
            one.known("key", row.key);
            if (!row.label.empty())
                one.text("label", row.label);
            one.count("value", row.measure(measure));
            one.count("sessions", row.sessions);
            one.count("recipients", row.recipients);
            one.counts<Outcome>("outcome", row.outcome);
            one.count("backscatter", row.backscatter);
            one.count("avoidable", row.avoidable);
            writeTime(one, "first", row.first);
            writeTime(one, "last", row.last);
        }
        json.EndArray();
    }
    return finished(buffer);
}

std::string seriesJson(const Series &series)
{
    rapidjson::StringBuffer buffer;
    Json json(buffer);
    {
        ObjectWriter object(json);
        object.count("bucket_seconds", series.bucketWidth / 1'000'000);
        object.key("points").StartArray();
        for (const Series::Point &point : series.points) {
            ObjectWriter one(json);
            one.text("start", timeText(point.start));
            one.counts<Outcome>("outcome", point.outcome);
            one.count("backscatter", point.backscatter);
        }
        json.EndArray();
    }
    return finished(buffer);
}

} // namespace backscope
