// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import.h"

#include "importers/formats/catalogue.h"
#include "importers/importrun.h"
#include "importers/storyqueue.h"

namespace backscope {

ImportResult importLogs(const std::vector<std::string> &inputs, const ImportOptions &options, StorySink &sink, std::stop_token stop,
    const std::function<void(const ImportProgress &)> &progress)
{
    StoryQueue queue(sink);
    ImportResult result = ImportRun(options, catalogue(), queue, std::move(stop), progress).run(inputs);
    queue.wait();
    return result;
}

} // namespace backscope
