// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sendmailformat.h"

#include "sendmailassembler.h"
#include "sendmailline.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    // "postfix/sendmail" is Postfix' own; other programs of the name write other lines.
    if (line.tag.empty() || line.tag.find('/') != std::string_view::npos)
        return 0;
    const bool named = line.tag == "sendmail" || line.tag.starts_with("sm-");
    const sendmail::Line parsed = sendmail::parseLine(line.message);
    if (!parsed.queueId.empty() && (named || parsed.event == sendmail::Event::Received || parsed.event == sendmail::Event::Delivery))
        return named ? 100 : 70;
    return named ? 80 : 0;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<sendmail::SendmailAssembler>();
}

} // namespace

LogFormat sendmailFormat()
{
    return { "sendmail", recognise, makeAssembler, sendmail::timeInIds };
}

} // namespace backscope
