// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "filterbar.h"

#include "charts/palette.h"
#include "filterchip.h"
#include "filterline.h"
#include "flowlayout.h"
#include "itemmodels/display.h"
#include "itemmodels/reasontext.h"
#include "itemmodels/shownzone.h"
#include "theme.h"
#include "timemenu.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

QToolButton *buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(action->text().remove(u'&'));
    return button;
}

const Term *timeTerm(const Filter &filter)
{
    for (const Term &term : filter.terms) {
        if (term.field == Field::Time && term.enabled && !term.negated && term.values.size() == 1)
            return &term;
    }
    return nullptr;
}

std::optional<TimeRange> shownRange(const Filter &filter)
{
    const Term *const term = timeTerm(filter);
    const auto parsed = parseTimeRange(term ? term->values.front() : std::string());
    const auto *const range = std::get_if<TimeRange>(&parsed);
    return term && range ? std::optional(*range) : std::nullopt;
}

/// A condition as the user types it: times in the shown zone.
QString typedText(Term term)
{
    term.enabled = true;
    const auto parsed = parseTimeRange(term.field == Field::Time && term.values.size() == 1 ? term.values.front() : std::string());
    if (const auto *const range = std::get_if<TimeRange>(&parsed); range && term.field == Field::Time)
        return (term.negated ? u"-time:"_s : u"time:"_s) + zonedText(*range);
    return QString::fromStdString(toText(Filter { { term } }));
}

std::optional<Dimension> dimensionOf(Field field)
{
    for (int i = 0; i < DimensionCount; ++i) {
        if (filterField(Dimension(i)) == field)
            return Dimension(i);
    }
    return {};
}

/// As the grammar writes them. What cannot be typed without quotes, or does not look like what it is, is not offered.
QStringList offeredValues(Field field, const std::vector<GroupRow> &rows)
{
    constexpr std::size_t Longest = 100;
    QStringList values;
    for (const GroupRow &row : rows) {
        const std::string text = toText(Filter { { { field, false, true, { row.key } } } });
        const QString shown = safeText(row.key);
        if (!row.key.empty() && row.key.size() <= Longest && text == std::string(fieldName(field)) + ':' + shown.toStdString())
            values << shown;
    }
    return values;
}

} // namespace

