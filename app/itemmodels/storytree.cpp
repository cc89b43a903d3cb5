// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/storytree.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/reasontext.h"
#include "itemmodels/shownzone.h"

#include <QCoreApplication>
#include <QStandardItemModel>

#include <algorithm>

namespace backscope {

namespace {

constexpr int ValueChars = 600;

QString say(const char *text)
{
    return QCoreApplication::translate("Story", text);
}

QColor verdictColor(const Verdict &verdict)
{
    return verdict.kind == BounceKind::Backscatter ? backscatterColor() : outcomeColor(verdict.outcome);
}

Term oneTerm(Field field, std::string_view value)
{
    return { field, false, true, { std::string(value) } };
}

QString addressText(const std::optional<Text> &address)
{
    if (!address)
        return say(QT_TRANSLATE_NOOP("Story", "(not logged)"));
    return QStringLiteral("<%1>").arg(boundedText(*address));
}

/// Appends rows below one item.
class Branch {
public:
    explicit Branch(QStandardItem *parent)
        : m_parent(parent)
    {
    }
    QStandardItem *add(const QString &name, const QString &value, const std::optional<Term> &term = {})
    {
        auto *const left = new QStandardItem(name);
        auto *const right = new QStandardItem(value);
        for (QStandardItem *item : { left, right }) {
            item->setEditable(false);
            item->setTextAlignment(Qt::AlignLeft | Qt::AlignTop);
            item->setToolTip(plainToolTip(value));
            if (term)
                item->setData(QVariant::fromValue(*term), FilterRole);
        }
        m_parent->appendRow({ left, right });
        return left;
    }
    /// Like add(), but an empty value leaves the row out.
    void addIf(const QString &name, std::string_view value, const std::optional<Term> &term = {})
    {
        if (!value.empty())
            add(name, boundedText(value, ValueChars), term);
    }
    void link(QStandardItem *left, std::uint32_t line)
    {
        left->setData(line, LineRole);
        m_parent->child(left->row(), 1)->setData(line, LineRole);
    }

private:
    QStandardItem *m_parent;
};

QString replyText(const ReplyFacts &reply)
{
    QString text = displayName(reply.stage);
    if (reply.code > 0)
        text += QStringLiteral(": %1").arg(reply.code);
    if (!reply.enhanced.empty())
        text += QLatin1Char(' ') + boundedText(reply.enhanced);
    return text + QLatin1Char(' ') + boundedText(reply.text, ValueChars);
}

QString statusText(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Sent: return say(QT_TRANSLATE_NOOP("Story", "delivered"));
    case DeliveryStatus::Deferred: return say(QT_TRANSLATE_NOOP("Story", "put off"));
    case DeliveryStatus::Bounced: return say(QT_TRANSLATE_NOOP("Story", "refused for good"));
    case DeliveryStatus::Expired: return say(QT_TRANSLATE_NOOP("Story", "given up after too long"));
    case DeliveryStatus::SoftBounce: return say(QT_TRANSLATE_NOOP("Story", "refused, kept by soft_bounce"));
    case DeliveryStatus::Discarded: return say(QT_TRANSLATE_NOOP("Story", "thrown away"));
    case DeliveryStatus::Held: return say(QT_TRANSLATE_NOOP("Story", "held"));
    case DeliveryStatus::Removed: return say(QT_TRANSLATE_NOOP("Story", "removed by the administrator"));
    }
    return {};
}

QString deliveryText(const DeliveryFacts &delivery)
{
    QString text = addressText(delivery.recipient) + QLatin1Char(' ') + statusText(delivery.status);
    if (!delivery.relayHost.empty() || !delivery.relayIp.empty())
        text += say(QT_TRANSLATE_NOOP("Story", " by %1"))
                    .arg(boundedText(delivery.relayHost)
                        + (delivery.relayIp.empty() ? QString() : u'[' + boundedText(delivery.relayIp) + u']'));
    if (!delivery.text.empty())
        text += QStringLiteral(": ") + boundedText(delivery.text, ValueChars);
    return text;
}

void addDialog(QStandardItem *root, const StoryDetails &details)
{
    const SessionFacts &session = details.story.session;
    const SessionRow &row = details.row;
    Branch top(root);
    QStandardItem *const dialog = top.add(say(QT_TRANSLATE_NOOP("Story", "Dialog")),
        say(QT_TRANSLATE_NOOP("Story", "began %1 %2")).arg(timeText(row.start), shownTime(row.start).timeZoneAbbreviation()),
        oneTerm(Field::Session, row.session));
    Branch branch(dialog);
    if (row.client.ip.empty())
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Client")), say(QT_TRANSLATE_NOOP("Story", "this host itself")));
    else
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Client")), boundedText(row.client.ip), oneTerm(Field::Client, row.client.ip));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Confirmed name")), row.client.name, oneTerm(Field::Ptr, row.client.name));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Unconfirmed name")), row.client.ptr, oneTerm(Field::Ptr, row.client.ptr));
    branch.add(say(QT_TRANSLATE_NOOP("Story", "Client class")), displayName(row.clientClass), oneTerm(Field::Class, slug(row.clientClass)));
    if (!details.verdicts.clientClassWhy.isEmpty())
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Because")), reasonText(details.verdicts.clientClassWhy));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Server")), row.host, oneTerm(Field::Host, row.host));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Listener")), row.listener, oneTerm(Field::Listener, row.listener));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "HELO")), row.helo, oneTerm(Field::Helo, row.helo));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "User")), row.authUser, oneTerm(Field::Auth, row.authUser));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "TLS")), row.tls);
    for (std::size_t i = 0; i < std::min<std::size_t>(session.sessionReplies.size(), 50); ++i)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Refused")), replyText(session.sessionReplies[i]));
    for (std::size_t i = 0; i < std::min<std::size_t>(session.notes.size(), 50); ++i)
        branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Note")), session.notes[i]);
}

