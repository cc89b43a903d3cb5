// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sourcetable.h"

#include "domain/bytes.h"

#include <algorithm>

namespace backscope {

namespace {

std::string encodeCheckpoints(const std::vector<std::string> &checkpoints)
{
    std::string out;
    {
        ByteWriter w(out);
        w.number(checkpoints.size());
        for (const std::string &checkpoint : checkpoints)
            w.text(checkpoint);
    }
    return out;
}

std::vector<std::string> decodeCheckpoints(std::string_view bytes)
{
    ByteReader r(bytes);
    std::vector<std::string> checkpoints;
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left)
        checkpoints.emplace_back(r.text());
    return checkpoints;
}

constexpr char QuotationMark = '\1', PartsMark = '\0';
constexpr int DeepestPart = 4; ///< deeper than any reason is; a damaged case may nest without end
constexpr int MostPlaces = 9; ///< %1 … %9; more would make a small text a huge one

/// Words alone are stored as they are, which is all that cases of earlier builds have.
std::string packed(const Reason &reason)
{
    if (reason.words.empty())
        return reason.isEmpty() ? std::string() : QuotationMark + reason.quotation;
    std::string out = reason.words;
    if (!reason.parts.empty()) {
        out += PartsMark;
        ByteWriter w(out);
        for (const Reason &part : reason.parts)
            w.text(packed(part));
    }
    return out;
}

Reason unpacked(std::string_view bytes, int depth = 0)
{
    Reason reason;
    if (bytes.starts_with(QuotationMark)) {
        return quote(bytes.substr(1));
    }
    const std::size_t end = bytes.find(PartsMark);
    reason.words = Reason(quote(bytes.substr(0, end))).quotation; // bounded, without control bytes
    if (end == std::string_view::npos || depth == DeepestPart || std::ranges::count(reason.words, '%') > MostPlaces)
        return reason;
    ByteReader r(bytes.substr(end + 1));
    while (!r.atEnd())
        reason.parts.push_back(unpacked(r.text(), depth + 1));
    return reason;
}

/// Samples of unknown lines and problems: shown as a whole, never searched.
std::string encodeNotes(const SourceReport &report)
{
    std::string out;
    {
        ByteWriter w(out);
        w.number(report.unknownSamples.size());
        for (const auto &sample : report.unknownSamples) {
            w.difference(sample.line);
            w.text(sample.text);
        }
        w.number(report.problems.size());
        for (const Problem &problem : report.problems) {
            w.number(std::uint64_t(problem.severity));
            w.text(packed(problem.what));
            w.text(packed(problem.why));
            w.text(packed(problem.where));
            w.text(packed(problem.hint));
        }
    }
    return out;
}

void decodeNotes(std::string_view bytes, SourceReport &report)
{
    ByteReader r(bytes);
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left) {
        SourceReport::Sample sample;
        sample.line = r.difference();
        sample.text = r.text();
        report.unknownSamples.push_back(std::move(sample));
    }
    for (std::size_t left = r.count(); left > 0 && !r.failed(); --left) {
        Problem problem;
        problem.severity = r.choice<Severity>(3);
        problem.what = unpacked(r.text());
        problem.why = unpacked(r.text());
        problem.where = unpacked(r.text());
        problem.hint = unpacked(r.text());
        report.problems.push_back(std::move(problem));
    }
}

StorySink::KnownSource sourceFrom(const Statement &s)
{
    StorySink::KnownSource known;
    SourceReport &report = known.report;
    known.id = report.id = s.integer(0);
    report.name = s.string(1);
    report.mta = s.string(2);
    report.timeForm = s.string(3);
    report.zone = s.string(4);
    report.year = int(s.integer(5));
    report.yearGuessed = s.integer(6) != 0;
    report.zoneGuessed = s.integer(7) != 0;
    int column = 8;
    for (std::int64_t *number : { &report.bytes, &report.lines, &report.understood, &report.irrelevant, &report.unknown, &report.gaps,
             &report.first, &report.last, &known.identity.headLength })
        *number = s.integer(column++);
    known.identity.headHash = s.string(17);
    known.identity.consumed = s.integer(18);
    known.identity.tailHash = s.string(19);
    known.identity.checkpoints = decodeCheckpoints(s.blob(20));
    decodeNotes(s.blob(21), report);
    known.identity.cursor = s.string(22);
    return known;
}

