// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QtCharts/QChartView>

QT_BEGIN_NAMESPACE
class QDateTimeAxis;
class QValueAxis;
QT_END_NAMESPACE

namespace backscope {

/// Some groups as lines over the same time. Lines differ by colour and by stroke.
class ComparisonView : public QChartView {
    Q_OBJECT
public:
    static constexpr int MaxLines = 6;
    explicit ComparisonView(QWidget *parent = nullptr);

    struct Line {
        QString name; ///< plain text
        std::vector<std::int64_t> counts;
    };
    /// The first MaxLines are shown. `measure`: what the numbers count.
    void setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure);
    int lineCount() const;

protected:
    void changeEvent(QEvent *event) override;

private:
    QDateTimeAxis *m_timeAxis = nullptr;
    QValueAxis *m_countAxis = nullptr;
};

} // namespace backscope
