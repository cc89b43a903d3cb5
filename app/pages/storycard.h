// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/storytree.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QLabel;
class QPlainTextEdit;
class QSplitter;
class QStandardItemModel;
class QTreeView;
QT_END_NAMESPACE

namespace backscope {

class ContextVerbs;

/// One session as a vertical story with verdicts, reasons and exactly its raw lines.
class StoryCard : public QWidget {
    Q_OBJECT
public:
    explicit StoryCard(ContextVerbs *verbs, QWidget *parent = nullptr);

    /// The same story again changes nothing: what the user opened and marked in it stays.
    void setStory(std::shared_ptr<const CardData> card);
    void clear(const QString &message);
    void setOrientation(Qt::Orientation orientation); ///< where the raw lines stand: below or beside the story
    void selectLine(int line); ///< index into the story's lines

protected:
    void changeEvent(QEvent *event) override;

private:
    void setUpStory(ContextVerbs *verbs);
    void setUpRaw();
    void showRaw();
    void updateChip();

    std::shared_ptr<const CardData> m_data;
    QString m_zone; ///< of the times that are shown
    QLabel *m_chip = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_note = nullptr;
    QSplitter *m_splitter = nullptr;
    QStandardItemModel *m_model = nullptr;
    QTreeView *m_tree = nullptr;
    QPlainTextEdit *m_raw = nullptr;
};

} // namespace backscope
