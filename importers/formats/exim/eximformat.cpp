// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "eximformat.h"

#include "eximassembler.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    if (line.tag.starts_with("exim"))
        return 100;
    if (!line.tag.empty() || line.message.empty())
        return 0;
    // Its own files have no tag: the shape of the line tells.
    const exim::Line parsed = exim::parseLine(line.message);
    if (!parsed.id.empty() || parsed.event == exim::Event::Started)
        return 100;
    return parsed.event == exim::Event::Unknown || parsed.event == exim::Event::Noise ? 0 : 60;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<exim::EximAssembler>();
}

/// The reject log has the envelopes of messages that were refused after their data; the main log has only their ids.
bool foretells(std::string_view head)
{
    return head.find("\nEnvelope-to: <") != std::string_view::npos;
}

} // namespace

LogFormat eximFormat()
{
    return { "exim", recognise, makeAssembler, exim::timeInIds, foretells };
}

} // namespace backscope
