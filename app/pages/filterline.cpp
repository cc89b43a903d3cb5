// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filterline.h"

#include "domain/enums.h"
#include "theme.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QPainter>
#include <QStringListModel>

#include <utility>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr qsizetype maxRemembered = 50;
constexpr int MostValues = 20; // of the data; more cannot be looked over

QString latin(std::string_view text)
{
    return QString::fromLatin1(text.data(), qsizetype(text.size()));
}

QStringList fieldNames()
{
    QStringList texts;
    for (int i = 0; i < FieldCount; ++i) {
        const QString name = latin(fieldName(Field(i)));
        if (!name.isEmpty())
            texts << name + u':';
    }
    return texts;
}

std::optional<Field> fieldOf(const QString &name)
{
    for (int i = 0; i < FieldCount; ++i) {
        if (!name.isEmpty() && name == latin(fieldName(Field(i))))
            return Field(i);
    }
    return {};
}

QStringList valuesOf(Field field)
{
    QStringList texts;
    for (const std::string_view value : knownValues(field))
        texts << latin(value);
    return texts;
}

QStringList firstThatBegin(const QStringList &texts, const QString &word)
{
    QStringList found;
    for (const QString &text : texts) {
        if (text.startsWith(word, Qt::CaseInsensitive))
            found << text;
        if (found.size() == MostValues)
            break;
    }
    return found;
}

} // namespace

FilterCompletions filterCompletions(const QString &text, int cursor)
{
    const QString before = text.left(cursor);
    if (before.count(u'"') % 2 == 1)
        return { cursor, {}, {}, {} }; // inside quotes anything may stand
    qsizetype start = before.lastIndexOf(u' ') + 1;
    if (start < before.size() && before.at(start) == u'-')
        ++start;
    const qsizetype colon = before.indexOf(u':', start);
    if (colon < 0)
        return { int(start), before.mid(start), fieldNames(), {} };
    const std::optional<Field> field = fieldOf(before.mid(start, colon - start).toLower());
    const qsizetype value = std::max(colon, before.lastIndexOf(u',')) + 1;
    return { int(value), before.mid(value), field ? valuesOf(*field) : QStringList(), field };
}

FilterLine::FilterLine(QWidget *parent)
    : QLineEdit(parent)
    , m_completer(new QCompleter(this))
    , m_candidates(new QStringListModel(this))
{
    setObjectName(u"filterLine"_s);
    setMaxLength(4096);
    m_completer->setModel(m_candidates);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(12);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &FilterLine::insertCompletion);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::complete);
}

void FilterLine::setWrong(bool wrong)
{
    if (m_wrong == wrong)
        return;
    m_wrong = wrong;
    update();
}

void FilterLine::remember(const QString &text)
{
    m_remembered.removeAll(text);
    m_remembered << text;
    if (m_remembered.size() > maxRemembered)
        m_remembered.removeFirst();
    m_recall = m_remembered.size();
}

void FilterLine::setRemembered(const QStringList &texts)
{
    m_remembered = texts.mid(std::max<qsizetype>(0, texts.size() - maxRemembered));
    m_recall = m_remembered.size();
}

void FilterLine::keyPressEvent(QKeyEvent *event)
{
    const bool popup = m_completer->popup()->isVisible();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
        if (popup && m_completer->popup()->currentIndex().isValid()) {
            event->ignore(); // the completer takes it
            return;
        }
        break;
    case Qt::Key_Escape:
        m_waits = false;
        if (popup)
            m_completer->popup()->hide();
        else
            Q_EMIT escaped();
        return;
    case Qt::Key_Up: recall(-1); return;
    case Qt::Key_Down:
        if (event->modifiers() & Qt::ControlModifier || m_recall >= m_remembered.size())
            complete();
        else
            recall(+1);
        return;
    default: break;
    }
    QLineEdit::keyPressEvent(event);
}

void FilterLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!m_wrong)
        return;
    QPainter painter(this);
    painter.setPen(QPen(errorColor(palette()), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void FilterLine::offerValues(Field field, const QStringList &values)
{
    if (m_offeredField != field)
        return; // something else is typed by now
    m_offered = values;
    if (std::exchange(m_waits, false))
        complete();
}

void FilterLine::forgetValues()
{
    m_offeredField.reset();
    m_offered.clear();
    m_waits = false;
}

void FilterLine::complete()
{
    FilterCompletions found = filterCompletions(text(), cursorPosition());
    if (found.field && found.candidates.isEmpty()) {
        if (m_offeredField != found.field) {
            forgetValues();
            m_offeredField = found.field;
            m_waits = true;
            Q_EMIT valuesWanted(*found.field);
        }
        found.candidates = firstThatBegin(m_offered, found.word);
    }
    m_candidates->setStringList(found.candidates);
    m_completer->setCompletionPrefix(found.word);
    const int rows = m_completer->completionCount();
    const bool alreadyThere = rows == 1 && m_completer->currentCompletion().compare(found.word, Qt::CaseInsensitive) == 0;
    if (rows == 0 || alreadyThere) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(m_completer->popup()->sizeHintForColumn(0) + 32);
    m_completer->complete(place);
}

void FilterLine::insertCompletion(const QString &completion)
{
    const FilterCompletions found = filterCompletions(text(), cursorPosition());
    const QString after = text().mid(cursorPosition());
    const QString until = text().left(found.start) + completion;
    setText(until + after);
    setCursorPosition(int(until.size()));
    if (completion.endsWith(u':'))
        complete();
}

void FilterLine::recall(int step)
{
    if (m_remembered.isEmpty())
        return;
    m_recall = std::clamp<qsizetype>(m_recall + step, 0, m_remembered.size());
    setText(m_recall < m_remembered.size() ? m_remembered.at(m_recall) : QString());
}

} // namespace backscope
