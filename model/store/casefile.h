// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"
#include "domain/sink.h"
#include "domain/sitesettings.h"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace backscope {

/// True if the file begins like a case file (SQLite header with our application id). Never throws.
bool isCaseFile(const std::string &path);

/// Writes one case file. One writer per case (an advisory lock says so to a second one); used on one thread.
/// Every member throws ProblemError.
class CaseWriter : public StorySink {
public:
    /// Creates the file or opens an existing one, migrating an older schema. A newer schema, a foreign or corrupt file is a Problem.
    explicit CaseWriter(const std::string &path);
    ~CaseWriter() override; ///< rolls back what was not committed

    std::vector<KnownSource> knownSources() override;
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) override;
    RawLines takeOpenLines() override;
    void put(const StoryCode &code) override;
    void learn(const std::vector<std::string> &domains, const std::vector<std::string> &addresses) override;
    void keepMemory(std::string_view mta, std::string_view text) override;
    std::vector<std::string> takeMemory(std::string_view mta) override;
    void commit() override;

    /// After the last commit of an import: retry chains, and what the import learned too late.
    void finish();

    /// Drops details that are older than the settings keep them, and gives the free space back to the disk. finish() drops as well.
    /// Returns the number of sessions that went.
    std::int64_t compact();

    SiteSettings settings() const;
    /// Stores settings and classifies every recipient anew from the stored facts. Progress 0..1.
    void applySettings(const SiteSettings &settings, std::stop_token stop = {}, const std::function<void(double)> &progress = {});

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// Reads one case file through a read-only connection of its own. Use on one thread; make one per job.
/// Every member throws ProblemError, or Cancelled when the stop token given at construction is triggered.
class CaseReader {
public:
    explicit CaseReader(const std::string &path, std::stop_token stop = {});
    ~CaseReader();

    /// Asks several questions of one state of the case, whatever is written meanwhile.
    void atOneMoment(const std::function<void()> &questions);

    Summary summary(const Filter &filter = {});
    /// The `limit` largest groups by measure (ties by key); limit 0 = all.
    std::vector<GroupRow> top(const Filter &filter, Dimension by, Measure measure, int limit);
    /// The measure of groups (GroupRow::value of the same dimension) in `steps` equal steps of [from, to).
    GroupTimes groupTimes(
        const Filter &filter, Dimension by, const std::vector<std::int64_t> &values, Measure measure, Micros from, Micros to, int steps);
    /// Every combination of verdicts that occurs, with its number of recipients; in no order.
    std::vector<VerdictCount> verdictCounts(const Filter &filter);
    Series series(const Filter &filter, Bucket bucket = Bucket::Auto);

    /// summary(), series() and the `limit` largest groups of each dimension in one go: a filter costs one pass over its rows.
    /// `rank` picks the measure of the rankings from the summary.
    Overview overview(
        const Filter &filter, const std::vector<Dimension> &by, const std::function<Measure(const Summary &)> &rank, int limit);

    std::int64_t countSessions(const Filter &filter);
    /// Sessions with at least one recipient under the filter (or, for filters on session fields only, any session).
    std::vector<SessionRow> sessions(const Filter &filter, SessionOrder order, std::int64_t offset, int limit);
    /// Those that are still there: an unfinished session gets another row number when the case is written.
    std::vector<SessionRow> sessionsByIds(const std::vector<std::int64_t> &ids);
    /// Row numbers of all sessions under the filter in order: a model keeps these and loads rows by page.
    std::vector<std::int64_t> sessionIds(const Filter &filter, SessionOrder order);
    /// Streams in time order; the callback returns false to stop.
    void eachFate(const Filter &filter, const std::function<bool(const FateRow &)> &row);
    void eachSession(const Filter &filter, const std::function<bool(const SessionRow &)> &row);

    /// By row number.
    StoryDetails story(std::int64_t sessionId);
    /// Sessions found by session key, queue id or message-id, at most 100.
    std::vector<std::int64_t> find(const std::string &idText);

    std::vector<SourceReport> sources();
    SiteSettings settings();
    /// Suggestions from the data: inferred domains and networks, trusted-relay candidates.
    SiteSettings proposedSettings();

    /// Integrity and agreement of roll-ups with facts; empty = sound.
    std::vector<Problem> check();
    /// Changes whenever a commit has happened; cheap.
    std::int64_t dataVersion();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace backscope
