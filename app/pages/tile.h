// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QColor>

namespace backscope {

/// One number that can be clicked: a caption, the number in large type and a note below it.
class Tile : public QAbstractButton {
    Q_OBJECT
public:
    explicit Tile(const QString &caption, const QColor &accent, QWidget *parent = nullptr);

    void setValue(const QString &value, const QString &note);
    QString value() const { return m_value; }
    QString note() const { return m_note; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QFont valueFont() const;
    QFont noteFont() const;
    QColor m_accent;
    QString m_value;
    QString m_note;
};

} // namespace backscope
