// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "itemmodels/groupmodel.h"

#include <QtCharts/QChartView>

QT_BEGIN_NAMESPACE
class QBarCategoryAxis;
class QHorizontalStackedBarSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace backscope {

/// The largest groups as horizontal bars stacked by outcome; the largest is on top. Each bar answers like its row in the table.
/// Keyboard: Up/Down move, Enter drills, Menu opens the verbs.
class GroupBarView : public QChartView {
    Q_OBJECT
public:
    static constexpr int MaxBars = 15;
    explicit GroupBarView(QWidget *parent = nullptr);

    /// Shows the first rows: as many as have room for their names.
    void setRows(Dimension by, const GroupRows &rows);
    int barCount() const { return m_count; }
    int currentBar() const { return m_current; } ///< row, -1 = none
    void setCurrentBar(int row);
    QPoint barCenter(int row) const; ///< in viewport coordinates

signals:
    void drillRequested(const backscope::Term &term);
    void currentTextChanged(const QString &text);
    void verbsRequested(const backscope::Term &term, const QString &text, const QPoint &globalPos);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void addPart(int part);
    void updateLabels();
    int legendHeight() const;
    int barsThatFit() const;
    int rowAt(const QPoint &pos) const;
    QRectF barRect(int row) const;
    const GroupRow &row(int row) const { return (*m_rows)[std::size_t(row)]; }

    Dimension m_by = Dimension::Net;
    GroupRows m_rows;
    QStringList m_labels;
    int m_count = 0;
    int m_current = -1;
    QHorizontalStackedBarSeries *m_series = nullptr;
    QBarCategoryAxis *m_keyAxis = nullptr;
    QValueAxis *m_countAxis = nullptr;
};

} // namespace backscope
