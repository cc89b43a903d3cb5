// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/mailflow.h"

#include <QTest>

#include <random>

using namespace backscope;

class TestMailFlow : public QObject {
    Q_OBJECT

    /// Any verdicts, also such that no log would give.
    static std::vector<VerdictCount> anyVerdicts()
    {
        std::mt19937 random(7);
        const auto below = [&](int n) { return int(random() % unsigned(n)); };
        std::vector<VerdictCount> counts;
        for (int i = 0; i < 500; ++i) {
            VerdictCount count;
            count.outcome = Outcome(below(OutcomeCount));
            count.kind = count.outcome == Outcome::Bounced ? BounceKind(below(BounceKindCount)) : BounceKind::None;
            count.stage = Stage(below(StageCount));
            count.dsnFate = DsnFate(below(DsnFateCount));
            count.clientClass = ClientClass(below(ClientClassCount));
            count.recipients = 1 + below(i % 50 == 0 ? 1'000'000 : 20);
            counts.push_back(count);
        }
        return counts;
    }

private slots:
    void nobodyIsLostOnTheWay()
    {
        const auto counts = anyVerdicts();
        const MailFlow flow = mailFlow(counts);
        std::int64_t all = 0, accepted = 0, bounced = 0;
        for (const VerdictCount &count : counts) {
            all += count.recipients;
            accepted += isAccepted(count.outcome) ? count.recipients : 0;
            bounced += count.outcome == Outcome::Bounced ? count.recipients : 0;
        }
        std::array<std::int64_t, FlowColumnCount> inColumn {};
        std::vector<std::int64_t> in(flow.nodes.size()), out(flow.nodes.size());
        for (const FlowNode &node : flow.nodes)
            inColumn[std::size_t(node.column)] += node.recipients;
        QCOMPARE(inColumn, (std::array<std::int64_t, FlowColumnCount> { all, all, accepted, bounced }));
        for (const FlowBand &band : flow.bands) {
            out[band.from] += band.recipients;
            in[band.to] += band.recipients;
            QCOMPARE(int(flow.nodes[band.to].column), int(flow.nodes[band.from].column) + 1);
        }
        for (std::size_t i = 0; i < flow.nodes.size(); ++i) {
            const FlowNode &node = flow.nodes[i];
            QCOMPARE(in[i], node.column == FlowColumn::Client ? 0 : node.recipients);
            const bool ends = node.column == FlowColumn::Bounce
                || (node.column == FlowColumn::Dialog && DialogEnd(node.value) != DialogEnd::Accepted)
                || (node.column == FlowColumn::Queue && Outcome(node.value) != Outcome::Bounced);
            QCOMPARE(out[i], ends ? 0 : node.recipients);
        }
    }

    void everyElementHasAFilter()
    {
        const MailFlow flow = mailFlow(anyVerdicts());
        for (const FlowBand &band : flow.bands) {
            const Filter filter { termsOf(flow, band) };
            const auto again = parseFilter(toText(filter));
            QVERIFY2(std::holds_alternative<Filter>(again) && std::get<Filter>(again) == filter, toText(filter).c_str());
        }
    }

    void nothingFlowsNowhere() { QVERIFY(mailFlow({}).nodes.empty() && mailFlow({}).bands.empty()); }
};

QTEST_GUILESS_MAIN(TestMailFlow)
#include "tst_mailflow.moc"
