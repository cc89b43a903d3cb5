// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "state/bouncemail.h"

#include "domain/enums.h"
#include "store/casefile.h"

#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qsizetype MostBytes = 1 << 20; ///< a report and the headers of the returned mail fit in far less
constexpr std::size_t MostIds = 20;

void add(std::vector<std::string> &values, const QString &value, bool first = false)
{
    const std::string text = value.trimmed().toStdString();
    if (text.empty() || values.size() >= MostIds || std::find(values.begin(), values.end(), text) != values.end())
        return;
    values.insert(first ? values.begin() : values.end(), text);
}

/// "rfc822; someone@example.org", "<someone@example.org>" or the bare address.
QString addressOf(const QString &value)
{
    QString address = value.section(u';', -1).trimmed();
    if (address.startsWith(u'<') && address.endsWith(u'>'))
        address = address.mid(1, address.size() - 2);
    return address.contains(u'@') ? address : QString();
}

void readHeader(const QString &name, const QString &value, BounceMail &mail)
{
    static const QRegularExpression receivedId(u"\\bid\\s+<?([A-Za-z0-9._:-]{5,})"_s);
    if (name == u"x-postfix-queue-id") {
        add(mail.queueIds, value, true);
    } else if (name == u"message-id" || name == u"original-message-id") {
        // The returned mail stands behind the report: what comes last is what bounced.
        add(mail.messageIds, value, true);
        add(mail.messageIds, QString(value).remove(u'<').remove(u'>'));
    } else if (name == u"final-recipient" || name == u"original-recipient" || name == u"x-failed-recipients") {
        add(mail.recipients, addressOf(value));
    } else if (name == u"received") {
        if (const auto match = receivedId.match(value); match.hasMatch())
            add(mail.queueIds, match.captured(1));
    } else if (name == u"date" && mail.date.isEmpty()) {
        mail.date = value.trimmed();
    }
}

bool holds(CaseReader &reader, const Filter &filter)
{
    return reader.countSessions(filter) > 0;
}

Filter only(Field field, const std::string &value)
{
    return { { Term { field, false, true, { value } } } };
}

} // namespace

bool isMailFile(const QString &path)
{
    return QFileInfo(path).suffix().compare(u"eml"_s, Qt::CaseInsensitive) == 0;
}

BounceMail readBounceMail(const QByteArray &bytes)
{
    BounceMail mail;
    QString name, value;
    const QStringList lines = QString::fromUtf8(bytes.first(std::min(bytes.size(), MostBytes))).split(u'\n');
    for (const QString &line : lines) {
        if (line.startsWith(u' ') || line.startsWith(u'\t')) {
            value += u' ' + line.trimmed(); // a folded header goes on
            continue;
        }
        readHeader(name, value, mail);
        const qsizetype colon = line.indexOf(u':');
        name = line.left(colon).toLower();
        value = colon < 0 ? QString() : line.mid(colon + 1).trimmed();
    }
    readHeader(name, value, mail);
    return mail;
}

std::optional<Filter> findBouncedMail(CaseReader &reader, const BounceMail &mail)
{
    for (const auto &[field, ids] : { std::pair(Field::QueueId, &mail.queueIds), std::pair(Field::MessageId, &mail.messageIds) }) {
        for (const std::string &id : *ids) {
            if (holds(reader, only(field, id)))
                return only(field, id);
            Term sessions { Field::Session, false, true, {} }; // the id may be that of the bounce itself
            for (const std::int64_t session : reader.find(id))
                sessions.values.push_back(reader.story(session).row.session);
            if (!sessions.values.empty())
                return Filter { { sessions } };
        }
    }
    for (const std::string &recipient : mail.recipients) {
        const Filter bounced
            = only(Field::Rcpt, recipient).with(Term { Field::Outcome, false, true, { std::string(slug(Outcome::Bounced)) } });
        if (holds(reader, bounced))
            return bounced;
    }
    return {};
}

} // namespace backscope
