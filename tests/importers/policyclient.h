// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/sources/listeningsocket.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace backscope::test {

inline constexpr std::string_view Dunno = "action=DUNNO\n\n";

/// One connection of an smtpd. Reads give up after a minute, so that a test that hangs fails.
class PolicyClient {
public:
    explicit PolicyClient(const ListenAddress &address)
        : m_fd(::socket(address.isUnix() ? AF_UNIX : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un local {};
        sockaddr_in inet {};
        local.sun_family = AF_UNIX;
        inet.sin_family = AF_INET;
        inet.sin_port = htons(address.port);
        inet.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.path.copy(local.sun_path, sizeof local.sun_path - 1);
        const void *name = address.isUnix() ? static_cast<const void *>(&local) : &inet;
        const socklen_t length = address.isUnix() ? sizeof local : sizeof inet;
        if (::connect(m_fd.get(), static_cast<const sockaddr *>(name), length) != 0)
            throw std::runtime_error(std::strerror(errno));
        const timeval patience { 60, 0 };
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }

    /// False: the service closed the connection.
    bool send(std::string_view bytes)
    {
        while (!bytes.empty()) {
            const ssize_t sent = ::send(m_fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0)
                return false;
            bytes.remove_prefix(std::size_t(sent));
        }
        return true;
    }
    /// As much as the connection takes now.
    std::size_t sendSome(std::string_view bytes)
    {
        const ssize_t sent = ::send(m_fd.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        return sent < 0 ? 0 : std::size_t(sent);
    }
    /// So many bytes, fewer if the service closes before.
    std::string read(std::size_t count) { return receive(count, MSG_WAITALL); }
    /// Everything until the service closes.
    std::string readToEnd()
    {
        std::string all;
        for (std::string part = receive(65536, 0); !part.empty(); part = receive(65536, 0))
            all += part;
        return all;
    }
    /// What is there already.
    std::string readNow() { return receive(65536, MSG_DONTWAIT); }
    std::string ask(std::string_view request) { return send(request) ? read(Dunno.size()) : std::string(); }
    void endSending() { ::shutdown(m_fd.get(), SHUT_WR); }
    /// Breaks the connection instead of closing it.
    void reset()
    {
        const linger hard { 1, 0 };
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
        m_fd = FileDescriptor(); // swapped into the temporary, which closes it
    }

private:
    std::string receive(std::size_t count, int flags)
    {
        std::string bytes(count, '\0');
        const ssize_t got = ::recv(m_fd.get(), bytes.data(), count, flags);
        bytes.resize(got < 0 ? 0 : std::size_t(got));
        return bytes;
    }

    FileDescriptor m_fd;
};

} // namespace backscope::test
