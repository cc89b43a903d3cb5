// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "postfixformat.h"

#include "policyline.h"
#include "postfixassembler.h"
#include "postfixline.h"
#include "queueidtime.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    if (line.tag == postfix::PolicyTag)
        return 100;
    const postfix::Tag tag = postfix::splitTag(line.tag);
    if (postfix::isDaemon(tag.daemon))
        return tag.instance.starts_with("postfix") ? 100 : 80;
    // Senders of RFC 5424 may drop the daemon.
    return tag.daemon.empty() && (tag.instance == "postfix" || tag.instance.starts_with("postfix-")) ? 90 : 0;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<postfix::PostfixAssembler>();
}

} // namespace

LogFormat postfixFormat()
{
    return { "postfix", recognise, makeAssembler, postfix::timeInIds };
}

} // namespace backscope
