// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/query.h"

#include <QString>

#include <map>
#include <memory>

QT_BEGIN_NAMESPACE
class QStandardItemModel;
QT_END_NAMESPACE

namespace backscope {

/// A story with the names of the files that its lines come from.
struct CardData {
    StoryDetails details;
    std::map<std::int64_t, std::string> sources;
};

inline constexpr int MaxShownRecipients = 200;
inline constexpr int MaxShownLines = 2000;

/// "mail.log:123" of a raw line.
QString lineName(const CardData &data, const RawLine &line);
/// The title of the card: who came, and what happened in the end.
QString storyTitle(const StoryDetails &details);
/// One recipient's verdict in words: "Accepted, then bounced: backscatter".
QString verdictText(const Verdict &verdict);

/// Fills the model (two columns) with the story from top to bottom: dialog, recipients with verdict, reasons and deliveries, end.
/// Items answer FilterRole where a term selects them and LineRole where a raw line proves them. All text is bounded and plain.
void fillStoryTree(QStandardItemModel &model, const CardData &data);

} // namespace backscope
