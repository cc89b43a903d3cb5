// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reason.h"
#include "sitesettings.h"
#include "verdict.h"

#include <memory>

namespace backscope {

/// Judges whole stories. Pure and deterministic: same facts and settings, same verdicts; nothing is remembered between calls.
/// Construction parses the settings once (CIDR lists, domain sets); one instance per thread.
class Classifier {
public:
    explicit Classifier(const SiteSettings &settings);
    ~Classifier();
    Classifier(Classifier &&) noexcept;

    ClassifiedSession classify(const Story &story, Reasons reasons = Reasons::Told) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace backscope
