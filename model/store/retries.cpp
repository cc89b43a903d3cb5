// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "retries.h"

#include "rowscan.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <unordered_map>
#include <utility>
#include <vector>

namespace backscope {

namespace {

constexpr Micros RetryWindow = 24 * HourMicros;
constexpr Micros Never = INT64_MAX / 2; ///< later than any time of a log; far enough from the last number to count with

using Triplet = std::array<std::int64_t, 3>; ///< network, sender, recipient
struct TripletHash {
    std::size_t operator()(const Triplet &triplet) const
    {
        std::uint64_t hash = 0;
        for (const std::int64_t number : triplet)
            hash = (hash ^ std::uint64_t(number)) * 0x9e37'79b9'7f4a'7c15 ^ hash >> 29;
        return std::size_t(hash ^ hash >> 32);
    }
};
struct Attempt {
    Micros time;
    std::int64_t id;
};

/// Tells nearly all triplets that were not added from those that were, without a look at memory far away.
class TripletMarks {
public:
    void add(const Triplet &triplet) { m_marks[TripletHash()(triplet) % Count] = true; }
    bool mayHold(const Triplet &triplet) const { return m_marks[TripletHash()(triplet) % Count]; }

private:
    static constexpr std::size_t Count = std::size_t(1) << 22; ///< half a megabyte: fits into a processor's cache
    std::vector<bool> m_marks = std::vector<bool>(Count);
};

/// Finds temporary refusals that were followed by an acceptance of the same network, sender and recipient. Pairs of two rows from
/// before `firstNew` were found earlier.
class RetryFinder {
public:
    RetryFinder(Database &db, std::int64_t firstNew)
        : m_db(db)
        , m_firstNew(std::max<std::int64_t>(firstNew, 0)) // a damaged case tells anything
    {
    }

    /// Ids of the refusals.
    std::vector<std::int64_t> find()
    {
        Seen refusals, successes; // new ones
        each(true, {}, [&](const Triplet &triplet, const Attempt &attempt, bool refused) {
            (refused ? refusals : successes).add(triplet, attempt.time);
            if (refused)
                m_newRefusals[triplet].push_back(attempt);
        });
        if (!successes.any() && !refusals.any())
            return {};
        sort(m_newRefusals);
        successes.first -= RetryWindow;
        refusals.last += RetryWindow;
        const TimeRange near { std::min(successes.first, refusals.first), std::max(successes.last, refusals.last) + 1 };
        each(false, { Term { Field::Time, false, true, { toText(near) } } },
            [&](const Triplet &triplet, const Attempt &attempt, bool refused) {
                if (refused && successes.marks.mayHold(triplet))
                    m_oldRefusals[triplet].push_back(attempt);
                else if (!refused && refusals.marks.mayHold(triplet))
                    match(m_newRefusals, triplet, attempt.time);
            });
        sort(m_oldRefusals);
        each(true, {}, [&](const Triplet &triplet, const Attempt &attempt, bool refused) {
            if (refused)
                return;
            match(m_newRefusals, triplet, attempt.time);
            match(m_oldRefusals, triplet, attempt.time);
        });
        return std::move(m_found);
    }

private:
    /// What old rows have to go with.
    struct Seen {
        TripletMarks marks;
        Micros first = Never, last = -Never;

        bool any() const { return first <= last; }
        void add(const Triplet &triplet, Micros time)
        {
            marks.add(triplet);
            first = std::min(first, time);
            last = std::max(last, time);
        }
    };
    using Refusals = std::unordered_map<Triplet, std::vector<Attempt>, TripletHash>; ///< by time

    /// Calls `use(triplet, attempt, refused)` for new or for old rows that were refused for the time being, or accepted.
    template <typename Use> void each(bool fresh, std::vector<Term> terms, const Use &use)
    {
        const FilterTest test(m_db, { std::move(terms) });
        RowScan scan(m_db, test);
        if (fresh)
            scan.narrowTo(m_firstNew, INT64_MAX);
        else
            scan.narrowTo(INT64_MIN, m_firstNew - 1);
        scan.run([&](std::size_t, const SelectedRows &selected) {
            Segment &rows = selected.segment;
            const auto ids = rows.values(SegmentColumn::Id), times = rows.values(SegmentColumn::Time);
            const auto nets = rows.values(SegmentColumn::Net), senders = rows.values(SegmentColumn::Sender);
            const auto rcpts = rows.values(SegmentColumn::Rcpt), verdicts = rows.values(SegmentColumn::Verdict);
            for (const std::uint32_t i : selected.rows) {
                const auto outcome = Outcome(partOfVerdict(column::Outcome, verdicts[i]));
                if (outcome != Outcome::Tempfailed && !isAccepted(outcome))
                    continue;
                if (nets[i] != 0 && rcpts[i] != 0 && (ids[i] >= m_firstNew) == fresh)
                    use(Triplet { nets[i], senders[i], rcpts[i] }, Attempt { std::clamp(times[i], -Never, Never), ids[i] },
                        outcome == Outcome::Tempfailed);
            }
        });
    }

    static bool isAccepted(Outcome outcome)
    {
        return outcome == Outcome::Bounced || outcome == Outcome::Discarded || outcome == Outcome::Deferred || outcome == Outcome::Delivered
            || outcome == Outcome::Unresolved;
    }

    static void sort(Refusals &refusals)
    {
        for (auto &[triplet, attempts] : refusals)
            std::ranges::sort(attempts, {}, &Attempt::time);
    }

    void match(Refusals &refusals, const Triplet &triplet, Micros success)
    {
        const auto found = refusals.find(triplet);
        if (found == refusals.end())
            return;
        std::vector<Attempt> &attempts = found->second;
        const auto first = std::ranges::lower_bound(attempts, success - RetryWindow, {}, &Attempt::time);
        const auto last = std::ranges::upper_bound(attempts, success, {}, &Attempt::time);
        std::transform(first, last, std::back_inserter(m_found), std::mem_fn(&Attempt::id));
        attempts.erase(first, last);
    }

    Database &m_db;
    std::int64_t m_firstNew;
    Refusals m_newRefusals, m_oldRefusals;
    std::vector<std::int64_t> m_found;
};

} // namespace

void markRetries(Database &db, std::int64_t firstNew)
{
    Statement mark = db.prepare("UPDATE recipient SET retry = 1 WHERE id = ?1 AND retry = 0");
    for (const std::int64_t id : RetryFinder(db, firstNew).find())
        mark.bind(1, id).run();
}

} // namespace backscope