struct SettingList {
    const char *name;
    std::vector<std::string> SiteSettings::*values;
};
constexpr SettingList SettingLists[] = {
    { "my-network", &SiteSettings::myNetworks },
    { "trusted-relay", &SiteSettings::trustedRelays },
    { "my-domain", &SiteSettings::myDomains },
    { "inferred-domain", &SiteSettings::inferredDomains },
    { "inferred-network", &SiteSettings::inferredNetworks },
    { "big-provider", &SiteSettings::bigProviders },
};

} // namespace

std::int64_t putSource(Database &db, const SourceReport &report, const SourceIdentity &identity)
{
    const std::int64_t id = report.id != 0 ? report.id : db.integer("SELECT max(id) FROM source") + 1;
    Statement put
        = db.prepare("INSERT OR REPLACE INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
                     "?17, ?18, ?19, ?20, ?21, ?22, ?23)");
    put.bind(1, id).bindStatic(2, report.name).bindStatic(3, report.mta).bindStatic(4, report.timeForm).bindStatic(5, report.zone);
    put.bind(6, std::int64_t(report.year)).bind(7, std::int64_t(report.yearGuessed)).bind(8, std::int64_t(report.zoneGuessed));
    int parameter = 9;
    for (const std::int64_t number : { report.bytes, report.lines, report.understood, report.irrelevant, report.unknown, report.gaps,
             report.first, report.last, identity.headLength })
        put.bind(parameter++, number);
    const std::string checkpoints = encodeCheckpoints(identity.checkpoints), notes = encodeNotes(report);
    put.bindStatic(18, identity.headHash).bind(19, identity.consumed).bindStatic(20, identity.tailHash);
    put.bindBlob(21, checkpoints).bindBlob(22, notes).bindStatic(23, identity.cursor).run();
    return id;
}

std::vector<StorySink::KnownSource> readSources(Database &db)
{
    std::vector<StorySink::KnownSource> sources;
    Statement select = db.prepare("SELECT * FROM source ORDER BY id");
    while (select.step())
        sources.push_back(sourceFrom(select));
    return sources;
}

SiteSettings readSettings(Database &db)
{
    SiteSettings settings;
    Statement select = db.prepare("SELECT name, value FROM setting ORDER BY name, position");
    while (select.step()) {
        const std::string_view name = select.text(0);
        if (name == "keep-raw")
            settings.keepRaw = select.text(1) == "1";
        else if (name == "keep-days")
            settings.keepDays = int(std::clamp<std::int64_t>(select.integer(1), 0, SiteSettings::MostKeepDays));
        for (const SettingList &list : SettingLists) {
            if (name == list.name)
                (settings.*list.values).push_back(select.string(1));
        }
    }
    return settings;
}

void writeSettings(Database &db, const SiteSettings &settings)
{
    db.execute("DELETE FROM setting");
    Statement insert = db.prepare("INSERT INTO setting (name, position, value) VALUES (?1, ?2, ?3)");
    insert.bindStatic(1, "keep-raw").bind(2, std::int64_t(0)).bindStatic(3, settings.keepRaw ? "1" : "0").run();
    insert.bindStatic(1, "keep-days").bind(2, std::int64_t(0)).bind(3, std::to_string(settings.keepDays)).run();
    for (const SettingList &list : SettingLists) {
        std::int64_t position = 0;
        for (const std::string &value : settings.*list.values)
            insert.bindStatic(1, list.name).bind(2, position++).bindStatic(3, value).run();
    }
}

} // namespace backscope
