// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "qmailformat.h"

#include "qmailassembler.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    if (line.tag.starts_with("qmail"))
        return 100;
    if (!line.tag.empty())
        return line.tag == "rblsmtpd" ? 50 : 0;
    const qmail::Event event = qmail::parseLine(line.message).event;
    return event == qmail::Event::Unknown || event == qmail::Event::Noise ? 0 : 90;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<qmail::QmailAssembler>();
}

} // namespace

LogFormat qmailFormat()
{
    return { "qmail", recognise, makeAssembler };
}

} // namespace backscope
