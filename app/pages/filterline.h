// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QLineEdit>
#include <QStringList>

#include <optional>

class QCompleter;
class QStringListModel;

namespace backscope {

/// What can stand at the cursor: field names, or the values of the field before the colon.
struct FilterCompletions {
    int start = 0; ///< where the word that is being typed begins
    QString word;
    QStringList candidates; ///< all that fit the place, unfiltered
    std::optional<Field> field; ///< whose value is being typed; its candidates may be in the data only
    bool operator==(const FilterCompletions &) const = default;
};
FilterCompletions filterCompletions(const QString &text, int cursor);

/// The typed filter: completes field names, slugs and values of the data, shows an error as a red frame, remembers what was typed (Up,
/// Down).
class FilterLine : public QLineEdit {
    Q_OBJECT
public:
    explicit FilterLine(QWidget *parent = nullptr);

    void setWrong(bool wrong);
    bool isWrong() const { return m_wrong; }
    void remember(const QString &text); ///< newest last
    const QStringList &remembered() const { return m_remembered; }
    void setRemembered(const QStringList &texts);
    /// Values of a field as the grammar writes them, the likeliest first; in answer to valuesWanted(), now or later.
    void offerValues(Field field, const QStringList &values);
    void forgetValues(); ///< they are of other data

signals:
    void valuesWanted(backscope::Field field); ///< once, until they are forgotten or another field is typed
    void escaped(); ///< Esc was pressed

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void complete();
    void insertCompletion(const QString &completion);
    void recall(int step);

    QCompleter *m_completer = nullptr;
    QStringListModel *m_candidates = nullptr;
    QStringList m_remembered;
    std::optional<Field> m_offeredField;
    QStringList m_offered;
    bool m_waits = false; ///< the user would like to see what is offered
    qsizetype m_recall = 0;
    bool m_wrong = false;
};

} // namespace backscope
