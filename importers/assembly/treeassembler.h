// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "host.h"

#include <map>

namespace backscope::assembly {

/// What the assemblers of all servers have in common: a Host per machine, and what is known about the site.
/// HostType is assembly::Host or a format's own, with a constructor (std::string name, Site &site).
template <typename HostType> class TreeAssembler : public Assembler {
public:
    void gap(const LogLine &line) override { hostOf(line.host).gap(); }
    void beginSource() override
    {
        eachHost([](HostType &host) { host.beginSource(); });
    }
    void settle() override
    {
        eachHost([](HostType &host) { host.settle(); });
    }
    void emitOpen(const Emit &emit) override
    {
        eachHost([&emit](HostType &host) { host.emitOpen(emit); });
    }
    std::string takeMemory() override { return m_site.takeNew(); }
    void remember(std::string_view text) override { m_site.remember(text); }
    Learned takeLearned() override { return m_site.takeLearned(); }

protected:
    HostType &hostOf(std::string_view name)
    {
        if (m_lastHost && m_lastHost->name == name)
            return *m_lastHost;
        auto found = m_hosts.find(name);
        if (found == m_hosts.end())
            found = m_hosts.emplace(std::string(name), std::make_unique<HostType>(std::string(name), m_site)).first;
        m_lastHost = found->second.get();
        return *m_lastHost;
    }
    template <typename F> void eachHost(F &&visit)
    {
        for (const auto &[name, host] : m_hosts)
            visit(*host);
    }
    Site &site() { return m_site; }
    /// Numbers the lines in feeding order.
    std::uint64_t nextOrder() { return ++m_order; }

private:
    Site m_site;
    std::map<std::string, std::unique_ptr<HostType>, std::less<>> m_hosts;
    HostType *m_lastHost = nullptr;
    std::uint64_t m_order = 0;
};

} // namespace backscope::assembly
