// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchangeformat.h"

#include "exchangeassembler.h"

namespace backscope {

namespace {

int recognise(const LogLine &line)
{
    if (!line.tag.empty() || line.message.find(',') == std::string_view::npos)
        return 0;
    return exchange::kindOfFields(exchange::splitCsv(line.message)) == exchange::LogKind::Unknown ? 0 : 100;
}

std::unique_ptr<Assembler> makeAssembler()
{
    return std::make_unique<exchange::ExchangeAssembler>();
}

} // namespace

LogFormat exchangeFormat()
{
    return { "exchange", recognise, makeAssembler };
}

} // namespace backscope
