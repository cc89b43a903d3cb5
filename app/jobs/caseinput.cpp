// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "caseinput.h"

#include "store/casefile.h"

#include <QDir>

#include <algorithm>
#include <filesystem>

namespace backscope {

namespace {

bool cannotBeRead(const std::string &source)
{
    if (source == "-")
        return false;
    std::error_code error;
    if (!std::filesystem::exists(source, error))
        return true;
    const std::filesystem::perms permissions = std::filesystem::status(source, error).permissions();
    return permissions == std::filesystem::perms::none;
}

} // namespace

CaseInput::CaseInput(const Request &request, std::stop_token stop, const Progress &progress)
{
    const auto caseFile
        = std::find_if(request.sources.begin(), request.sources.end(), [](const std::string &source) { return isCaseFile(source); });
    if (caseFile == request.sources.end()) {
        importAll(request, std::move(stop), progress);
        return;
    }
    if (request.sources.size() > 1) {
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "A case file cannot be read together with other sources"),
            reason("%1 is a case", quote(*caseFile)), {},
            reason("Extend the case with 'import --case %1 LOG…', then read it alone.", quote(*caseFile)) });
    }
    m_casePath = *caseFile;
}

void CaseInput::importAll(const Request &request, std::stop_token stop, const Progress &progress)
{
    m_casePath = request.casePath;
    if (m_casePath.empty()) {
        m_folder = std::make_unique<QTemporaryDir>();
        if (!m_folder->isValid()) {
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No temporary case can be made"),
                quote(m_folder->errorString().toStdString()), quote(QDir::tempPath().toStdString()),
                QT_TRANSLATE_NOOP("Reason", "Make room there, set TMPDIR to another folder, or name a file with --case.") });
        }
        m_casePath = m_folder->filePath(QStringLiteral("logs.backscope")).toStdString();
    }
    m_missing = std::any_of(request.sources.begin(), request.sources.end(), cannotBeRead);
    CaseWriter writer(m_casePath);
    if (!request.keepRaw) {
        SiteSettings settings = writer.settings();
        settings.keepRaw = false;
        writer.applySettings(settings, stop);
    }
    m_result = importLogs(request.sources, request.options, writer, stop, progress);
    writer.finish();
    if (m_result.cancelled)
        throw Cancelled {};
    m_nothing = m_result.understood == 0 && m_result.alreadyKnown == 0;
}

} // namespace backscope
