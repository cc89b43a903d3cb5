// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/timechartview.h"
#include "domain/facts.h"

#include <vector>

namespace backscope {

/// Some groups over the same time, one line each; lines differ in colour and in stroke.
class ComparisonView : public TimeChartView {
    Q_OBJECT
public:
    static constexpr int MaxLines = 6; ///< more cannot be told apart
    struct Line {
        QString name; ///< plain text
        std::vector<std::int64_t> counts;
    };
    explicit ComparisonView(QWidget *parent = nullptr);

    /// The counts of all lines stand for steps from `start` on. Lines beyond MaxLines are left out.
    void setLines(const std::vector<Line> &lines, Micros start, Micros step, const QString &measure);
    int lineCount() const { return int(m_lines.size()); }
    int stepCount() const override { return m_lines.empty() ? 0 : int(m_lines.front().counts.size()); }
    QString stepText(int step) const override;

protected:
    TimeRange firstStep() const override { return { m_start, m_start + m_step }; }

private:
    void addLine(std::size_t number, const Line &line);

    std::vector<Line> m_lines;
    Micros m_start = 0, m_step = 0;
};

} // namespace backscope
