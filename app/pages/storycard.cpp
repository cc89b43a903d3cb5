// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/storycard.h"

#include "charts/palette.h"
#include "itemmodels/display.h"
#include "itemmodels/itemroles.h"
#include "itemmodels/shownzone.h"
#include "pages/contextverbs.h"
#include "pages/tables.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPixmap>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTextBlock>
#include <QTreeView>

#include <algorithm>

namespace backscope {

namespace {

constexpr int LineChars = 4000;

/// Rows as high as their wrapped text: trees measure rows as if they had all the width in the world.
class WrapDelegate : public QStyledItemDelegate {
public:
    explicit WrapDelegate(QTreeView *tree)
        : QStyledItemDelegate(tree)
        , m_tree(tree)
    {
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        if (index.column() == 0)
            return size;
        const QVariant font = index.data(Qt::FontRole);
        const QFontMetrics metrics(font.isValid() ? font.value<QFont>() : m_tree->font());
        const int icon = index.data(Qt::DecorationRole).isValid() ? metrics.height() + 8 : 0;
        const QRect space(0, 0, std::max(m_tree->columnWidth(1) - icon - 10, 60), 100'000);
        size.setHeight(std::max(metrics.height() + 3, metrics.boundingRect(space, Qt::TextWordWrap, index.data().toString()).height() + 3));
        return size;
    }

private:
    QTreeView *m_tree;
};

/// The story's colour is that of its worst recipient.
QColor storyColor(const ClassifiedSession &verdicts)
{
    const auto harm = [](const Verdict &v) { return v.kind == BounceKind::Backscatter ? 2 : int(v.outcome == Outcome::Bounced); };
    const auto worst = std::max_element(
        verdicts.verdicts.begin(), verdicts.verdicts.end(), [&](const Verdict &a, const Verdict &b) { return harm(a) < harm(b); });
    if (worst == verdicts.verdicts.end())
        return outcomeColor(Outcome::Unresolved);
    return worst->kind == BounceKind::Backscatter ? backscatterColor() : outcomeColor(worst->outcome);
}

bool tellTheSame(const StoryDetails &a, const StoryDetails &b)
{
    return a.row.session == b.row.session && a.row.end == b.row.end && a.story.lines.size() == b.story.lines.size()
        && a.verdicts.clientClassWhy == b.verdicts.clientClassWhy && a.verdicts.verdicts == b.verdicts.verdicts;
}

} // namespace

StoryCard::StoryCard(ContextVerbs *verbs, QWidget *parent)
    : QWidget(parent)
{
    m_chip = new QLabel(this);
    m_title = plainLabel({}, this);
    m_title->setObjectName(QStringLiteral("storyTitle"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    setScaledFont(m_title, 1.15);
    m_note = plainLabel({}, this);
    m_note->setObjectName(QStringLiteral("storyNote"));
    setUpStory(verbs);
    setUpRaw();
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_tree);
    m_splitter->addWidget(m_raw);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);

    auto *const head = new QHBoxLayout;
    head->addWidget(m_chip);
    head->addWidget(m_title, 1);
    head->addWidget(m_note);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(m_tree);
    clear({});
}

void StoryCard::setUpStory(ContextVerbs *verbs)
{
    m_model = new QStandardItemModel(this);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("storyTree"));
    m_tree->setAccessibleName(tr("Story of the session"));
    m_tree->setModel(m_model);
    m_tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_tree->setWordWrap(true);
    m_tree->setIndentation(14);
    m_tree->setItemDelegate(new WrapDelegate(m_tree));
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setMinimumWidth(320);
    // Wrapped rows change their height with the width of the column.
    connect(m_tree->header(), &QHeaderView::sectionResized, m_tree, &QTreeView::doItemsLayout, Qt::QueuedConnection);
    verbs->attach(m_tree);
    const auto follow = [this](const QModelIndex &index) {
        if (const QVariant line = index.data(LineRole); line.isValid())
            selectLine(line.toInt());
    };
    connect(m_tree, &QTreeView::clicked, this, follow);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, follow);
}

void StoryCard::setUpRaw()
{
    m_raw = new QPlainTextEdit(this);
    m_raw->setObjectName(QStringLiteral("storyRaw"));
    m_raw->setAccessibleName(tr("Log lines of this story"));
    m_raw->setReadOnly(true);
    m_raw->setUndoRedoEnabled(false);
    m_raw->setLineWrapMode(QPlainTextEdit::NoWrap);
    useFixedFont(m_raw);
    m_raw->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_raw->setMinimumWidth(240);
}

void StoryCard::setOrientation(Qt::Orientation orientation)
{
    m_splitter->setOrientation(orientation);
}

void StoryCard::clear(const QString &message)
{
    m_data.reset();
    m_model->clear();
    m_raw->clear();
    m_raw->setExtraSelections({});
    m_title->setText(message);
    m_note->clear();
    updateChip();
    m_splitter->setEnabled(false);
}

void StoryCard::setStory(std::shared_ptr<const CardData> card)
{
    if (m_data && m_zone == shownZoneName() && tellTheSame(m_data->details, card->details))
        return;
    m_data = std::move(card);
    m_zone = shownZoneName();
    fillStoryTree(*m_model, *m_data);
    m_tree->header()->resizeSection(0, m_tree->fontMetrics().averageCharWidth() * 30);
    m_tree->expandAll();
    if (!m_data->details.story.recipients.empty())
        m_tree->collapse(m_model->index(0, 0)); // the verdicts come first; the dialog is one click away
    m_title->setText(storyTitle(m_data->details));
    m_title->setToolTip(plainToolTip(m_title->text()));
    m_note->setText(tr("Reconstructed from log lines"));
    updateChip();
    showRaw();
    m_splitter->setEnabled(true);
}

void StoryCard::updateChip()
{
    const int size = fontMetrics().height();
    QPixmap chip(size, size);
    chip.fill(m_data ? storyColor(m_data->details.verdicts) : QColor(Qt::transparent));
    m_chip->setPixmap(chip);
    m_chip->setVisible(m_data != nullptr);
}

void StoryCard::showRaw()
{
    const RawLines &lines = m_data->details.story.lines;
    m_raw->setExtraSelections({});
    if (lines.empty()) {
        m_raw->setPlainText(tr("This case was made without the raw lines."));
        return;
    }
    const std::size_t shown = std::min<std::size_t>(lines.size(), MaxShownLines);
    QStringList texts;
    texts.reserve(qsizetype(shown) + 1);
    for (std::size_t i = 0; i < shown; ++i) // one block per line, so that an index finds its line again
        texts << lineName(*m_data, lines[i]) + QStringLiteral("  ") + boundedText(lines[i].text, LineChars);
    if (shown < lines.size())
        texts << tr("… %1 more lines are not shown").arg(countText(std::int64_t(lines.size() - shown)));
    m_raw->setPlainText(texts.join(QLatin1Char('\n')));
}

void StoryCard::selectLine(int line)
{
    const QTextBlock block = m_raw->document()->findBlockByNumber(line);
    if (line < 0 || line >= MaxShownLines || !block.isValid())
        return;
    QTextCursor cursor(block);
    m_raw->setTextCursor(cursor);
    m_raw->centerCursor();
    QTextEdit::ExtraSelection mark;
    mark.cursor = cursor;
    mark.format.setBackground(palette().brush(QPalette::Highlight));
    mark.format.setForeground(palette().brush(QPalette::HighlightedText));
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    m_raw->setExtraSelections({ mark });
}

void StoryCard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_raw)
        m_raw->setExtraSelections({}); // it was painted in the old theme's colours
}

} // namespace backscope
