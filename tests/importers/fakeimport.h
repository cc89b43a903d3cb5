// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "importers/importrun.h"

#include <QFile>
#include <QTemporaryDir>

#include <archive.h>
#include <archive_entry.h>

/// A mail server that writes "fake[pid]: open X" and "fake[pid]: close X": one story per X, made of the two lines.
namespace backscope::test {

class FakeAssembler : public Assembler {
public:
    LineClass feed(const LogLine &line, const Emit &emit) override
    {
        if (line.tag != "fake")
            return LineClass::Unknown;
        const bool opens = line.message.starts_with("open ");
        if (!opens && !line.message.starts_with("close "))
            return LineClass::Unknown;
        const std::string name(line.message.substr(opens ? 5 : 6));
        Story &story = m_open[name];
        story.session.helo = story.texts.keep(name);
        for (int i = 0; i < line.repeat; ++i)
            story.lines.push_back({ line.source, line.number, line.time, line.raw });
        if (!opens) {
            emit(story);
            m_open.erase(name);
        }
        return LineClass::Understood;
    }
    void gap(const LogLine &) override { }
    void emitOpen(const Emit &emit) override
    {
        for (auto &[name, story] : m_open) {
            Story copy = story;
            copy.open = true;
            emit(copy);
        }
    }

private:
    std::map<std::string, Story> m_open;
};

inline const std::vector<LogFormat> &fakeFormats()
{
    static const std::vector<LogFormat> formats { { "fake", [](const LogLine &line) { return line.tag == "fake" ? 100 : 0; },
        []() -> std::unique_ptr<Assembler> { return std::make_unique<FakeAssembler>(); } } };
    return formats;
}

/// Keeps what a store would keep, with its transactions: what was not committed can be rolled back.
class FakeSink : public StorySink {
public:
    struct Content {
        std::vector<KnownSource> sources;
        std::vector<Story> finished, open;
        std::vector<std::pair<std::string, std::string>> memory;
    };
    Content saved, working;
    std::vector<Story> pending; ///< provisional stories since the last commit
    int commits = 0;
    std::function<void()> onCommit;

    std::vector<KnownSource> knownSources() override { return working.sources; }
    std::int64_t putSource(const SourceReport &report, const SourceIdentity &identity) override
    {
        for (auto &one : working.sources) {
            if (one.id == report.id) {
                one.identity = identity;
                one.report = report;
                return one.id;
            }
        }
        const auto id = std::int64_t(working.sources.size()) + 1;
        working.sources.push_back({ id, identity, report });
        working.sources.back().report.id = id;
        return id;
    }
    RawLines takeOpenLines() override
    {
        std::vector<RawLine> views;
        for (const auto &story : working.open) {
            for (const RawLine line : story.lines)
                views.push_back(line);
        }
        std::stable_sort(views.begin(), views.end(),
            [](const RawLine &a, const RawLine &b) { return std::pair(a.source, a.line) < std::pair(b.source, b.line); });
        RawLines lines;
        for (const RawLine &line : views)
            lines.push_back(line);
        working.open.clear();
        return lines;
    }
    void put(const StoryCode &code) override
    {
        Story story = decodeFacts(code.facts).value(); // keeps its texts
        story.session.key = code.key;
        if (!code.lines.empty())
            story.lines = decodeLines(code.lines).value();
        story.waiting = code.waiting;
        (story.open ? pending : working.finished).push_back(std::move(story));
    }
    void learn(const std::vector<std::string> &, const std::vector<std::string> &) override { }
    void keepMemory(std::string_view mta, std::string_view text) override { working.memory.emplace_back(mta, text); }
    std::vector<std::string> takeMemory(std::string_view mta) override
    {
        std::vector<std::string> texts;
        for (const auto &[kind, text] : working.memory)
            if (kind == mta)
                texts.push_back(text);
        std::erase_if(working.memory, [&](const auto &one) { return one.first == mta; });
        return texts;
    }
    void commit() override
    {
        working.open = std::move(pending);
        pending.clear();
        saved = working;
        ++commits;
        if (onCommit)
            onCommit();
    }
    void crash()
    {
        working = saved;
        pending.clear();
    }

    /// "name:lines" of every finished story, sorted.
    QStringList stories() const
    {
        QStringList list;
        for (const auto &story : saved.finished)
            list << QStringLiteral("%1:%2").arg(QString::fromUtf8(story.session.helo)).arg(story.lines.size());
        list.sort();
        return list;
    }
};

inline QByteArray fakeLog(int from, int to, const QByteArray &stamp = "Mar  3 09:00:00")
{
    QByteArray log;
    for (int i = from; i < to; ++i) {
        const QByteArray n = QByteArray::number(i);
        log += stamp + " mx1 fake[" + n + "]: open " + n + "\n" + stamp + " mx1 fake[" + n + "]: close " + n + "\n";
    }
    return log;
}

inline std::string put(const QTemporaryDir &dir, const char *name, const QByteArray &bytes)
{
    const QString path = dir.filePath(QString::fromLatin1(name));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write a test file");
    return path.toStdString();
}

/// Packs with libarchive. filter: "gzip", "bzip2", "xz", "zstd", "none"; format: "raw", "ustar", "zip".
inline QByteArray pack(const char *filter, const char *format, const std::vector<std::pair<const char *, QByteArray>> &members)
{
    const std::size_t room = 64u << 20;
    QByteArray out(qsizetype(room), '\0');
    std::size_t used = 0;
    archive *a = archive_write_new();
    if (std::string_view(filter) != "none")
        archive_write_add_filter_by_name(a, filter);
    archive_write_set_format_by_name(a, format);
    archive_write_set_bytes_in_last_block(a, 1);
    if (archive_write_open_memory(a, out.data(), room, &used) != ARCHIVE_OK)
        qFatal("cannot pack");
    for (const auto &[name, bytes] : members) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, name);
        archive_entry_set_size(entry, bytes.size());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(a, entry);
        archive_write_data(a, bytes.constData(), std::size_t(bytes.size()));
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    out.truncate(qsizetype(used));
    return out;
}

inline ImportResult importFake(
    FakeSink &sink, const std::vector<std::string> &inputs, ImportOptions options = {}, std::stop_token stop = {})
{
    return ImportRun(options, fakeFormats(), sink, std::move(stop), {}).run(inputs);
}

} // namespace backscope::test
