// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytestream.h"

namespace backscope {

/// gzip, all members of it. Own layer because it must give every byte before the point where a truncated file ends.
std::unique_ptr<ByteStream> makeGzipLayer(std::unique_ptr<ByteStream> packed);
/// bzip2, xz, zstd.
std::unique_ptr<ByteStream> makeFilterLayer(std::unique_ptr<ByteStream> packed);
/// The regular file number `ordinal` of a tar or zip.
std::unique_ptr<ByteStream> makeMemberLayer(std::unique_ptr<ByteStream> archive, int ordinal);

std::vector<ArchiveMember> listMembers(std::unique_ptr<ByteStream> archive, int limit, std::optional<Reason> *damage);

} // namespace backscope
