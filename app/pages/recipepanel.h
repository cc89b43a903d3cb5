// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/causerules.h"
#include "domain/causetable.h"
#include "domain/filter.h"
#include "jobs/queryrunner.h"

#include <QScrollArea>

QT_BEGIN_NAMESPACE
class QComboBox;
class QVBoxLayout;
QT_END_NAMESPACE

namespace backscope {

class DrillState;

/// The recipes for one cause: what to set on this site's server, whether the data speaks for it, the risk, how to try it without
/// refusing anything, and the filter that shows afterwards whether it helped.
class RecipePanel : public QScrollArea {
    Q_OBJECT
public:
    explicit RecipePanel(DrillState *state, QWidget *parent = nullptr);

    /// Kinds of server in the case, the one with most lines first.
    void setServers(const std::vector<std::string> &mtas);
    /// Cause::None: nothing is chosen. Asks the case for the checks.
    void setCause(Cause cause, CauseView view = CauseView::Outer);

signals:
    void sessionsRequested(const backscope::Filter &filter);

private:
    struct Counted {
        std::vector<std::int64_t> recipients; ///< by check, of all recipes in order
        Micros last = 0; ///< of the case
    };
    void rebuild();
    void ask();
    void addRecipe(const FixRecipe &recipe, std::size_t &check);
    void addVerification();
    QWidget *addText(const QString &text, bool heading = false);
    void addSetting(const QString &text);
    void addFilterRow(const QString &text, const Filter &filter, const char *objectName);

    DrillState *m_state;
    QueryRunner m_runner { this };
    std::vector<std::string> m_servers;
    std::string m_server;
    Cause m_cause = Cause::None;
    CauseView m_view = CauseView::Outer;
    std::shared_ptr<const Counted> m_counted; ///< null while it is asked for
    QWidget *m_body = nullptr;
    QVBoxLayout *m_layout = nullptr;
};

} // namespace backscope
