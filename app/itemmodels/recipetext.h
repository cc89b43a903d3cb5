// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace backscope {

/// A title, risk, check or advice of a recipe in the user's language.
QString recipeText(std::string_view text);
/// Translators have seen it.
bool isKnownRecipeText(std::string_view text);

} // namespace backscope
