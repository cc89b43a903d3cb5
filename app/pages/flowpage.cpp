// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/flowpage.h"

#include "charts/flowview.h"
#include "itemmodels/display.h"
#include "itemmodels/reasontext.h"
#include "pages/contextverbs.h"
#include "pages/tables.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>
#include <QtSvg/QSvgGenerator>

namespace backscope {

FlowPage::FlowPage(DrillState *state, QWidget *parent)
    : Page(state, parent)
    , m_verbs(new ContextVerbs(state, this))
{
    setObjectName(QStringLiteral("flowPage"));
    m_message = plainLabel({}, this);
    m_message->setObjectName(QStringLiteral("flowMessage"));
    m_message->setWordWrap(true);
    m_save = new QPushButton(tr("Save &picture…"), this);
    m_save->setObjectName(QStringLiteral("savePicture"));
    m_view = new FlowView(this);
    m_view->setObjectName(QStringLiteral("flowView"));
    m_text = hintLabel(QStringLiteral("flowText"), this);
    auto *const head = new QHBoxLayout;
    head->addWidget(m_message, 1);
    head->addWidget(m_save, 0, Qt::AlignTop);
    auto *const layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_text);
    const QString hint = tr("Point at a band for its numbers, click it to look at these recipients only, right-click for more.");
    m_text->setText(hint);
    connect(
        m_view, &FlowView::currentTextChanged, this, [this, hint](const QString &text) { m_text->setText(text.isEmpty() ? hint : text); });
    connect(m_view, &FlowView::chosen, this, [this](const std::vector<Term> &terms) { m_verbs->drill(terms); });
    connect(m_view, &FlowView::verbsRequested, this, [this](int element, const QPoint &pos) {
        m_verbs->popup(m_view->elementTerms(element), m_view->elementText(element), pos, m_view);
    });
    connect(m_save, &QPushButton::clicked, this, &FlowPage::choosePicture);
    setFocusProxy(m_view);
    showMessage(tr("No case is open. Open a mail log or a case file first."));
}

void FlowPage::showMessage(const QString &text)
{
    m_message->setText(text);
    m_view->setFlow({});
    m_save->setEnabled(false);
}

void FlowPage::refresh()
{
    if (state()->casePath().isEmpty()) {
        m_runner.cancel();
        showMessage(tr("No case is open. Open a mail log or a case file first."));
        return;
    }
    m_runner.request<std::vector<VerdictCount>>(
        state()->casePath(), [filter = state()->filter()](CaseReader &reader) { return reader.verdictCounts(filter); },
        [this](const std::shared_ptr<const std::vector<VerdictCount>> &counts) { present(*counts); },
        [this](const Problem &problem) {
            showMessage(problemText(problem));
            Q_EMIT problemOccurred(problem);
        });
}

void FlowPage::present(const std::vector<VerdictCount> &counts)
{
    std::int64_t recipients = 0;
    for (const VerdictCount &count : counts)
        recipients += count.recipients;
    if (recipients == 0) {
        showMessage(tr("No mail under this filter."));
        return;
    }
    m_message->setText(recipients == 1
            ? tr("The way of 1 recipient.")
            : tr("The way of %1 recipients. The width of a band is their number; the thinnest are drawn as lines.")
                  .arg(countText(recipients)));
    m_view->setFlow(mailFlow(counts));
    m_save->setEnabled(true);
}

QString FlowPage::savePicture(const QString &fileName) const
{
    const QSize size = m_view->viewport()->size();
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    if (fileName.endsWith(QLatin1String(".png"), Qt::CaseInsensitive)) {
        QImage image(size * 2, QImage::Format_ARGB32);
        image.fill(palette().color(QPalette::Base));
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        m_view->renderTo(painter, QRectF(QPointF(), QSizeF(image.size())));
        painter.end();
        if (!image.save(&file, "PNG"))
            return file.errorString();
    } else {
        QSvgGenerator generator;
        generator.setOutputDevice(&file);
        generator.setSize(size);
        generator.setViewBox(QRect(QPoint(), size));
        generator.setTitle(tr("Mail flow"));
        QPainter painter(&generator);
        painter.fillRect(QRect(QPoint(), size), palette().color(QPalette::Base));
        m_view->renderTo(painter, QRectF(QPointF(), QSizeF(size)));
    }
    return file.commit() ? QString() : file.errorString();
}

void FlowPage::choosePicture()
{
    const QString name
        = QFileDialog::getSaveFileName(this, tr("Save picture"), QStringLiteral("mail-flow.svg"), tr("Pictures (*.svg *.png)"));
    if (name.isEmpty())
        return;
    const QString wrong = savePicture(name);
    if (!wrong.isEmpty())
        Q_EMIT problemOccurred({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The picture was not saved"), quote(wrong.toStdString()),
            quote(name.toStdString()), QT_TRANSLATE_NOOP("Reason", "Choose another folder.") });
}

} // namespace backscope
