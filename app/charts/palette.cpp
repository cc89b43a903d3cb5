// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "palette.h"

#include <QAbstractAxis>
#include <QChart>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLegend>
#include <QLegendMarker>
#include <QPalette>
#include <QPen>

#include <algorithm>

namespace backscope {

namespace {

QString names(const char *text)
{
    return QCoreApplication::translate("Names", text);
}

/// Controls, bidi controls, zero-width and other invisible characters can make a log line look like something else.
bool isDeceptive(char32_t c)
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        return true;
    return c == 0x00ad || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

QString visible(char32_t c)
{
    if (c == U'\t')
        return QStringLiteral(" ");
    // Fonts have glyphs for neither the characters nor their pictures, so they are written like escapes in source code.
    return c < 0x100 ? QStringLiteral("\\x%1").arg(uint(c), 2, 16, QLatin1Char('0'))
                     : QStringLiteral("\\u%1").arg(uint(c), 4, 16, QLatin1Char('0'));
}

} // namespace

// Okabe and Ito's colours, which keep apart for all common forms of colour blindness; each has at least 3:1 or an outline.
QColor outcomeColor(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Rejected: return QColor(0x00, 0x9e, 0x73);
    case Outcome::Tempfailed: return QColor(0x56, 0xb4, 0xe9);
    case Outcome::Aborted: return QColor(0x75, 0x75, 0x75);
    case Outcome::Bounced: return QColor(0xe6, 0x9f, 0x00);
    case Outcome::Discarded: return QColor(0xcc, 0x79, 0xa7);
    case Outcome::Deferred: return QColor(0xc9, 0xb9, 0x2e);
    case Outcome::Delivered: return QColor(0x1f, 0x7f, 0xc4);
    case Outcome::Unresolved: return QColor(0xa9, 0xa9, 0xb4);
    }
    return QColor(0x75, 0x75, 0x75);
}

QColor backscatterColor()
{
    return QColor(0xd5, 0x5e, 0x00);
}

// Far from the colours of outcomes and, for all common forms of colour blindness, from each other; 3:1 on white and on dark.
QColor lineColor(int number)
{
    static const QRgb colors[] = { 0x7a3ff0, 0xcc1166, 0x119999, 0x996633, 0xc76be0, 0x7d8a2a };
    return QColor(colors[std::size_t(number) % std::size(colors)]);
}

QString displayName(Outcome v)
{
    switch (v) {
    case Outcome::Rejected: return names(QT_TRANSLATE_NOOP("Names", "Rejected in dialog"));
    case Outcome::Tempfailed: return names(QT_TRANSLATE_NOOP("Names", "Temporarily refused"));
    case Outcome::Aborted: return names(QT_TRANSLATE_NOOP("Names", "Aborted by the client"));
    case Outcome::Bounced: return names(QT_TRANSLATE_NOOP("Names", "Accepted, then bounced"));
    case Outcome::Discarded: return names(QT_TRANSLATE_NOOP("Names", "Accepted, then discarded"));
    case Outcome::Deferred: return names(QT_TRANSLATE_NOOP("Names", "Deferred"));
    case Outcome::Delivered: return names(QT_TRANSLATE_NOOP("Names", "Delivered"));
    case Outcome::Unresolved: return names(QT_TRANSLATE_NOOP("Names", "Unresolved"));
    }
    return {};
}

QString displayName(BounceKind v)
{
    switch (v) {
    case BounceKind::None: return {};
    case BounceKind::Suppressed: return names(QT_TRANSLATE_NOOP("Names", "No bounce was sent"));
    case BounceKind::Local: return names(QT_TRANSLATE_NOOP("Names", "Bounce to a local sender"));
    case BounceKind::Self: return names(QT_TRANSLATE_NOOP("Names", "Bounce to ourselves"));
    case BounceKind::Verified: return names(QT_TRANSLATE_NOOP("Names", "Bounce to a verified sender"));
    case BounceKind::Backscatter: return names(QT_TRANSLATE_NOOP("Names", "Backscatter"));
    case BounceKind::UnknownOrigin: return names(QT_TRANSLATE_NOOP("Names", "Bounce, origin not in the log"));
    }
    return {};
}

