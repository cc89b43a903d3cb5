// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame.h"

#include <new>
#include <utility>
#include <zstd.h>

namespace backscope {

namespace {

constexpr int CompressionLevel = 1; ///< on log lines a third faster than 2, and 4 % larger

struct FreeUnpacking {
    void operator()(ZSTD_DCtx *context) const { ZSTD_freeDCtx(context); }
};

} // namespace

void FramePacker::Free::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

FramePacker::FramePacker()
    : m_context(ZSTD_createCCtx())
{
    if (!m_context)
        throw std::bad_alloc();
}

FramePacker::~FramePacker() = default;

std::string_view FramePacker::pack(std::string_view bytes)
{
    if (const std::size_t needed = ZSTD_compressBound(bytes.size()); needed > m_size) {
        m_room = std::make_unique_for_overwrite<char[]>(needed);
        m_size = needed;
    }
    const std::size_t size = ZSTD_compressCCtx(m_context.get(), m_room.get(), m_size, bytes.data(), bytes.size(), CompressionLevel);
    if (ZSTD_isError(size))
        throw std::bad_alloc(); // nothing else can go wrong with a buffer of this size
    return { m_room.get(), size };
}

void BackgroundPacker::begin(std::string &bytes)
{
    std::swap(m_bytes, bytes);
    bytes.clear();
    m_frame = std::async(std::launch::async | std::launch::deferred, [this] { return m_packer.pack(m_bytes); });
}

bool unpackFrame(std::string_view frame, std::size_t largest, std::string &bytes)
{
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeUnpacking> context(ZSTD_createDCtx());
    const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (!context || size > largest) // the two error values are the largest numbers
        return false;
    bytes.resize(std::size_t(size));
    return ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), frame.data(), frame.size()) == size;
}

} // namespace backscope
