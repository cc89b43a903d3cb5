// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/timechartview.h"
#include "domain/query.h"

#include <array>

QT_BEGIN_NAMESPACE
class QAreaSeries;
QT_END_NAMESPACE

namespace backscope {

/// Recipients over time as a stacked histogram. The wheel, + and - zoom the picture only.
class TimeLineView : public TimeChartView {
    Q_OBJECT
public:
    static constexpr int MaxBuckets = 400;
    explicit TimeLineView(QWidget *parent = nullptr);

    void setSeries(const Series &series);
    int stepCount() const override { return int(m_series.points.size()); }
    QString stepText(int step) const override;

protected:
    TimeRange firstStep() const override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void setUpSeries();
    void fillAreas();
    void zoom(double factor, double around);
    void updateLegend();

    Series m_series;
    std::array<QAreaSeries *, OutcomeCount + 1> m_areas {};
};

} // namespace backscope
