// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/import.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace backscope {

/// The case behind a command's sources: a case file as it is, or logs imported into a case of their own, which is temporary
/// unless it was given a name. The temporary case lives as long as this object.
class CaseInput {
public:
    using Progress = std::function<void(const ImportProgress &)>;

    struct Request {
        std::vector<std::string> sources;
        std::string casePath; ///< keep the case here; "" = temporary
        ImportOptions options;
        bool keepRaw = true;
    };
    /// Blocks while logs are read. Throws ProblemError; Cancelled when `stop` was triggered.
    CaseInput(const Request &request, std::stop_token stop, const Progress &progress);

    const std::string &casePath() const { return m_casePath; }
    const ImportResult &imported() const { return m_result; } ///< empty when a case file was given
    /// Logs were given, and no line of them was understood.
    bool nothingUnderstood() const { return m_nothing; }
    /// Some input could not be opened at all.
    bool inputMissing() const { return m_missing; }

private:
    void importAll(const Request &request, std::stop_token stop, const Progress &progress);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_casePath;
    ImportResult m_result;
    bool m_nothing = false;
    bool m_missing = false;
};

} // namespace backscope
