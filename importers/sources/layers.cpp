// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "layers.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <array>

namespace backscope {

namespace {

constexpr std::size_t chunkSize = 128 * 1024;

class GzipLayer : public ByteStream {
public:
    explicit GzipLayer(std::unique_ptr<ByteStream> packed)
        : m_packed(std::move(packed))
        , m_in(chunkSize)
    {
        m_usable = inflateInit2(&m_z, 16 + MAX_WBITS) == Z_OK;
        if (!m_usable)
            setDamage(QT_TRANSLATE_NOOP("Reason", "no memory to unpack"));
    }
    ~GzipLayer() override
    {
        if (m_usable)
            inflateEnd(&m_z);
    }

protected:
    std::size_t readMore(char *to, std::size_t size) override
    {
        m_z.next_out = reinterpret_cast<Bytef *>(to);
        m_z.avail_out = uInt(size);
        while (m_z.avail_out == uInt(size) && !m_ended) {
            if (m_z.avail_in == 0 && !refill())
                break;
            step();
        }
        return size - m_z.avail_out;
    }

private:
    bool refill()
    {
        m_z.avail_in = uInt(m_packed->read(m_in.data(), m_in.size()));
        m_z.next_in = reinterpret_cast<Bytef *>(m_in.data());
        if (m_z.avail_in > 0)
            return true;
        if (!m_betweenMembers)
            setDamage(m_packed->damage().value_or(QT_TRANSLATE_NOOP("Reason", "the compressed data end too early")));
        m_ended = true;
        return false;
    }
    void step()
    {
        if (m_betweenMembers && *m_z.next_in != 0x1f) {
            m_ended = true; // padding after the last member
            return;
        }
        m_betweenMembers = false;
        const int rc = inflate(&m_z, Z_NO_FLUSH);
        if (rc == Z_STREAM_END) {
            m_betweenMembers = true;
            inflateReset(&m_z);
        } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
            setDamage(m_z.msg ? Reason(quote(m_z.msg)) : QT_TRANSLATE_NOOP("Reason", "corrupt compressed data"));
            m_ended = true;
        }
    }

    std::unique_ptr<ByteStream> m_packed;
    std::vector<char> m_in;
    z_stream m_z {};
    bool m_usable = false;
    bool m_ended = false;
    bool m_betweenMembers = false;
};

struct FreeArchive {
    void operator()(archive *a) const { archive_read_free(a); }
};

/// libarchive reading from another layer.
class ArchiveLayer : public ByteStream {
public:
    explicit ArchiveLayer(std::unique_ptr<ByteStream> packed, bool container)
        : m_packed(std::move(packed))
        , m_archive(archive_read_new())
    {
        if (container) {
            archive_read_support_format_tar(m_archive.get());
            archive_read_support_format_zip_streamable(m_archive.get());
        } else {
            archive_read_support_filter_bzip2(m_archive.get());
            archive_read_support_filter_xz(m_archive.get());
            archive_read_support_filter_zstd(m_archive.get());
            archive_read_support_format_raw(m_archive.get());
        }
        if (archive_read_open(m_archive.get(), this, nullptr, &ArchiveLayer::feed, nullptr) != ARCHIVE_OK)
            fail();
    }

    /// The next regular file; nullptr at the end or after damage.
    archive_entry *nextFile()
    {
        while (!damage()) {
            archive_entry *entry = nullptr;
            const int rc = archive_read_next_header(m_archive.get(), &entry);
            if (rc == ARCHIVE_EOF)
                return nullptr;
            if (rc < ARCHIVE_WARN) {
                fail();
                return nullptr;
            }
            const auto type = archive_entry_filetype(entry);
            if (type == AE_IFREG || type == 0)
                return entry;
        }
        return nullptr;
    }

protected:
    std::size_t readMore(char *to, std::size_t size) override
    {
        const la_ssize_t got = archive_read_data(m_archive.get(), to, size);
        if (got >= 0)
            return std::size_t(got);
        fail();
        return 0;
    }

private:
    static la_ssize_t feed(archive *, void *self, const void **buffer)
    {
        auto *layer = static_cast<ArchiveLayer *>(self);
        *buffer = layer->m_in.data();
        return la_ssize_t(layer->m_packed->read(layer->m_in.data(), layer->m_in.size()));
    }
    void fail()
    {
        const char *text = archive_error_string(m_archive.get());
        setDamage(text ? Reason(quote(text)) : QT_TRANSLATE_NOOP("Reason", "the compressed data end too early"));
    }

    std::unique_ptr<ByteStream> m_packed;
    std::array<char, 65536> m_in;
    std::unique_ptr<archive, FreeArchive> m_archive; // last: freed first
};

} // namespace

std::unique_ptr<ByteStream> makeGzipLayer(std::unique_ptr<ByteStream> packed)
{
    return std::make_unique<GzipLayer>(std::move(packed));
}

std::unique_ptr<ByteStream> makeFilterLayer(std::unique_ptr<ByteStream> packed)
{
    auto layer = std::make_unique<ArchiveLayer>(std::move(packed), false);
    layer->nextFile();
    return layer;
}

std::unique_ptr<ByteStream> makeMemberLayer(std::unique_ptr<ByteStream> packed, int ordinal)
{
    auto layer = std::make_unique<ArchiveLayer>(std::move(packed), true);
    for (int i = 0; i <= ordinal && layer->nextFile(); ++i) { }
    return layer;
}

std::vector<ArchiveMember> listMembers(std::unique_ptr<ByteStream> packed, int limit, std::optional<Reason> *damage)
{
    ArchiveLayer layer(std::move(packed), true);
    std::vector<ArchiveMember> members;
    while (int(members.size()) < limit) {
        archive_entry *entry = layer.nextFile();
        if (!entry)
            break;
        const char *name = archive_entry_pathname(entry);
        members.push_back({ name ? name : "?", int(members.size()), archive_entry_mtime(entry) });
    }
    if (damage)
        *damage = layer.damage();
    return members;
}

} // namespace backscope
