// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listeningsocket.h"

#include "domain/problem.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace backscope {

namespace {

const sockaddr *generic(const void *address)
{
    return static_cast<const sockaddr *>(address);
}

FileDescriptor newSocket(int family, Transport transport)
{
    const int type = transport == Transport::Stream ? SOCK_STREAM : SOCK_DGRAM;
    return FileDescriptor(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

/// Nobody accepts connections on this socket file any more.
bool isStale(const sockaddr_un &name, Transport transport)
{
    struct stat file { };
    if (::lstat(name.sun_path, &file) != 0 || !S_ISSOCK(file.st_mode))
        return false;
    const FileDescriptor probe = newSocket(AF_UNIX, transport);
    return probe && ::connect(probe.get(), generic(&name), sizeof name) != 0 && errno == ECONNREFUSED;
}

} // namespace

FileDescriptor::~FileDescriptor()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

ListeningSocket::ListeningSocket(const ListenAddress &address, Transport transport)
    : m_address(address)
    , m_transport(transport)
{
    if (m_address.isUnix())
        openUnix();
    else
        openInet();
}

ListeningSocket::~ListeningSocket()
{
    if (!m_fd || !m_address.isUnix())
        return;
    struct stat file { };
    if (::lstat(m_address.path.c_str(), &file) == 0 && file.st_dev == m_device && file.st_ino == m_inode)
        ::unlink(m_address.path.c_str());
}

void ListeningSocket::fail(const char *step, Reason hint) const
{
    const int error = errno;
    throw ProblemError({ Severity::Error, reason(QT_TRANSLATE_NOOP("Reason", "cannot listen on %1"), quote(toText(m_address))),
        reason("%1: %2", step, systemReason(error)), {}, std::move(hint) });
}

void ListeningSocket::openInet()
{
    sockaddr_storage name {};
    socklen_t length = 0;
    if (m_address.ip.isV4()) {
        auto &v4 = reinterpret_cast<sockaddr_in &>(name);
        length = sizeof v4;
        v4.sin_family = AF_INET;
        v4.sin_port = htons(m_address.port);
        std::memcpy(&v4.sin_addr, m_address.ip.bytes.data() + 12, 4);
    } else {
        auto &v6 = reinterpret_cast<sockaddr_in6 &>(name);
        length = sizeof v6;
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(m_address.port);
        std::memcpy(&v6.sin6_addr, m_address.ip.bytes.data(), 16);
    }
    m_fd = newSocket(name.ss_family, m_transport);
    if (!m_fd)
        fail("socket");
    const int on = 1; // a restart must not wait for connections of the last run to be forgotten
    ::setsockopt(m_fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(m_fd.get(), generic(&name), length) != 0)
        fail("bind", errno == EADDRINUSE ? QT_TRANSLATE_NOOP("Reason", "Another program listens there: choose another port.") : "");
    listenOn();
    if (m_address.port == 0 && ::getsockname(m_fd.get(), reinterpret_cast<sockaddr *>(&name), &length) == 0) {
        // The port stands at the same place in both forms.
        m_address.port = ntohs(reinterpret_cast<const sockaddr_in &>(name).sin_port);
    }
}

void ListeningSocket::openUnix()
{
    sockaddr_un name {};
    name.sun_family = AF_UNIX;
    if (m_address.path.size() >= sizeof name.sun_path) {
        errno = ENAMETOOLONG;
        fail("bind", QT_TRANSLATE_NOOP("Reason", "The path of a socket may have 107 bytes."));
    }
    m_address.path.copy(name.sun_path, m_address.path.size());
    m_fd = newSocket(AF_UNIX, m_transport);
    if (!m_fd)
        fail("socket");
    bool bound = ::bind(m_fd.get(), generic(&name), sizeof name) == 0;
    if (!bound && errno == EADDRINUSE) {
        if (isStale(name, m_transport))
            ::unlink(name.sun_path);
        bound = ::bind(m_fd.get(), generic(&name), sizeof name) == 0;
    }
    struct stat file { };
    if (!bound || ::lstat(name.sun_path, &file) != 0) {
        const int error = errno;
        m_fd = FileDescriptor(); // the file is not ours
        errno = error;
        fail("bind", errno == EADDRINUSE ? QT_TRANSLATE_NOOP("Reason", "Another program listens there, or the path is not a socket.") : "");
    }
    m_device = file.st_dev;
    m_inode = file.st_ino;
    if (::chmod(name.sun_path, 0666) != 0) { // before listen: nobody connects with the wrong mode
        const int error = errno;
        ::unlink(name.sun_path);
        errno = error;
        fail("chmod");
    }
    listenOn();
}

void ListeningSocket::listenOn()
{
    if (m_transport == Transport::Stream && ::listen(m_fd.get(), SOMAXCONN) != 0)
        fail("listen", errno == EADDRINUSE ? QT_TRANSLATE_NOOP("Reason", "Another program listens there: choose another port.") : "");
}

} // namespace backscope
