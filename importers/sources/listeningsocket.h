// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listenaddress.h"

#include "domain/reason.h"

#include <sys/types.h>

#include <utility>

namespace backscope {

/// Owns a file descriptor; -1 = none.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int fd)
        : m_fd(fd)
    {
    }
    FileDescriptor(FileDescriptor &&other) noexcept
        : m_fd(std::exchange(other.m_fd, -1))
    {
    }
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FileDescriptor();
    int get() const { return m_fd; }
    explicit operator bool() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

enum class Transport : std::uint8_t { Stream, Datagram };

/// A listening, non-blocking socket. A unix socket's file lives as long as this.
class ListeningSocket {
public:
    /// Binds, and listens for connections unless datagrams are wanted. A unix socket is open to every user (mode 0666), because smtpd runs
    /// as another one; what protects it is its folder. The file of a dead listener is replaced; a live one's, and what is no socket, is
    /// not. Throws ProblemError.
    explicit ListeningSocket(const ListenAddress &address, Transport transport = Transport::Stream);
    ListeningSocket(ListeningSocket &&) = default;
    ~ListeningSocket();

    int fd() const { return m_fd.get(); }
    /// With the port that the system chose if 0 was wanted.
    const ListenAddress &address() const { return m_address; }

private:
    void openInet();
    void openUnix();
    void listenOn();
    [[noreturn]] void fail(const char *step, Reason hint = {}) const;

    ListenAddress m_address;
    Transport m_transport;
    FileDescriptor m_fd;
    dev_t m_device = 0; ///< of the unix socket's file: what somebody else put into its place is not removed
    ino_t m_inode = 0;
};

} // namespace backscope