void addVerdict(Branch &branch, const Verdict &verdict)
{
    if (verdict.nature != Nature::Ordinary)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Nature")), displayName(verdict.nature), oneTerm(Field::Nature, slug(verdict.nature)));
    if (verdict.cause != Cause::None) {
        QString cause = displayName(verdict.cause);
        if (verdict.underlying != Cause::None)
            cause = say(QT_TRANSLATE_NOOP("Story", "%1, in the end: %2")).arg(cause, displayName(verdict.underlying));
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Cause")), cause, oneTerm(Field::Cause, slug(verdict.cause)));
    }
    if (verdict.outcome == Outcome::Bounced)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Avoidable")), displayName(verdict.avoidable),
            oneTerm(Field::Avoidable, slug(verdict.avoidable)));
    branch.add(say(QT_TRANSLATE_NOOP("Story", "Confidence")), displayName(verdict.confidence),
        oneTerm(Field::Confidence, slug(verdict.confidence)));
}

void addWhy(QStandardItem *recipient, const Verdict &verdict, const RecipientFacts &facts, const CardData &data)
{
    const RawLines &lines = data.details.story.lines;
    Branch branch(recipient);
    if (!verdict.why.empty()) {
        Branch reasons(branch.add(say(QT_TRANSLATE_NOOP("Story", "Why")), {}));
        for (std::size_t i = 0; i < std::min<std::size_t>(verdict.why.size(), 50); ++i)
            reasons.add(QStringLiteral("%1.").arg(i + 1), reasonText(verdict.why[i]));
    }
    if (facts.evidence.empty() || lines.empty())
        return;
    QStandardItem *const evidence
        = branch.add(say(QT_TRANSLATE_NOOP("Story", "Evidence")), say(QT_TRANSLATE_NOOP("Story", "click a line to see it in the log")));
    Branch proofs(evidence);
    for (std::size_t i = 0; i < std::min<std::size_t>(facts.evidence.size(), 50); ++i) {
        const std::uint32_t at = facts.evidence[i];
        if (at < lines.size())
            proofs.link(
                proofs.add(QStringLiteral("[%1] %2").arg(i + 1).arg(lineName(data, lines[at])), boundedText(lines[at].text, ValueChars)),
                at);
    }
}

void addDsn(Branch &branch, const DsnFacts &dsn, const Verdict &verdict)
{
    if (dsn.queueId.empty() && verdict.dsnFate == DsnFate::None)
        return;
    const QString to = dsn.recipient.empty() ? QString() : say(QT_TRANSLATE_NOOP("Story", " to <%1>")).arg(boundedText(dsn.recipient));
    const QString id = dsn.queueId.empty() ? QString() : boundedText(dsn.queueId);
    std::optional<Term> term;
    if (const auto at = dsn.recipient.rfind('@'); at != std::string::npos)
        term = oneTerm(Field::Victim, std::string_view(dsn.recipient).substr(at + 1));
    branch.add(say(QT_TRANSLATE_NOOP("Story", "Our bounce")), (id + to).trimmed(), term);
    if (dsn.linkHeuristic)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Note")),
            say(QT_TRANSLATE_NOOP("Story", "joined to this mail by time and sender; the log has no direct link")));
    if (verdict.dsnFate == DsnFate::None)
        return;
    QString fate = displayName(verdict.dsnFate);
    if (!dsn.text.empty())
        fate += QStringLiteral(": ") + boundedText(dsn.text, ValueChars);
    branch.add(say(QT_TRANSLATE_NOOP("Story", "Its fate")), fate);
}

