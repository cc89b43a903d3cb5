// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "causetable.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace backscope {

namespace {

Cause shownCause(const VerdictCount &count, CauseView view)
{
    return view == CauseView::Inner && count.underlying != Cause::None ? count.underlying : count.cause;
}

void add(CauseRow &to, const CauseRow &from)
{
    to.bounced += from.bounced;
    to.sent += from.sent;
    to.backscatter += from.backscatter;
    for (std::size_t i = 0; i < to.avoidable.size(); ++i)
        to.avoidable[i] += from.avoidable[i];
    for (std::size_t i = 0; i < to.knowers.size(); ++i)
        to.knowers[i] += from.knowers[i];
}

CauseRow rowOf(const VerdictCount &count)
{
    CauseRow row;
    row.bounced = count.recipients;
    row.sent = isSentBounce(count.kind) ? count.recipients : 0;
    row.backscatter = count.kind == BounceKind::Backscatter ? count.recipients : 0;
    row.avoidable[std::size_t(count.avoidable)] = row.sent;
    row.knowers[std::size_t(count.knower)] = count.recipients;
    return row;
}

} // namespace

std::vector<CauseRow> causesOfBounces(const std::vector<VerdictCount> &counts, CauseView view)
{
    std::map<Cause, CauseRow> byCause;
    for (const VerdictCount &count : counts) {
        if (count.outcome == Outcome::Bounced)
            add(byCause[shownCause(count, view)], rowOf(count));
    }
    std::vector<CauseRow> rows;
    for (auto &[cause, row] : byCause) {
        row.cause = cause;
        rows.push_back(row);
    }
    std::stable_sort(rows.begin(), rows.end(),
        [](const CauseRow &a, const CauseRow &b) { return std::tie(a.backscatter, a.bounced) > std::tie(b.backscatter, b.bounced); });
    return rows;
}

CauseRow total(const std::vector<CauseRow> &rows)
{
    CauseRow sum;
    for (const CauseRow &row : rows)
        add(sum, row);
    return sum;
}

std::vector<Term> termsOf(Cause cause, CauseView view)
{
    const Field field = view == CauseView::Outer ? Field::Cause : Field::Underlying;
    return { { Field::Outcome, false, true, { std::string(slug(Outcome::Bounced)) } },
        { field, false, true, { std::string(slug(cause)) } } };
}

} // namespace backscope
