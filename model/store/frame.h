// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <future>
#include <memory>
#include <string>
#include <string_view>

struct ZSTD_CCtx_s;

namespace backscope {

/// Packs bytes into zstd frames, in memory that stays warm. Use on one thread at a time.
class FramePacker {
public:
    FramePacker();
    ~FramePacker();
    /// Valid until the next call. Throws std::bad_alloc.
    std::string_view pack(std::string_view bytes);

private:
    struct Free {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, Free> m_context;
    std::unique_ptr<char[]> m_room; ///< only as much of it as a packed frame needs is ever touched
    std::size_t m_size = 0; ///< of m_room
};

/// Packs on another thread while the next bytes are gathered.
class BackgroundPacker {
public:
    /// Takes the bytes and leaves an empty string with room. The frame before was fetched.
    void begin(std::string &bytes);
    /// Waits for the frame; valid until the next begin(). Throws what packing threw.
    std::string_view frame() { return m_frame.get(); }

private:
    FramePacker m_packer;
    std::string m_bytes;
    std::future<std::string_view> m_frame; ///< goes away before what it uses: waits for its thread
};

/// Unpacks one frame. False: these bytes are none, or it claims to hold more than `largest` bytes. Any thread.
bool unpackFrame(std::string_view frame, std::size_t largest, std::string &bytes);

} // namespace backscope
