// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

#include <cstdint>

namespace backscope {

/// How much of what was read is understood: a bar with three parts and the numbers. A click asks for the import report.
class CoverageMeter : public QAbstractButton {
    Q_OBJECT
public:
    explicit CoverageMeter(QWidget *parent = nullptr);

    void setLines(std::int64_t read, std::int64_t understood, std::int64_t irrelevant, std::int64_t unknown);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::int64_t m_read = 0;
    std::int64_t m_understood = 0;
    std::int64_t m_irrelevant = 0;
    std::int64_t m_unknown = 0;
};

} // namespace backscope
