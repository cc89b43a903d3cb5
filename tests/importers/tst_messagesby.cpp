// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "importers/assembly/host.h"

#include <QTest>

using namespace backscope;
using namespace backscope::assembly;

namespace {

Message named(Text instance, Text queueId)
{
    Message message;
    message.instance = instance;
    message.queueId = queueId;
    return message;
}

} // namespace

class TestMessagesBy : public QObject {
    Q_OBJECT

private slots:
    void theNewestUseOfANameCounts()
    {
        MessagesBy<QueueName> messages;
        Message older = named("postfix", "A1"), newer = named("postfix", "A1"), other = named("postfix-out", "A1");
        messages.put(older);
        messages.put(other);
        QCOMPARE(messages.find({ "postfix", "A1" }), &older);
        messages.put(newer);
        QCOMPARE(messages.find({ "postfix", "A1" }), &newer);
        messages.remove(older); // is not there any more
        QCOMPARE(messages.find({ "postfix", "A1" }), &newer);
        messages.remove(newer);
        QCOMPARE(messages.find({ "postfix", "A1" }), nullptr);
        QCOMPARE(messages.find({ "postfix-out", "A1" }), &other);
        QCOMPARE(messages.find({ "", "A1" }), nullptr);
    }

    /// A name ends where it ends, whatever stands beside it.
    void instanceAndQueueIdAreTwoThings()
    {
        MessagesBy<QueueName> messages;
        Message one = named("a", "bc"), other = named("ab", "c"), turned = named("bc", "a");
        for (Message *message : { &one, &other, &turned })
            messages.put(*message);
        QCOMPARE(messages.find({ "a", "bc" }), &one);
        QCOMPARE(messages.find({ "ab", "c" }), &other);
        QCOMPARE(messages.find({ "bc", "a" }), &turned);
    }

    void manyAreFound()
    {
        constexpr int Count = 20000;
        std::vector<std::unique_ptr<Message>> all;
        std::vector<bool> removed(Count);
        MessagesBy<QueueName> messages;
        Texts texts;
        for (int i = 0; i < Count; ++i) {
            all.push_back(std::make_unique<Message>(named({}, texts.keep(std::to_string(i)))));
            messages.put(*all.back());
            if (i % 3 == 0) {
                messages.remove(*all[std::size_t(i / 2)]);
                removed[std::size_t(i / 2)] = true;
            }
        }
        for (std::size_t i = 0; i < Count; ++i)
            QCOMPARE(messages.find({ "", all[i]->queueId }), removed[i] ? nullptr : all[i].get());
    }

    /// Logs name the id of some mail twice, and not always the same one.
    void aMessageThatGetsAnotherIdIsFoundByThatOnly()
    {
        Site site;
        Host host("mx", "exim", site, Second);
        Message &message = host.newMessage({}, "1tXyZ-000000001-AbCd", 0);
        host.setMessageId(message, "first@example.org");
        host.setMessageId(message, "second@example.org");
        QCOMPARE(host.findByMessageId("first@example.org"), nullptr);
        QCOMPARE(host.findByMessageId("second@example.org"), &message);
        message.removed = true;
        host.advanceTo(3600 * Second, [](const Story &) {});
        QCOMPARE(host.findByMessageId("second@example.org"), nullptr);
        QCOMPARE(host.find({}, "1tXyZ-000000001-AbCd"), nullptr);
    }
};

QTEST_GUILESS_MAIN(TestMessagesBy)
#include "tst_messagesby.moc"
