// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/findings.h"

#include "charts/palette.h"
#include "itemmodels/display.h"

#include <QCoreApplication>

#include <algorithm>

namespace backscope {

namespace {

constexpr double Dominant = 0.25; ///< a group with such a share of the whole is named

template <typename Value> Term only(Field field, Value value)
{
    return { field, false, true, { std::string(slug(value)) } };
}

/// Collects what is worth a line.
class Findings {
    Q_DECLARE_TR_FUNCTIONS(Findings)

public:
    explicit Findings(const OverviewData &data)
        : m_data(data)
        , m_summary(data.summary)
    {
    }
    std::vector<Finding> take(std::size_t most)
    {
        bounces();
        reached();
        largestSource();
        received();
        others();
        const auto graver = [](const Finding &a, const Finding &b) { return a.grade < b.grade; };
        std::stable_sort(m_found.begin(), m_found.end(), graver);
        if (m_found.size() > most)
            m_found.resize(most);
        return std::move(m_found);
    }

private:
    using Grade = Finding::Grade;

    void add(Grade grade, std::int64_t count, const QString &text, std::vector<Term> proof)
    {
        if (count > 0)
            m_found.push_back({ grade, text, std::move(proof) });
    }
    static QString share(std::int64_t part, std::int64_t whole) { return percentText(whole > 0 ? double(part) / double(whole) : 0); }

    void bounces()
    {
        const Term backscatter = only(Field::Kind, BounceKind::Backscatter);
        const std::int64_t avoidable = m_summary.avoidableBackscatter, all = m_summary.kind[std::size_t(BounceKind::Backscatter)];
        for (const GroupRow &cause : m_data.causes) {
            if (cause.backscatter == 0 || cause.key.empty())
                continue;
            add(Grade::Grave, cause.backscatter,
                tr("%1 of %2 bounces to strangers have one cause: %3")
                    .arg(countText(cause.backscatter), countText(all), keyText(Dimension::Cause, cause.key)),
                { backscatter, keyTerm(Dimension::Cause, cause.key) });
            break; // ranked by the worst: the others are in the table
        }
        add(Grade::Grave, avoidable,
            tr("%1 bounces to strangers were avoidable: the server could have refused the mail in the dialog (%2)")
                .arg(countText(avoidable), share(avoidable, all)),
            { backscatter, only(Field::Avoidable, Avoidable::Yes) });
    }
    void reached()
    {
        const Term backscatter = only(Field::Kind, BounceKind::Backscatter);
        const auto ended = [this](DsnFate fate) { return m_summary.dsnFate[std::size_t(fate)]; };
        add(Grade::Warning, ended(DsnFate::Delivered),
            tr("%1 of our bounces reached a stranger's mailbox").arg(countText(ended(DsnFate::Delivered))),
            { backscatter, only(Field::Dsn, DsnFate::Delivered) });
        add(Grade::Warning, ended(DsnFate::Refused),
            tr("%1 of our bounces were refused by the stranger's server; that is how servers get listed")
                .arg(countText(ended(DsnFate::Refused))),
            { backscatter, only(Field::Dsn, DsnFate::Refused) });
        add(Grade::Note, ended(DsnFate::Deferred),
            tr("%1 of our bounces to strangers wait in the queue").arg(countText(ended(DsnFate::Deferred))),
            { backscatter, only(Field::Dsn, DsnFate::Deferred) });
    }
    void largestSource()
    {
        const std::int64_t all = m_summary.kind[std::size_t(BounceKind::Backscatter)];
        const auto most = std::max_element(m_data.sources.begin(), m_data.sources.end(),
            [](const GroupRow &a, const GroupRow &b) { return a.backscatter < b.backscatter; });
        if (most == m_data.sources.end() || double(most->backscatter) < Dominant * double(all) || most->key.empty())
            return;
        add(Grade::Warning, most->backscatter,
            tr("%1 of the bounces to strangers (%2) have one source: %4 (%3)")
                .arg(share(most->backscatter, all), countText(most->backscatter), displayName(m_data.sourcesBy),
                    keyText(m_data.sourcesBy, most->key)),
            { only(Field::Kind, BounceKind::Backscatter), keyTerm(m_data.sourcesBy, most->key) });
    }
    void received()
    {
        add(Grade::Warning, m_summary.receivedBackscatter,
            tr("%1 bounces came in for mail that nobody here sent: somebody forges your addresses")
                .arg(countText(m_summary.receivedBackscatter)),
            { only(Field::Nature, Nature::BackscatterReceived) });
    }
    void others()
    {
        const std::int64_t refused = m_summary.outcome[std::size_t(Outcome::Rejected)];
        add(Grade::Note, refused, tr("%1 recipients were refused in the dialog: no bounce of ours came of them").arg(countText(refused)),
            { only(Field::Outcome, Outcome::Rejected) });
        const std::int64_t unsure = m_summary.confidence[std::size_t(Confidence::Low)];
        add(Grade::Note, unsure, tr("%1 verdicts are unsure: the log does not tell enough").arg(countText(unsure)),
            { only(Field::Confidence, Confidence::Low) });
        const std::int64_t open = m_summary.outcome[std::size_t(Outcome::Deferred)];
        add(Grade::Note, open, tr("%1 recipients wait in the queue; they may still bounce").arg(countText(open)),
            { only(Field::Outcome, Outcome::Deferred) });
    }

    const OverviewData &m_data;
    const Summary &m_summary;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> findingsOf(const OverviewData &data, std::size_t most)
{
    return Findings(data).take(most);
}

QString displayName(Finding::Grade grade)
{
    switch (grade) {
    case Finding::Grade::Grave: return QCoreApplication::translate("Findings", "Grave");
    case Finding::Grade::Warning: return QCoreApplication::translate("Findings", "Warning");
    case Finding::Grade::Note: return QCoreApplication::translate("Findings", "Note");
    }
    return {};
}

} // namespace backscope
