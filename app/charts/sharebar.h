// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

QT_BEGIN_NAMESPACE
class QToolButton;
QT_END_NAMESPACE

namespace backscope {

/// Shares of a whole as one bar; below it a button per share that tells name, count and percentage, never colour alone.
class ShareBar : public QWidget {
    Q_OBJECT
public:
    struct Share {
        QString name;
        qint64 count = 0;
        QColor color;
    };
    ShareBar(const QString &title, int most, QWidget *parent = nullptr); ///< `most` shares at once

    /// Shares without a count are left out; the numbers that clicked() gives are positions in this list.
    void setShares(const std::vector<Share> &shares); ///< not more than `most`

signals:
    void clicked(int share);
    void verbsRequested(int share, const QString &text, const QPoint &globalPos);

private:
    QToolButton *makeButton(int share);
    class Strip;
    Strip *m_strip;
    std::vector<QToolButton *> m_buttons; ///< all made at once, so that Tab reaches them where they are seen
};

} // namespace backscope
