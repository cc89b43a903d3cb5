// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/sharebar.h"

#include "itemmodels/display.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <numeric>

namespace backscope {

namespace {

constexpr int StripHeight = 18;
constexpr double LeastWidth = 3; ///< so that one in a million is still seen

qint64 sumOf(const std::vector<ShareBar::Share> &shares)
{
    return std::accumulate(
        shares.begin(), shares.end(), qint64(0), [](qint64 sum, const ShareBar::Share &share) { return sum + share.count; });
}

QIcon colorIcon(const QColor &color)
{
    QPixmap pixmap(12, 12);
    pixmap.fill(color);
    return QIcon(pixmap);
}

} // namespace

class ShareBar::Strip : public QWidget {
public:
    using QWidget::QWidget;
    void setShares(std::vector<Share> shares)
    {
        m_shares = std::move(shares);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const qint64 sum = sumOf(m_shares);
        if (sum == 0) {
            painter.fillRect(rect(), palette().color(QPalette::Mid));
            return;
        }
        double left = 0;
        const double room = width() - LeastWidth * double(m_shares.size());
        for (const Share &share : m_shares) {
            const double wide = LeastWidth + room * double(share.count) / double(sum);
            painter.fillRect(QRectF(left, 0, wide - 1, height()), share.color);
            left += wide;
        }
    }

private:
    std::vector<Share> m_shares;
};

ShareBar::ShareBar(const QString &title, int most, QWidget *parent)
    : QWidget(parent)
    , m_strip(new Strip(this))
{
    auto *const heading = new QLabel(this);
    heading->setTextFormat(Qt::PlainText);
    heading->setText(title);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    m_strip->setFixedHeight(StripHeight);
    auto *const legend = new QHBoxLayout;
    legend->setSpacing(2);
    for (int share = 0; share < most; ++share)
        legend->addWidget(makeButton(share));
    legend->addStretch(1);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(m_strip);
    layout->addLayout(legend);
    setAccessibleName(title);
}

QToolButton *ShareBar::makeButton(int share)
{
    auto *const button = new QToolButton(this);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setContextMenuPolicy(Qt::CustomContextMenu);
    button->hide();
    connect(button, &QToolButton::clicked, this, [this, share] { Q_EMIT clicked(share); });
    connect(button, &QToolButton::customContextMenuRequested, this,
        [this, share, button](const QPoint &pos) { Q_EMIT verbsRequested(share, button->text(), button->mapToGlobal(pos)); });
    m_buttons.push_back(button);
    return button;
}

void ShareBar::setShares(const std::vector<Share> &shares)
{
    const qint64 sum = sumOf(shares);
    std::vector<Share> shown;
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        const Share share = i < shares.size() ? shares[i] : Share {};
        QToolButton *const button = m_buttons[i];
        button->setVisible(share.count > 0);
        if (share.count == 0)
            continue;
        shown.push_back(share);
        button->setIcon(colorIcon(share.color));
        button->setText(tr("%1: %2 (%3)").arg(share.name, countText(share.count), percentText(double(share.count) / double(sum))));
    }
    m_strip->setShares(std::move(shown));
}

} // namespace backscope
