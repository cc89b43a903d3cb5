// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "bytestream.h"

#include "layers.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>

namespace backscope {

namespace {

constexpr int maximumLayers = 4;
constexpr int maximumMembers = 2000;

class FileStream : public ByteStream {
public:
    FileStream(int fd, std::atomic<std::int64_t> *diskBytes)
        : m_fd(fd)
        , m_diskBytes(diskBytes)
    {
    }
    ~FileStream() override { ::close(m_fd); }
    bool skip(std::int64_t bytes) override
    {
        const auto left = bytes - std::int64_t(dropLookAhead(bytes));
        if (left == 0)
            return true;
        const off_t now = ::lseek(m_fd, 0, SEEK_CUR);
        struct stat info { };
        if (now < 0 || ::fstat(m_fd, &info) != 0 || now + left > info.st_size)
            return false;
        count(left);
        return ::lseek(m_fd, left, SEEK_CUR) >= 0;
    }

protected:
    std::size_t readMore(char *to, std::size_t size) override
    {
        ssize_t got = 0;
        do
            got = ::read(m_fd, to, size);
        while (got < 0 && errno == EINTR);
        if (got < 0) {
            setDamage(systemReason(errno));
            return 0;
        }
        count(got);
        return std::size_t(got);
    }

private:
    void count(std::int64_t bytes)
    {
        if (m_diskBytes)
            m_diskBytes->fetch_add(bytes, std::memory_order_relaxed);
    }
    int m_fd;
    std::atomic<std::int64_t> *m_diskBytes;
};

/// Tells who may read the file, because "add yourself to group adm" is the usual cure.
Reason permissionHint(const std::string &path)
{
    struct stat info { };
    if (::stat(path.c_str(), &info) != 0)
        return QT_TRANSLATE_NOOP("Reason", "Check the permissions of the folders above it.");
    if ((info.st_mode & S_IRGRP) == 0)
        return QT_TRANSLATE_NOOP("Reason", "Only its owner may read it: copy it with sudo, or make it readable for a group.");
    char buffer[4096];
    struct group entry { };
    struct group *found = nullptr;
    const bool known = ::getgrgid_r(info.st_gid, &entry, buffer, sizeof buffer, &found) == 0 && found;
    const std::string group = known ? std::string(found->gr_name) : std::to_string(info.st_gid);
    return reason(
        QT_TRANSLATE_NOOP("Reason", "Members of the group '%1' may read it: add yourself with 'sudo adduser $USER %1' and log in again."),
        quote(group));
}

int openFile(const SourcePlace &place)
{
    const int fd = ::open(place.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0)
        return fd;
    const int error = errno;
    const bool forbidden = error == EACCES || error == EPERM;
    throw ProblemError({ Severity::Error,
        forbidden ? QT_TRANSLATE_NOOP("Reason", "The log cannot be read") : QT_TRANSLATE_NOOP("Reason", "The log cannot be opened"),
        systemReason(error), quote(place.name), forbidden ? permissionHint(place.path) : QT_TRANSLATE_NOOP("Reason", "Check the name.") });
}

/// Peels gzip and other filters until plain text or an archive is in front.
std::pair<std::unique_ptr<ByteStream>, int> peel(std::unique_ptr<ByteStream> stream, Packing &front)
{
    int layers = 0;
    for (;; ++layers) {
        front = packingOf(stream->peek(512));
        if (layers == maximumLayers || front == Packing::None || front == Packing::Archive)
            return { std::move(stream), layers };
        stream = front == Packing::Gzip ? makeGzipLayer(std::move(stream)) : makeFilterLayer(std::move(stream));
    }
}

} // namespace

std::size_t ByteStream::read(char *to, std::size_t size)
{
    if (m_aheadAt < m_ahead.size()) {
        const std::size_t n = std::min(size, m_ahead.size() - m_aheadAt);
        std::memcpy(to, m_ahead.data() + m_aheadAt, n);
        m_aheadAt += n;
        return n;
    }
    return m_damage ? 0 : readMore(to, size);
}

std::string_view ByteStream::peek(std::size_t size)
{
    size = std::min<std::size_t>(size, 65536);
    m_ahead.erase(0, m_aheadAt);
    m_aheadAt = 0;
    while (m_ahead.size() < size && !m_damage) {
        const std::size_t had = m_ahead.size();
        m_ahead.resize(size);
        const std::size_t got = readMore(m_ahead.data() + had, size - had);
        m_ahead.resize(had + got);
        if (got == 0)
            break;
    }
    return std::string_view(m_ahead).substr(0, size);
}

std::size_t ByteStream::dropLookAhead(std::int64_t bytes)
{
    const std::size_t n = std::min(std::size_t(bytes), m_ahead.size() - m_aheadAt);
    m_aheadAt += n;
    return n;
}

bool ByteStream::skip(std::int64_t bytes)
{
    char buffer[32768];
    while (bytes > 0) {
        const std::size_t got = read(buffer, std::size_t(std::min<std::int64_t>(bytes, sizeof buffer)));
        if (got == 0)
            return false;
        bytes -= std::int64_t(got);
    }
    return true;
}

Packing packingOf(std::string_view head)
{
    using namespace std::string_view_literals;
    if (head.starts_with("\x1f\x8b\x08"sv))
        return Packing::Gzip;
    if (head.starts_with("BZh"sv)
        || head.starts_with("\xfd"
                            "7zXZ\0"sv)
        || head.starts_with("\x28\xb5\x2f\xfd"sv))
        return Packing::Filtered;
    if (head.starts_with("PK\x03\x04"sv) || (head.size() > 262 && head.substr(257, 5) == "ustar"sv))
        return Packing::Archive;
    return Packing::None;
}

OpenedSource openSource(const SourcePlace &place, std::atomic<std::int64_t> *diskBytes)
{
    Packing front = Packing::None;
    auto [stream, layers] = peel(std::make_unique<FileStream>(openFile(place), diskBytes), front);
    if (place.member >= 0) {
        auto member = makeMemberLayer(std::move(stream), place.member);
        auto inner = peel(std::move(member), front);
        return { std::move(inner.first), true };
    }
    return { std::move(stream), layers > 0 };
}

std::optional<std::vector<ArchiveMember>> archiveMembers(const SourcePlace &place, std::optional<Reason> *damage)
{
    Packing front = Packing::None;
    auto [stream, layers] = peel(std::make_unique<FileStream>(openFile(place), nullptr), front);
    if (front != Packing::Archive)
        return std::nullopt;
    return listMembers(std::move(stream), maximumMembers, damage);
}

} // namespace backscope