QString displayName(Stage v)
{
    switch (v) {
    case Stage::None: return {};
    case Stage::Connect: return names(QT_TRANSLATE_NOOP("Names", "At connect"));
    case Stage::Helo: return names(QT_TRANSLATE_NOOP("Names", "At HELO/EHLO"));
    case Stage::Mail: return names(QT_TRANSLATE_NOOP("Names", "At MAIL FROM"));
    case Stage::Rcpt: return names(QT_TRANSLATE_NOOP("Names", "At RCPT TO"));
    case Stage::Data: return names(QT_TRANSLATE_NOOP("Names", "At DATA"));
    case Stage::Eom: return names(QT_TRANSLATE_NOOP("Names", "At end of message"));
    }
    return {};
}

QString displayName(DsnFate v)
{
    switch (v) {
    case DsnFate::None: return {};
    case DsnFate::Delivered: return names(QT_TRANSLATE_NOOP("Names", "Bounce delivered"));
    case DsnFate::Refused: return names(QT_TRANSLATE_NOOP("Names", "Bounce refused"));
    case DsnFate::Deferred: return names(QT_TRANSLATE_NOOP("Names", "Bounce still queued"));
    case DsnFate::Expired: return names(QT_TRANSLATE_NOOP("Names", "Bounce expired"));
    case DsnFate::NotSeen: return names(QT_TRANSLATE_NOOP("Names", "Fate of the bounce not in the log"));
    }
    return {};
}

QString displayName(Nature v)
{
    switch (v) {
    case Nature::Ordinary: return names(QT_TRANSLATE_NOOP("Names", "Ordinary mail"));
    case Nature::BackscatterReceived: return names(QT_TRANSLATE_NOOP("Names", "Backscatter received"));
    case Nature::LegitimateDsn: return names(QT_TRANSLATE_NOOP("Names", "Bounce of our own mail"));
    case Nature::NullUnmatched: return names(QT_TRANSLATE_NOOP("Names", "Null sender, unmatched"));
    case Nature::CalloutProbe: return names(QT_TRANSLATE_NOOP("Names", "Address probe (callout)"));
    case Nature::Autoreply: return names(QT_TRANSLATE_NOOP("Names", "Automatic reply"));
    case Nature::OwnDsn: return names(QT_TRANSLATE_NOOP("Names", "Our own bounce"));
    case Nature::OwnProbe: return names(QT_TRANSLATE_NOOP("Names", "Our own probe"));
    case Nature::ListPost: return names(QT_TRANSLATE_NOOP("Names", "Mailing list post"));
    }
    return {};
}

QString displayName(Direction v)
{
    switch (v) {
    case Direction::Inbound: return names(QT_TRANSLATE_NOOP("Names", "Inbound"));
    case Direction::Outbound: return names(QT_TRANSLATE_NOOP("Names", "Outbound"));
    case Direction::Internal: return names(QT_TRANSLATE_NOOP("Names", "Internal"));
    case Direction::RelayForward: return names(QT_TRANSLATE_NOOP("Names", "Relayed or forwarded"));
    case Direction::OpenRelay: return names(QT_TRANSLATE_NOOP("Names", "Open relay"));
    case Direction::Unknown: return names(QT_TRANSLATE_NOOP("Names", "Direction unknown"));
    }
    return {};
}

QString displayName(Confidence v)
{
    switch (v) {
    case Confidence::Low: return names(QT_TRANSLATE_NOOP("Names", "Low confidence"));
    case Confidence::Medium: return names(QT_TRANSLATE_NOOP("Names", "Medium confidence"));
    case Confidence::High: return names(QT_TRANSLATE_NOOP("Names", "High confidence"));
    case Confidence::Certain: return names(QT_TRANSLATE_NOOP("Names", "Certain"));
    }
    return {};
}

