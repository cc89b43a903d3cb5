// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/filter.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

QT_BEGIN_NAMESPACE
class QLabel;
class QTableView;
class QWidget;
QT_END_NAMESPACE

namespace backscope {

/// The looks and manners that every table of the window shares.
void setUpTable(QTableView *table, const QString &accessibleName);

/// Long texts take several lines, and rows as high as these need: for tables of few rows, after setModel().
void wrapRows(QTableView *table);
/// For what was not made in the order in which it is seen.
void setTabChain(std::initializer_list<QWidget *> widgets);
/// Calls `fit` now, and again whenever the size of the program's text has changed.
void followFont(QWidget *widget, const std::function<void()> &fit);
/// Letters of one width, of the size of the program's text.
void useFixedFont(QWidget *widget);
/// Two lines below a chart for what is pointed at; of a fixed height, so that pointing moves nothing.
QLabel *hintLabel(const QString &objectName, QWidget *parent);
/// Makes a label larger than the text around it, also after that has changed its size.
void setScaledFont(QLabel *label, double factor, bool bold = true);

/// A label that shows its text literally.
QLabel *plainLabel(const QString &text, QWidget *parent = nullptr);

/// Changes the rows of a table so that the current one stays where the user reads it, however many come before it. `rowNow`: its row after
/// the change, -1 = it is gone. True if it is still there. Emits as if the user had chosen it.
bool changeRowsInPlace(QTableView *table, const std::function<void()> &change, const std::function<int()> &rowNow);

/// The term that selects the current row as text, "" = none; and the row that a term selects, made current.
QString rowSpot(const QTableView *table);
void selectSpot(QTableView *table, const QString &spot);

/// A menu on the header that hides and shows columns, and what it chose kept under `settings`; the first column always stays.
/// Columns that are hidden now are hidden until the user chooses.
void setUpColumnChooser(QTableView *table, const QString &settings);

/// Remembers which row is current and which are selected, by the terms that select them, while their model is filled anew.
class CurrentRowKeeper {
public:
    explicit CurrentRowKeeper(QTableView *table);
    void restore() const;

private:
    QTableView *m_table;
    std::optional<Term> m_current;
    int m_column = 0;
    std::vector<Term> m_selected;
    int m_scroll = 0;
};

} // namespace backscope
