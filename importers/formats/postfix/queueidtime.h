// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/facts.h"

#include <optional>
#include <string_view>

namespace backscope::postfix {

/// UTC time inside a queue id of this message that the server itself made: a long queue id, or a message-id
/// "YYYYMMDDhhmmss.QID@" that repeats the line's own queue id. Ids made by strangers do not count.
std::optional<Micros> timeInIds(std::string_view message);

/// Seconds since 1970 in a long queue id, nullopt for anything else (Postfix: global/mail_queue.h).
std::optional<std::int64_t> longQueueIdTime(std::string_view queueId);

} // namespace backscope::postfix