QString displayName(Avoidable v)
{
    switch (v) {
    case Avoidable::Unknown: return names(QT_TRANSLATE_NOOP("Names", "Not known whether avoidable"));
    case Avoidable::No: return names(QT_TRANSLATE_NOOP("Names", "Not avoidable"));
    case Avoidable::Partly: return names(QT_TRANSLATE_NOOP("Names", "Partly avoidable"));
    case Avoidable::Yes: return names(QT_TRANSLATE_NOOP("Names", "Avoidable"));
    }
    return {};
}

QString displayName(Knower v)
{
    switch (v) {
    case Knower::Nobody: return names(QT_TRANSLATE_NOOP("Names", "Nobody"));
    case Knower::Us: return names(QT_TRANSLATE_NOOP("Names", "This server"));
    case Knower::InnerHost: return names(QT_TRANSLATE_NOOP("Names", "Inner host"));
    case Knower::ThirdParty: return names(QT_TRANSLATE_NOOP("Names", "Third party"));
    case Knower::Filter: return names(QT_TRANSLATE_NOOP("Names", "Filter"));
    }
    return {};
}

QString displayName(ClientClass v)
{
    switch (v) {
    case ClientClass::Local: return names(QT_TRANSLATE_NOOP("Names", "Local program"));
    case ClientClass::Authenticated: return names(QT_TRANSLATE_NOOP("Names", "Authenticated user"));
    case ClientClass::TrustedRelay: return names(QT_TRANSLATE_NOOP("Names", "Trusted relay"));
    case ClientClass::OwnNetwork: return names(QT_TRANSLATE_NOOP("Names", "Own network"));
    case ClientClass::BigProvider: return names(QT_TRANSLATE_NOOP("Names", "Big mail provider"));
    case ClientClass::MxLike: return names(QT_TRANSLATE_NOOP("Names", "Looks like a mail server"));
    case ClientClass::StaticOther: return names(QT_TRANSLATE_NOOP("Names", "Other host with a name"));
    case ClientClass::DynamicLooking: return names(QT_TRANSLATE_NOOP("Names", "Dynamic or residential"));
    case ClientClass::RdnsMismatch: return names(QT_TRANSLATE_NOOP("Names", "PTR points elsewhere"));
    case ClientClass::NoRdns: return names(QT_TRANSLATE_NOOP("Names", "No PTR"));
    case ClientClass::NoFcrdns: return names(QT_TRANSLATE_NOOP("Names", "PTR not confirmed"));
    case ClientClass::NotLogged: return names(QT_TRANSLATE_NOOP("Names", "Name not logged"));
    }
    return {};
}

