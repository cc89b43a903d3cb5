// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "opensmtpdformat.h"

#include "opensmtpdassembler.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    if (line.tag != "smtpd") // Postfix has a slash in its tags
        return 0;
    const opensmtpd::Line parsed = opensmtpd::parseLine(line.message);
    return parsed.event == opensmtpd::Event::Unknown || parsed.event == opensmtpd::Event::Noise ? 0 : 100;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<opensmtpd::OpenSmtpdAssembler>();
}

} // namespace

LogFormat openSmtpdFormat()
{
    return { "opensmtpd", recognise, makeAssembler };
}

} // namespace backscope