void addRecipient(QStandardItem *root, const CardData &data, std::size_t at)
{
    const RecipientFacts &facts = data.details.story.recipients[at];
    const Verdict verdict = at < data.details.verdicts.verdicts.size() ? data.details.verdicts.verdicts[at] : Verdict {};
    Branch top(root);
    QStandardItem *const item = top.add(say(QT_TRANSLATE_NOOP("Story", "Recipient")),
        QStringLiteral("%1  %2").arg(addressText(facts.recipient), verdictText(verdict)),
        facts.recipient ? std::optional(oneTerm(Field::Rcpt, *facts.recipient)) : std::nullopt);
    root->child(item->row(), 1)->setData(verdictColor(verdict), Qt::DecorationRole);
    QFont bold = item->font();
    bold.setBold(true);
    root->child(item->row(), 1)->setFont(bold);
    Branch branch(item);
    branch.add(say(QT_TRANSLATE_NOOP("Story", "Sender")),
        facts.sender && facts.sender->empty() ? say(QT_TRANSLATE_NOOP("Story", "<> (a bounce or a probe)")) : addressText(facts.sender),
        facts.sender ? std::optional(oneTerm(Field::Sender, *facts.sender)) : std::nullopt);
    if (facts.reply.stage != Stage::None)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Answer in the dialog")), replyText(facts.reply),
            oneTerm(Field::Stage, slug(facts.reply.stage)));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Queued as")), facts.queueId, oneTerm(Field::QueueId, facts.queueId));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Message-ID")), facts.messageId, oneTerm(Field::MessageId, facts.messageId));
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Filter said")), facts.filterVerdict);
    branch.addIf(say(QT_TRANSLATE_NOOP("Story", "Authentication")), facts.authResults);
    for (std::size_t i = 0; i < std::min<std::size_t>(facts.deliveries.size(), 50); ++i)
        branch.add(timeText(facts.deliveries[i].time), deliveryText(facts.deliveries[i]));
    addDsn(branch, facts.dsn, verdict);
    addVerdict(branch, verdict);
    addWhy(item, verdict, facts, data);
}

} // namespace

QString lineName(const CardData &data, const RawLine &line)
{
    const auto source = data.sources.find(line.source);
    const QString path = source == data.sources.end() ? QStringLiteral("#%1").arg(line.source) : boundedText(source->second, 200);
    return QStringLiteral("%1:%2").arg(path.section(QLatin1Char('/'), -1)).arg(line.line);
}

QString storyTitle(const StoryDetails &details)
{
    const SessionRow &row = details.row;
    const std::string &name = row.client.name.empty() ? row.client.ptr : row.client.name;
    QString who = row.client.ip.empty() ? say(QT_TRANSLATE_NOOP("Story", "Local submission")) : boundedText(row.client.ip, 60);
    if (!name.empty())
        who += QStringLiteral(" (%1)").arg(boundedText(name, 80));
    return say(QT_TRANSLATE_NOOP("Story", "%1: %2")).arg(who, displayName(row.headline));
}

QString verdictText(const Verdict &verdict)
{
    const QString outcome = displayName(verdict.outcome);
    if (verdict.kind != BounceKind::None)
        return say(QT_TRANSLATE_NOOP("Story", "%1: %2")).arg(outcome, displayName(verdict.kind));
    return outcome;
}

void fillStoryTree(QStandardItemModel &model, const CardData &data)
{
    model.clear();
    model.setHorizontalHeaderLabels({ say(QT_TRANSLATE_NOOP("Story", "Step")), say(QT_TRANSLATE_NOOP("Story", "What the log says")) });
    QStandardItem *const root = model.invisibleRootItem();
    addDialog(root, data.details);
    const std::size_t all = data.details.story.recipients.size();
    const std::size_t shown = std::min<std::size_t>(all, MaxShownRecipients);
    for (std::size_t i = 0; i < shown; ++i)
        addRecipient(root, data, i);
    Branch branch(root);
    if (shown < all)
        branch.add(say(QT_TRANSLATE_NOOP("Story", "More recipients")),
            say(QT_TRANSLATE_NOOP("Story", "%1 are not shown here")).arg(countText(std::int64_t(all - shown))));
    for (std::size_t i = 0; i < std::min<std::size_t>(data.details.story.scatter.size(), 50); ++i) {
        const ScatterFacts &scatter = data.details.story.scatter[i];
        branch.add(say(QT_TRANSLATE_NOOP("Story", "Other mail we sent")),
            QStringLiteral("%1 <%2>").arg(timeText(scatter.time), boundedText(scatter.recipient)));
    }
    const SessionRow &row = data.details.row;
    if (!row.endReason.empty())
        branch.add(say(QT_TRANSLATE_NOOP("Story", "End of dialog")),
            QStringLiteral("%1 %2, %3").arg(timeText(row.end), shownTime(row.end).timeZoneAbbreviation(), boundedText(row.endReason)));
}

} // namespace backscope