QString displayName(Cause v)
{
    switch (v) {
    case Cause::None: return {};
    case Cause::ProtocolAbuse: return names(QT_TRANSLATE_NOOP("Names", "Protocol abuse"));
    case Cause::Greylisted: return names(QT_TRANSLATE_NOOP("Names", "Greylisted"));
    case Cause::RateLimited: return names(QT_TRANSLATE_NOOP("Names", "Rate limited"));
    case Cause::ClientBlocklisted: return names(QT_TRANSLATE_NOOP("Names", "Client on a blocklist"));
    case Cause::RelayDenied: return names(QT_TRANSLATE_NOOP("Names", "Relay access denied"));
    case Cause::UnknownUser: return names(QT_TRANSLATE_NOOP("Names", "Unknown recipient"));
    case Cause::UndeliverableByProbe: return names(QT_TRANSLATE_NOOP("Names", "Undeliverable, by address probe"));
    case Cause::MailboxDisabled: return names(QT_TRANSLATE_NOOP("Names", "Mailbox disabled"));
    case Cause::MailboxFull: return names(QT_TRANSLATE_NOOP("Names", "Mailbox full"));
    case Cause::MessageTooBig: return names(QT_TRANSLATE_NOOP("Names", "Message too big"));
    case Cause::TooManyRecipients: return names(QT_TRANSLATE_NOOP("Names", "Too many recipients"));
    case Cause::RecipientSyntax: return names(QT_TRANSLATE_NOOP("Names", "Recipient address malformed"));
    case Cause::RecipientDomain: return names(QT_TRANSLATE_NOOP("Names", "Recipient domain does not exist"));
    case Cause::SenderDomain: return names(QT_TRANSLATE_NOOP("Names", "Sender domain does not exist"));
    case Cause::RdnsMissing: return names(QT_TRANSLATE_NOOP("Names", "Client without reverse name"));
    case Cause::GenericPtr: return names(QT_TRANSLATE_NOOP("Names", "Client with a generic name"));
    case Cause::HeloInvalid: return names(QT_TRANSLATE_NOOP("Names", "Invalid HELO"));
    case Cause::SpfFail: return names(QT_TRANSLATE_NOOP("Names", "SPF failed"));
    case Cause::DkimFail: return names(QT_TRANSLATE_NOOP("Names", "DKIM failed"));
    case Cause::DmarcFail: return names(QT_TRANSLATE_NOOP("Names", "DMARC failed"));
    case Cause::TlsRequired: return names(QT_TRANSLATE_NOOP("Names", "TLS required"));
    case Cause::AuthRequired: return names(QT_TRANSLATE_NOOP("Names", "Authentication required"));
    case Cause::Virus: return names(QT_TRANSLATE_NOOP("Names", "Virus"));
    case Cause::BannedContent: return names(QT_TRANSLATE_NOOP("Names", "Banned content"));
    case Cause::SpamContent: return names(QT_TRANSLATE_NOOP("Names", "Looks like spam"));
    case Cause::LocalPolicy: return names(QT_TRANSLATE_NOOP("Names", "Local policy"));
    case Cause::MailLoop: return names(QT_TRANSLATE_NOOP("Names", "Mail loop"));
    case Cause::DeliveryError: return names(QT_TRANSLATE_NOOP("Names", "Error in local delivery"));
    case Cause::SystemUnavailable: return names(QT_TRANSLATE_NOOP("Names", "System temporarily unavailable"));
    case Cause::HostUnreachable: return names(QT_TRANSLATE_NOOP("Names", "Next host unreachable"));
    case Cause::Expired: return names(QT_TRANSLATE_NOOP("Names", "Expired in the queue"));
    case Cause::ForwardRefused: return names(QT_TRANSLATE_NOOP("Names", "Target of a forward refused"));
    case Cause::FeatureMissing: return names(QT_TRANSLATE_NOOP("Names", "Next host lacks a feature"));
    case Cause::InnerRelayRefused: return names(QT_TRANSLATE_NOOP("Names", "Inner host refused"));
    case Cause::Other: return names(QT_TRANSLATE_NOOP("Names", "Other cause"));
    }
    return {};
}

QString displayName(Headline v)
{
    switch (v) {
    case Headline::BackscatterReceived: return names(QT_TRANSLATE_NOOP("Names", "Backscatter received"));
    case Headline::LegitimateDsn: return names(QT_TRANSLATE_NOOP("Names", "Bounce of our own mail"));
    case Headline::Backscatter: return names(QT_TRANSLATE_NOOP("Names", "Backscatter sent"));
    case Headline::BouncedOther: return names(QT_TRANSLATE_NOOP("Names", "Accepted, then bounced"));
    case Headline::Discarded: return names(QT_TRANSLATE_NOOP("Names", "Accepted, then discarded"));
    case Headline::Pending: return names(QT_TRANSLATE_NOOP("Names", "Not finished"));
    case Headline::Delivered: return names(QT_TRANSLATE_NOOP("Names", "Delivered"));
    case Headline::Rejected: return names(QT_TRANSLATE_NOOP("Names", "Rejected in dialog"));
    case Headline::Tempfailed: return names(QT_TRANSLATE_NOOP("Names", "Temporarily refused"));
    case Headline::Aborted: return names(QT_TRANSLATE_NOOP("Names", "Aborted by the client"));
    case Headline::NoTransaction: return names(QT_TRANSLATE_NOOP("Names", "No mail was offered"));
    }
    return {};
}

