// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reportdata.h"

#include <string>
#include <unordered_map>

namespace backscope {

/// Replaces what names somebody. Equal originals get equal pseudonyms, numbered in the order of their first appearance.
class Pseudonyms {
public:
    /// "client-1"; "" stays "".
    std::string of(const char *kind, const std::string &original);
    /// "user-1@domain-2": the same domain is recognised in every address. The null reverse-path stays.
    std::string ofAddress(const std::string &address);

private:
    std::unordered_map<std::string, std::unordered_map<std::string, std::size_t>> m_numbers;
};

/// The same report with every address, name, network and source file replaced.
ReportData redacted(ReportData data);
/// The same recipient with everything replaced that names a host, a person or a message. Free texts, which quote names, go.
FateRow redacted(FateRow row, Pseudonyms &pseudonyms);

} // namespace backscope
