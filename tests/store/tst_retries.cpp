// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/sessionkey.h"
#include "store/casefile.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

using namespace backscope;

/// A temporary refusal that was followed by an acceptance within a day is a retry that succeeded, in whatever imports the two came.
class TestRetries : public QObject {
    Q_OBJECT

    static constexpr Micros Base = 1'793'491'200'000'000, Hour = 3'600'000'000; // from 2026-11-01T00:00:00Z

    struct Attempt {
        int client, sender, recipient;
        Micros time;
        bool accepted;

        bool isRetriedBy(const Attempt &later) const
        {
            const bool same = client / 2 == later.client / 2 && sender == later.sender && recipient == later.recipient;
            return !accepted && later.accepted && same && later.time >= time && later.time <= time + 24 * Hour;
        }
    };

    static std::string ipOf(int client) // two of one network
    {
        return "192.0." + std::to_string(client / 2) + "." + std::to_string(1 + client % 2);
    }

    static Story storyOf(const Attempt &attempt, std::size_t number)
    {
        Story story;
        const auto keep = [&story](std::string_view text) { return story.texts.keep(text); };
        story.session.key = number;
        story.session.mta = "postfix";
        story.session.host = "mx";
        story.session.start = story.session.end = attempt.time;
        story.session.client.ip = keep(ipOf(attempt.client));
        RecipientFacts recipient;
        recipient.time = attempt.time;
        recipient.sender = keep("from" + std::to_string(attempt.sender) + "@far.example.com");
        recipient.recipient = keep("to" + std::to_string(attempt.recipient) + "@example.org");
        if (attempt.accepted) {
            recipient.queued = recipient.receptionSeen = true;
            recipient.queueId = keep("Q" + std::to_string(number));
            DeliveryFacts delivery;
            delivery.time = attempt.time;
            delivery.recipient = *recipient.recipient;
            delivery.agent = "virtual";
            delivery.status = DeliveryStatus::Sent;
            delivery.local = true;
            recipient.deliveries.push_back(delivery);
        } else {
            recipient.reply = { Stage::Rcpt, 450, false, "4.2.0", "Recipient address rejected: Greylisted", "Recipient address", false };
        }
        story.recipients.push_back(std::move(recipient));
        return story;
    }

    static std::vector<Attempt> attempts(unsigned seed, int count)
    {
        std::mt19937 random(seed);
        const auto below = [&random](int limit) { return int(random() % unsigned(limit)); };
        std::vector<Attempt> all;
        for (int i = 0; i < count; ++i) // whole hours: a day and no time between the two occur as well
            all.push_back({ below(8), below(3), below(20), Base + below(24 * 30) * Hour, below(3) == 0 });
        return all;
    }

    using Sessions = std::set<std::string>;
    static Sessions expected(const std::vector<Attempt> &all)
    {
        Sessions retried;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (std::ranges::any_of(all, [&](const Attempt &later) { return all[i].isRetriedBy(later); }))
                retried.insert(sessionKeyText(i));
        }
        return retried;
    }
    static Sessions found(const std::string &path)
    {
        Sessions retried;
        CaseReader(path).eachFate({}, [&](const FateRow &row) {
            if (has(row.verdict.flags, Flag::RetrySucceeded))
                retried.insert(row.session);
            return true;
        });
        return retried;
    }

private slots:
    void retriesOfManyImports_data()
    {
        QTest::addColumn<int>("imports");
        QTest::addColumn<bool>("inOrder");
        for (const int imports : { 1, 2, 7 }) {
            QTest::addRow("%d in order of time", imports) << imports << true;
            QTest::addRow("%d, older ones later", imports) << imports << false;
        }
    }
    void retriesOfManyImports()
    {
        QFETCH(int, imports);
        QFETCH(bool, inOrder);
        constexpr int Count = 6000; // enough for segments, and for rows behind them
        std::vector<Attempt> all = attempts(unsigned(imports), Count);
        std::ranges::sort(all, [inOrder](const Attempt &a, const Attempt &b) { return inOrder ? a.time < b.time : a.time > b.time; });
        const QTemporaryDir dir;
        const std::string path = dir.filePath(QStringLiteral("retries.backscope")).toStdString();
        for (int part = 0; part < imports; ++part) {
            CaseWriter writer(path);
            for (int i = Count * part / imports; i < Count * (part + 1) / imports; ++i)
                writer.write(storyOf(all[std::size_t(i)], std::size_t(i)));
            writer.commit();
            writer.finish();
        }
        const Sessions retried = expected(all);
        QVERIFY(retried.size() > 100);
        QVERIFY(retried.size() < Count / 2);
        QVERIFY(found(path) == retried);
    }
};

QTEST_GUILESS_MAIN(TestRetries)
#include "tst_retries.moc"
