// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/formats/logformat.h"

namespace backscope {

/// qmail and notqmail: qmail-send, tcpserver and rblsmtpd, by multilog, tai64nlocal or syslog.
LogFormat qmailFormat();

} // namespace backscope
