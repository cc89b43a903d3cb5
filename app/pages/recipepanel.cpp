// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/recipepanel.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/recipetext.h"
#include "pages/tables.h"
#include "state/drillstate.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace backscope {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QString serverName(std::string_view mta)
{
    if (mta == "qmail")
        return text(mta);
    if (mta == "opensmtpd")
        return QStringLiteral("OpenSMTPD");
    QString name = text(mta);
    return name.isEmpty() ? name : name.at(0).toUpper() + name.mid(1);
}

Filter parsed(const std::string &filter)
{
    const auto result = parseFilter(filter);
    const Filter *const good = std::get_if<Filter>(&result);
    return good ? *good : Filter {};
}

/// What the user looks at, without the judgements: a check brings its own.
Filter within(const Filter &filter, const Filter &check)
{
    Filter out;
    std::copy_if(filter.terms.begin(), filter.terms.end(), std::back_inserter(out.terms),
        [](const Term &term) { return knownValues(term.field).empty(); });
    out.terms.insert(out.terms.end(), check.terms.begin(), check.terms.end());
    return out;
}

std::vector<const FixRecipe *> recipesFor(Cause cause)
{
    std::vector<const FixRecipe *> recipes;
    for (const std::string &id : CauseRules::builtIn().fixes(cause)) {
        if (const FixRecipe *const recipe = fixRecipe(id))
            recipes.push_back(recipe);
    }
    return recipes;
}

std::int64_t countRecipients(CaseReader &reader, const Filter &filter)
{
    const std::vector<VerdictCount> counts = reader.verdictCounts(filter);
    return std::accumulate(
        counts.begin(), counts.end(), std::int64_t(0), [](std::int64_t sum, const VerdictCount &count) { return sum + count.recipients; });
}

} // namespace