FilterBar::FilterBar(DrillState *state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_line(new FilterLine(this))
    , m_time(new QToolButton(this))
    , m_error(new QLabel(this))
    , m_chips(new QWidget(this))
{
    setObjectName(u"filterBar"_s);
    setupActions();
    setupLayout();
    connect(m_line, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(m_line, &QLineEdit::returnPressed, this, &FilterBar::commit);
    connect(m_line, &FilterLine::escaped, this, &FilterBar::escape);
    connect(m_line, &FilterLine::valuesWanted, this, &FilterBar::askValues);
    for (const auto change : { &DrillState::filterChanged, &DrillState::caseChanged, &DrillState::dataChanged })
        connect(m_state, change, m_line, &FilterLine::forgetValues);
    connect(m_time, &QToolButton::clicked, this, &FilterBar::openTimeMenu);
    connect(m_state, &DrillState::filterChanged, this, &FilterBar::rebuild);
    connect(m_state, &DrillState::caseChanged, this, &FilterBar::rebuild);
    connect(m_state, &DrillState::historyChanged, this, &FilterBar::updateActions);
    rebuild();
}

void FilterBar::setupActions()
{
    const auto make = [this](const QString &icon, const QString &text, const QKeySequence &keys) {
        auto *action = new QAction(lineIcon(icon), text, this);
        action->setShortcut(keys);
        action->setToolTip(u"%1 (%2)"_s.arg(QString(text).remove(u'&'), keys.toString(QKeySequence::NativeText)));
        return action;
    };
    m_back = make(u"back"_s, tr("&Back"), QKeySequence(Qt::ALT | Qt::Key_Left));
    m_forward = make(u"forward"_s, tr("&Forward"), QKeySequence(Qt::ALT | Qt::Key_Right));
    m_up = make(u"up"_s, tr("&Up: without the last condition"), QKeySequence(Qt::ALT | Qt::Key_Up));
    m_clear = make(u"clear"_s, tr("&Clear: show everything"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    connect(m_back, &QAction::triggered, m_state, &DrillState::goBack);
    connect(m_forward, &QAction::triggered, m_state, &DrillState::goForward);
    connect(m_up, &QAction::triggered, this, [this] { m_state->removeTerm(int(m_state->filter().terms.size()) - 1); });
    connect(m_clear, &QAction::triggered, m_state, &DrillState::clearFilter);
}

void FilterBar::setupLayout()
{
    m_line->setPlaceholderText(tr("Filter, for example  outcome:bounced  client:203.0.113.0/24  -rcptdomain:example.org  (Ctrl+F)"));
    m_line->setAccessibleName(tr("Filter condition"));
    m_line->setClearButtonEnabled(true);
    m_time->setObjectName(u"timeRange"_s);
    m_time->setAutoRaise(true);
    m_time->setFocusPolicy(Qt::StrongFocus);
    m_time->setToolTip(tr("Time range that is shown. Click to change it."));
    m_error->setObjectName(u"filterError"_s);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->hide();
    auto *flow = new FlowLayout(m_chips);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(6);
    auto *top = new QHBoxLayout;
    top->setSpacing(2);
    for (QAction *action : { m_back, m_forward, m_up })
        top->addWidget(buttonFor(action, this));
    top->addWidget(m_line, 1);
    top->addWidget(buttonFor(m_clear, this));
    top->addWidget(m_time);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(4);
    column->addLayout(top);
    column->addWidget(m_error);
    column->addWidget(m_chips);
}

void FilterBar::setDataRange(Micros first, Micros last)
{
    m_first = first;
    m_last = last;
    rebuildTime();
}

void FilterBar::focusLine()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void FilterBar::rebuild()
{
    m_edited = -1;
    while (QLayoutItem *item = m_chips->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->setObjectName({}); // it lives on until its own signal has returned
        item->widget()->deleteLater();
        delete item;
    }
    const Filter &filter = m_state->filter();
    for (int i = 0; i < int(filter.terms.size()); ++i) {
        auto *chip = new FilterChip(filter.terms[std::size_t(i)], m_chips);
        m_chips->layout()->addWidget(chip);
        connect(chip, &FilterChip::editRequested, this, [this, i] { editTerm(i); });
        connect(chip, &FilterChip::removeRequested, this, [this, i] { removeTerm(i); });
        connect(chip, &FilterChip::changeRequested, this, [this, i](const Term &term) { changeTerm(i, term); });
        chip->show();
    }
    m_chips->setVisible(!filter.isEmpty());
    m_chips->updateGeometry();
    updateActions();
    rebuildTime();
}

void FilterBar::updateActions()
{
    m_back->setEnabled(m_state->canGoBack());
    m_forward->setEnabled(m_state->canGoForward());
    m_up->setEnabled(!m_state->filter().isEmpty());
    m_clear->setEnabled(!m_state->filter().isEmpty());
}

void FilterBar::rebuildTime()
{
    QString text = m_first != 0 ? tr("All: %1").arg(spanText(m_first, m_last)) : tr("All times");
    if (const auto range = shownRange(m_state->filter()))
        text = rangeText(*range);
    m_time->setText(text + u" \u25be"_s); // a menu opens
    m_time->setAccessibleName(tr("Time range: %1").arg(text));
}

void FilterBar::editTerm(int index)
{
    const auto &terms = m_state->filter().terms;
    if (index < 0 || index >= int(terms.size()))
        return;
    m_line->setText(typedText(terms[std::size_t(index)]));
    m_edited = index;
    m_line->setFocus();
}

void FilterBar::editTime()
{
    const auto &terms = m_state->filter().terms;
    for (int i = 0; i < int(terms.size()); ++i) {
        if (&terms[std::size_t(i)] == timeTerm(m_state->filter())) {
            editTerm(i);
            return;
        }
    }
    m_line->setText(u"time:"_s + (m_first != 0 ? zonedText(TimeRange { m_first, m_last + 1 }) : QString()));
    m_line->setFocus();
}

void FilterBar::chooseTime(const std::optional<TimeRange> &range)
{
    Filter filter = m_state->filter();
    std::erase_if(filter.terms, [](const Term &term) { return term.field == Field::Time && !term.negated; });
    if (range)
        filter = filter.with(Term { Field::Time, false, true, { toText(*range) } });
    m_state->setFilter(filter);
}

void FilterBar::openTimeMenu()
{
    auto *const menu = new QMenu(m_time);
    menu->setObjectName(u"timeMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Micros now = QDateTime::currentMSecsSinceEpoch() * 1000;
    for (const TimeChoice &choice : timeChoices(m_first, m_last, now, shownRange(m_state->filter()))) {
        if (choice.startsGroup)
            menu->addSeparator();
        menu->addAction(choice.text, this, [this, range = choice.range] { chooseTime(range); });
    }
    menu->addSeparator();
    menu->addAction(tr("Type a range…"), this, &FilterBar::editTime);
    menu->popup(m_time->mapToGlobal(QPoint(0, m_time->height())));
}

void FilterBar::refreshTimes()
{
    rebuild();
}

void FilterBar::changeTerm(int index, const Term &term)
{
    Filter filter = m_state->filter();
    if (index < 0 || index >= int(filter.terms.size()))
        return;
    filter.terms[std::size_t(index)] = term;
    m_state->setFilter(filter);
}

void FilterBar::removeTerm(int index)
{
    m_state->removeTerm(index);
}

/// The values that the data has under the filter, those with most recipients first.
void FilterBar::askValues(Field field)
{
    constexpr int Most = 5000;
    const std::optional<Dimension> by = dimensionOf(field);
    if (!by || m_state->casePath().isEmpty()) {
        m_values.cancel();
        return;
    }
    Filter filter = m_state->filter();
    if (m_edited >= 0 && m_edited < int(filter.terms.size()))
        filter.terms.erase(filter.terms.begin() + m_edited); // it is about to be replaced
    m_values.request<QStringList>(
        m_state->casePath(),
        [filter, field, by = *by](CaseReader &reader) { return offeredValues(field, reader.top(filter, by, Measure::Recipients, Most)); },
        [this, field](const std::shared_ptr<const QStringList> &values) { m_line->offerValues(field, *values); },
        [](const Problem &) {}); // whoever asks the case for more than a hint will tell
}

void FilterBar::check(const QString &text)
{
    if (text.isEmpty())
        m_edited = -1;
    const auto parsed = parseFilter(text.toStdString());
    const auto *problem = std::get_if<Problem>(&parsed);
    m_line->setWrong(problem != nullptr);
    m_error->setVisible(problem != nullptr);
    if (!problem) {
        m_error->clear();
        return;
    }
    QPalette colours = m_error->palette();
    colours.setColor(QPalette::WindowText, errorColor(palette()));
    m_error->setPalette(colours);
    m_error->setText(problemText(*problem));
    m_line->setAccessibleDescription(m_error->text());
}

void FilterBar::commit()
{
    const QString text = m_line->text().trimmed();
    const auto parsed = parseFilter(text.toStdString());
    const auto *typed = std::get_if<Filter>(&parsed);
    if (!typed || typed->isEmpty())
        return;
    Filter next = m_state->filter();
    if (m_edited >= 0 && m_edited < int(next.terms.size())) {
        next.terms.erase(next.terms.begin() + m_edited);
        next.terms.insert(next.terms.begin() + m_edited, typed->terms.begin(), typed->terms.end());
    } else {
        for (const Term &term : typed->terms)
            next = drilledFilter(next, term);
    }
    m_line->remember(text);
    m_line->clear();
    m_state->setFilter(next);
}

void FilterBar::escape()
{
    if (!m_line->text().isEmpty())
        m_line->clear();
    else
        m_state->clearFilter(); // one step of the history: Back brings it again
}

} // namespace backscope