QString displayName(Flag v)
{
    switch (v) {
    case Flag::Unlogged: return names(QT_TRANSLATE_NOOP("Names", "Known from counters only"));
    case Flag::Estimated: return names(QT_TRANSLATE_NOOP("Names", "Estimated from repeated lines"));
    case Flag::Partial: return names(QT_TRANSLATE_NOOP("Names", "Ended differently for different final recipients"));
    case Flag::ForwardBounce: return names(QT_TRANSLATE_NOOP("Names", "The target of a forward refused"));
    case Flag::BounceShifted: return names(QT_TRANSLATE_NOOP("Names", "A trusted relay will bounce in our place"));
    case Flag::AfterQueueFilter: return names(QT_TRANSLATE_NOOP("Names", "Filtered after the queue"));
    case Flag::Quarantined: return names(QT_TRANSLATE_NOOP("Names", "Quarantined"));
    case Flag::FakeReject: return names(QT_TRANSLATE_NOOP("Names", "Refused to the client but kept"));
    case Flag::RetrySucceeded: return names(QT_TRANSLATE_NOOP("Names", "A later retry was accepted"));
    case Flag::SoftBounce: return names(QT_TRANSLATE_NOOP("Names", "Soft bounce"));
    case Flag::Truncated: return names(QT_TRANSLATE_NOOP("Names", "A log line was cut"));
    case Flag::GapCrossed: return names(QT_TRANSLATE_NOOP("Names", "The log lost lines meanwhile"));
    case Flag::Policy: return names(QT_TRANSLATE_NOOP("Names", "Refused by a rule"));
    case Flag::HandedOver: return names(QT_TRANSLATE_NOOP("Names", "Handed over; further fate not in the log"));
    case Flag::InFlight: return names(QT_TRANSLATE_NOOP("Names", "Queued, no attempt seen"));
    case Flag::Held: return names(QT_TRANSLATE_NOOP("Names", "Held"));
    case Flag::OpenRelayAlarm: return names(QT_TRANSLATE_NOOP("Names", "Open relay alarm"));
    case Flag::RemovedByAdmin: return names(QT_TRANSLATE_NOOP("Names", "Removed by an administrator"));
    case Flag::MailProbe: return names(QT_TRANSLATE_NOOP("Names", "Mail probe"));
    }
    return {};
}

QString displayName(Dimension v)
{
    switch (v) {
    case Dimension::Client: return names(QT_TRANSLATE_NOOP("Names", "Client address"));
    case Dimension::Net: return names(QT_TRANSLATE_NOOP("Names", "Client network"));
    case Dimension::PtrDomain: return names(QT_TRANSLATE_NOOP("Names", "PTR domain"));
    case Dimension::ClientClass: return names(QT_TRANSLATE_NOOP("Names", "Client class"));
    case Dimension::Helo: return names(QT_TRANSLATE_NOOP("Names", "HELO name"));
    case Dimension::SenderDomain: return names(QT_TRANSLATE_NOOP("Names", "Sender domain"));
    case Dimension::VictimDomain: return names(QT_TRANSLATE_NOOP("Names", "Victim domain"));
    case Dimension::Rcpt: return names(QT_TRANSLATE_NOOP("Names", "Recipient"));
    case Dimension::RcptDomain: return names(QT_TRANSLATE_NOOP("Names", "Recipient domain"));
    case Dimension::Relay: return names(QT_TRANSLATE_NOOP("Names", "Relay that answered"));
    case Dimension::Cause: return names(QT_TRANSLATE_NOOP("Names", "Cause"));
    case Dimension::Host: return names(QT_TRANSLATE_NOOP("Names", "Mail host"));
    case Dimension::Listener: return names(QT_TRANSLATE_NOOP("Names", "Listener"));
    case Dimension::Outcome: return names(QT_TRANSLATE_NOOP("Names", "Outcome"));
    case Dimension::Stage: return names(QT_TRANSLATE_NOOP("Names", "Stage of the dialog"));
    case Dimension::Hour: return names(QT_TRANSLATE_NOOP("Names", "Hour of the day"));
    case Dimension::Country: return names(QT_TRANSLATE_NOOP("Names", "Country of the client"));
    case Dimension::As: return names(QT_TRANSLATE_NOOP("Names", "Provider's network (AS)"));
    }
    return {};
}