RecipePanel::RecipePanel(DrillState *state, QWidget *parent)
    : QScrollArea(parent)
    , m_state(state)
{
    setObjectName(QStringLiteral("recipePanel"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("What to change"));
    rebuild();
}

void RecipePanel::setServers(const std::vector<std::string> &mtas)
{
    if (mtas == m_servers)
        return;
    m_servers = mtas;
    if (std::find(mtas.begin(), mtas.end(), m_server) == mtas.end())
        m_server = mtas.empty() ? std::string() : mtas.front();
}

void RecipePanel::setCause(Cause cause, CauseView view)
{
    const bool same = cause == m_cause && view == m_view;
    m_cause = cause;
    m_view = view;
    if (!same) { // for another filter the numbers follow, the text stays
        m_counted.reset();
        rebuild();
    }
    ask();
}

void RecipePanel::ask()
{
    std::vector<Filter> filters;
    for (const FixRecipe *const recipe : recipesFor(m_cause)) {
        for (const FixRecipe::Check &check : recipe->checks)
            filters.push_back(within(m_state->filter(), parsed(check.filter)));
    }
    if (m_state->casePath().isEmpty() || m_cause == Cause::None) {
        m_runner.cancel();
        return;
    }
    m_runner.request<Counted>(
        m_state->casePath(),
        [filters](CaseReader &reader) {
            Counted counted;
            reader.atOneMoment([&] {
                for (const Filter &filter : filters)
                    counted.recipients.push_back(countRecipients(reader, filter));
                counted.last = reader.summary().last;
            });
            return counted;
        },
        [this](const std::shared_ptr<const Counted> &counted) {
            m_counted = counted;
            rebuild();
        },
        [](const Problem &) {}); // the page itself says that the case cannot be read
}

QWidget *RecipePanel::addText(const QString &words, bool heading)
{
    QLabel *const label = plainLabel(words, m_body);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (heading) {
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
    }
    m_layout->addWidget(label);
    return label;
}

void RecipePanel::addSetting(const QString &setting)
{
    QLabel *const box = plainLabel(setting, m_body); // grows with its text, which a text field does not
    box->setObjectName(QStringLiteral("setting"));
    box->setWordWrap(true);
    useFixedFont(box);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    box->setAccessibleName(tr("Settings"));
    box->setBackgroundRole(QPalette::Base);
    box->setAutoFillBackground(true);
    box->setFrameShape(QFrame::StyledPanel);
    box->setMargin(4);
    m_layout->addWidget(box);
    auto *const copy = new QPushButton(tr("Copy"), m_body);
    copy->setObjectName(QStringLiteral("copySetting"));
    copy->setAccessibleDescription(tr("Copies these settings"));
    connect(copy, &QPushButton::clicked, this, [setting] { QGuiApplication::clipboard()->setText(setting); });
    m_layout->addWidget(copy, 0, Qt::AlignRight);
}

void RecipePanel::addFilterRow(const QString &words, const Filter &filter, const char *objectName)
{
    auto *const row = new QHBoxLayout;
    QLabel *const label = plainLabel(words, m_body);
    label->setWordWrap(true);
    label->setToolTip(plainToolTip(text(toText(filter))));
    auto *const show = new QPushButton(tr("Show"), m_body);
    show->setObjectName(QLatin1String(objectName));
    show->setAccessibleDescription(words);
    show->setToolTip(plainToolTip(text(toText(filter))));
    connect(show, &QPushButton::clicked, this, [this, filter] { Q_EMIT sessionsRequested(filter); });
    row->addWidget(label, 1);
    row->addWidget(show, 0, Qt::AlignTop);
    m_layout->addLayout(row);
}

void RecipePanel::addRecipe(const FixRecipe &recipe, std::size_t &check)
{
    addText(recipeText(recipe.title), true);
    addText(tr("Set on %1:").arg(serverName(m_server)));
    addSetting(text(recipe.setting(m_server)));
    addText(tr("What this data says"), true);
    for (const FixRecipe::Check &one : recipe.checks) {
        const std::size_t number = check++;
        if (!m_counted || number >= m_counted->recipients.size()) {
            addText(tr("counting …"));
            continue;
        }
        const std::int64_t count = m_counted->recipients[number];
        const QString words = count == 1 ? tr("1 recipient: %1").arg(recipeText(one.means))
                                         : tr("%1 recipients %2").arg(count == 0 ? tr("No") : countText(count), recipeText(one.means));
        if (count == 0)
            addText(words);
        else
            addFilterRow(words, within(m_state->filter(), parsed(one.filter)), "showCheck");
    }
    addText(tr("Risk"), true);
    addText(recipeText(recipe.risk));
}

void RecipePanel::addVerification()
{
    addText(tr("Try it first"), true);
    addText(recipeText(dryRunAdvice(m_server)));
    addText(tr("Check afterwards"), true);
    constexpr Micros Second = 1'000'000;
    const std::string after
        = m_counted && m_counted->last > 0 ? toText(TimeRange { (m_counted->last / Second + 1) * Second, INT64_MAX }) : std::string();
    Filter filter { termsOf(m_cause, m_view) };
    if (!after.empty())
        filter.terms.push_back({ Field::Time, false, true, { after } });
    addFilterRow(
        tr("Import the log of the days after the change. This filter must then show (nearly) nothing: %1").arg(text(toText(filter))),
        filter, "showVerification");
}

void RecipePanel::rebuild()
{
    m_body = new QWidget;
    m_layout = new QVBoxLayout(m_body);
    m_layout->setContentsMargins(8, 0, 8, 8);
    m_layout->setSpacing(6);
    const auto recipes = recipesFor(m_cause);
    if (m_cause == Cause::None) {
        addText(tr("Choose a cause to see what can be done about it."));
    } else if (recipes.empty() || m_server.empty()) {
        addText(displayName(m_cause), true);
        addText(tr("There is no setting that helps against this cause in general. Look at the sessions behind it."));
    } else {
        if (m_servers.size() > 1) {
            auto *const choice = new QComboBox(m_body);
            choice->setObjectName(QStringLiteral("recipeServer"));
            choice->setAccessibleName(tr("Recipe for"));
            for (const std::string &mta : m_servers)
                choice->addItem(serverName(mta), text(mta));
            choice->setCurrentIndex(choice->findData(text(m_server)));
            connect(
                choice, &QComboBox::activated, this,
                [this, choice] {
                    m_server = choice->currentData().toString().toStdString();
                    rebuild();
                },
                Qt::QueuedConnection); // the box itself is made anew
            m_layout->addWidget(choice, 0, Qt::AlignLeft);
        }
        std::size_t check = 0;
        for (const FixRecipe *const recipe : recipes)
            addRecipe(*recipe, check);
        addVerification();
    }
    m_layout->addStretch(1);
    setWidget(m_body); // deletes the one before
}

} // namespace backscope
