// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How long the steps of an import take, each with all before it: reading and hashing, taking lines apart, joining them into stories,
// judging, storing. The last one is what users wait for.
// usage: bench_import read|lines|stories|verdicts|store LOG…
#include "domain/classifier.h"
#include "importers/formats/catalogue.h"
#include "importers/formats/postfix/postfixline.h"
#include "importers/import.h"
#include "importers/profile.h"
#include "importers/sources/inputs.h"
#include "importers/sources/linesource.h"
#include "store/casefile.h"

#include <QTemporaryDir>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <future>
#include <sys/resource.h>

using namespace backscope;

namespace {

constexpr int Year = 2026; ///< of the generated logs

/// Takes stories, and judges them if asked to; keeps nothing.
class Nowhere : public StorySink {
public:
    explicit Nowhere(bool judge)
        : m_judge(judge)
    {
    }
    std::vector<KnownSource> knownSources() override { return {}; }
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &) override { return report.id != 0 ? report.id : ++m_sources; }
    RawLines takeOpenLines() override { return {}; }
    void put(const StoryCode &code) override
    {
        if (m_judge)
            m_classifier.classify(factsOf(code), Reasons::Left);
    }
    void learn(const std::vector<std::string> &, const std::vector<std::string> &) override { }
    void keepMemory(std::string_view, std::string_view) override { }
    std::vector<std::string> takeMemory(std::string_view) override { return {}; }
    void commit() override { }

private:
    bool m_judge;
    Classifier m_classifier { SiteSettings {} };
    std::int64_t m_sources = 0;
};

std::int64_t walk(const std::vector<std::string> &logs, bool parse)
{
    std::int64_t lines = 0;
    const ExpandedInputs inputs = expandInputs(logs, {});
    for (const SourcePlace &place : inputs.places) {
        LineSource source(openSource(place, nullptr), place);
        Envelope envelope(YearClock(Year), LogZone {}, true);
        std::int64_t understood = 0;
        for (Block block; source.next(block); envelope.releaseViews()) {
            eachLine(block, [&](std::string_view text) {
                ++lines;
                LogLine line;
                if (parse && envelope.parse(text, line))
                    understood += postfix::parseLine(line.message, false).event != postfix::Event::Unknown;
            });
        }
        if (parse && understood == 0)
            std::fprintf(stderr, "%s: not a Postfix log\n", place.name.c_str());
    }
    return lines;
}

std::int64_t import(const std::vector<std::string> &logs, StorySink &sink)
{
    ImportOptions options;
    options.year = Year;
    return importLogs(logs, options, sink, {}, {}).lines;
}

std::int64_t run(std::string_view step, const std::vector<std::string> &logs)
{
    if (step == "read" || step == "lines")
        return walk(logs, step == "lines");
    if (step == "stories" || step == "verdicts") {
        Nowhere sink(step == "verdicts");
        return import(logs, sink);
    }
    const QTemporaryDir folder;
    CaseWriter writer(folder.filePath(QStringLiteral("bench.backscope")).toStdString());
    const std::int64_t lines = import(logs, writer);
    writer.finish();
    return lines;
}

} // namespace

int main(int argc, char **argv)
{
    const std::string_view step = argc > 2 ? argv[1] : "";
    if (step != "read" && step != "lines" && step != "stories" && step != "verdicts" && step != "store") {
        std::fputs("usage: bench_import read|lines|stories|verdicts|store LOG…\n", stderr);
        return 2;
    }
    const std::vector<std::string> logs(argv + 2, argv + argc);
    double megabytes = 0;
    for (const std::string &log : logs)
        megabytes += double(std::filesystem::file_size(log)) / 1e6;
    const auto begun = std::chrono::steady_clock::now();
    const std::int64_t lines = std::async(std::launch::async, [&] { return run(step, logs); }).get(); // as the command line does
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%-8.*s %8.2f s %8.1f MB/s %10.0f lines/s %6ld MB\n", int(step.size()), step.data(), seconds, megabytes / seconds,
        double(lines) / seconds, usage.ru_maxrss / 1024);
    return 0;
}
