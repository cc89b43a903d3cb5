// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "catalogue.h"

#include "importers/formats/exchange/exchangeformat.h"
#include "importers/formats/exim/eximformat.h"
#include "importers/formats/opensmtpd/opensmtpdformat.h"
#include "importers/formats/postfix/postfixformat.h"
#include "importers/formats/qmail/qmailformat.h"
#include "importers/formats/sendmail/sendmailformat.h"

#include <algorithm>
#include <array>

namespace backscope {

std::span<const LogFormat> catalogue()
{
    static const std::array formats { postfixFormat(), eximFormat(), sendmailFormat(), openSmtpdFormat(), qmailFormat(), exchangeFormat() };
    return formats;
}

const LogFormat *formatByName(std::span<const LogFormat> formats, std::string_view name)
{
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const LogFormat &f) { return f.name == name; });
    return found == formats.end() ? nullptr : &*found;
}

} // namespace backscope
