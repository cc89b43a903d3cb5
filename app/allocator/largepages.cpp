// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <mimalloc.h>

namespace {

/// Mail in flight and names fill a hundred megabytes that are touched in no order: in pages of 2 MiB the processor finds them at once,
/// and an import needs a tenth less time. mimalloc asks the kernel (madvise, transparent huge pages); without them nothing changes.
[[maybe_unused]] const bool largePages = [] {
    mi_option_enable(mi_option_large_os_pages);
    mi_option_set(mi_option_eager_commit_delay, 0); // memory that is committed bit by bit is never in large pages
    return true;
}();

} // namespace