QString displayName(Measure v)
{
    switch (v) {
    case Measure::Recipients: return names(QT_TRANSLATE_NOOP("Names", "Recipients"));
    case Measure::Rejected: return names(QT_TRANSLATE_NOOP("Names", "Rejected in dialog"));
    case Measure::Bounced: return names(QT_TRANSLATE_NOOP("Names", "Accepted, then bounced"));
    case Measure::Backscatter: return names(QT_TRANSLATE_NOOP("Names", "Backscatter"));
    case Measure::Delivered: return names(QT_TRANSLATE_NOOP("Names", "Delivered"));
    case Measure::Sessions: return names(QT_TRANSLATE_NOOP("Names", "Sessions"));
    case Measure::Avoidable: return names(QT_TRANSLATE_NOOP("Names", "Avoidable bounces"));
    }
    return {};
}

void applyTheme(QChart *chart, const QPalette &palette, const QFont &font)
{
    QFont bold = font;
    bold.setBold(true);
    const QColor text = palette.color(QPalette::WindowText);
    QColor grid = text;
    grid.setAlphaF(0.18F);
    chart->setBackgroundBrush(palette.brush(QPalette::Base));
    chart->setBackgroundPen(Qt::NoPen);
    chart->setTitleBrush(text);
    chart->legend()->setLabelColor(text);
    chart->legend()->setFont(font);
    const auto axes = chart->axes();
    for (QAbstractAxis *axis : axes) {
        axis->setLabelsColor(text);
        axis->setLabelsFont(font);
        axis->setTitleFont(bold);
        axis->setTitleBrush(text);
        axis->setGridLineColor(grid);
        axis->setLinePenColor(grid);
    }
}

void fitLegend(QChart *chart, const QFont &font, double width)
{
    const double marker = QFontMetricsF(font).height() * 2.2; // the coloured box and the space around
    constexpr double Least = 0.7;
    double names = 0, boxes = 0;
    const auto markers = chart->legend()->markers();
    for (const QLegendMarker *one : markers) {
        if (!one->isVisible())
            continue;
        names += QFontMetricsF(font).horizontalAdvance(one->label());
        boxes += marker;
    }
    QFont fitting = font;
    const double share = names > 0 ? (width - boxes) / names : 1;
    fitting.setPointSizeF(font.pointSizeF() * std::clamp(share, Least, 1.0));
    chart->legend()->setFont(fitting);
}

QString safeText(std::string_view bytes)
{
    const QString decoded = QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    QString safe;
    safe.reserve(decoded.size());
    for (qsizetype i = 0; i < decoded.size(); ++i) {
        char32_t c = decoded.at(i).unicode();
        if (QChar::isHighSurrogate(c) && i + 1 < decoded.size() && decoded.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(decoded.at(i), decoded.at(i + 1));
            ++i;
        }
        if (isDeceptive(c))
            safe += visible(c);
        else
            safe += QString::fromUcs4(&c, 1);
    }
    return safe;
}

} // namespace backscope
