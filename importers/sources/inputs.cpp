// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputs.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <poll.h>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace backscope {

namespace {

namespace fs = std::filesystem;

std::string fileName(const std::string &path)
{
    return fs::path(path).filename().string();
}

/// Files of /var/log that are never text logs, whatever they begin with.
bool neverALog(const std::string &name)
{
    static const std::set<std::string> names { "wtmp", "btmp", "lastlog", "faillog", "tallylog" };
    return name.empty() || name.front() == '.' || name.ends_with(".journal") || name.ends_with("~") || name.ends_with(".backscope")
        || name.ends_with(".swp") || names.contains(name);
}

void addFile(const std::string &path, const std::string &name, const std::string &group, ExpandedInputs &out)
{
    struct stat info { };
    SourcePlace place;
    place.path = path;
    place.name = name;
    place.group = group;
    if (::stat(path.c_str(), &info) == 0) {
        place.fileBytes = info.st_size;
        place.fileTime = info.st_mtime;
    }
    std::optional<Reason> damage;
    const auto members = archiveMembers(place, &damage);
    if (!members) {
        out.places.push_back(std::move(place));
        return;
    }
    if (group.empty())
        out.groups.push_back(name);
    for (const auto &member : *members) {
        SourcePlace inner = place;
        inner.member = member.ordinal;
        inner.name = name + ": " + member.name;
        inner.fileTime = member.time > 0 ? member.time : place.fileTime;
        inner.fileBytes = member.ordinal == 0 ? place.fileBytes : 0; // the file's bytes count once
        inner.group = group.empty() ? name : group;
        if (!neverALog(fileName(member.name)))
            out.places.push_back(std::move(inner));
    }
    if (damage)
        out.problems.push_back({ Severity::Warning, QT_TRANSLATE_NOOP("Reason", "The archive is damaged"), *damage, quote(name),
            QT_TRANSLATE_NOOP("Reason", "What could be read was imported; get a complete copy to import the rest.") });
}

void addDirectory(const std::string &path, ExpandedInputs &out)
{
    std::vector<std::string> files;
    std::error_code error;
    const auto collect = [&](const fs::path &folder, std::vector<fs::path> *folders) {
        for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
            std::error_code ignored;
            const std::string name = it->path().filename().string();
            if (it->is_directory(ignored) && folders && !name.starts_with('.'))
                folders->push_back(it->path());
            else if (it->is_regular_file(ignored) && !neverALog(name))
                files.push_back(it->path().string());
        }
    };
    std::vector<fs::path> folders;
    out.groups.push_back(path);
    collect(path, &folders);
    if (error) {
        out.problems.push_back({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The directory cannot be read"), systemReason(error.value()),
            quote(path), QT_TRANSLATE_NOOP("Reason", "Check its permissions.") });
        return;
    }
    for (const auto &folder : folders)
        collect(folder, nullptr);
    std::sort(files.begin(), files.end());
    for (const auto &file : files) {
        try {
            addFile(file, file, path, out);
        } catch (const ProblemError &e) {
            out.problems.push_back(e.problem());
        }
    }
}

void addSpool(int fd, const std::string &name, std::stop_token stop, ExpandedInputs &out)
{
    auto spool = std::make_unique<SpoolFile>(fd, name, stop);
    const std::size_t before = out.places.size();
    addFile(spool->path(), name, {}, out);
    for (std::size_t i = before; i < out.places.size(); ++i)
        out.places[i].spooled = true;
    out.spools.push_back(std::move(spool));
}

void addPipe(const std::string &path, std::stop_token stop, ExpandedInputs &out)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The pipe cannot be opened"), systemReason(errno), quote(path),
            QT_TRANSLATE_NOOP("Reason", "Check its permissions.") });
    try {
        addSpool(fd, path, stop, out);
    } catch (...) {
        ::close(fd);
        throw;
    }
    ::close(fd);
}

void addInput(const std::string &input, std::stop_token stop, ExpandedInputs &out)
{
    struct stat info { };
    if (input == "-")
        addSpool(STDIN_FILENO, "standard input", stop, out);
    else if (::stat(input.c_str(), &info) != 0)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The log cannot be opened"), systemReason(errno), quote(input),
            QT_TRANSLATE_NOOP("Reason", "Check the name.") });
    else if (S_ISDIR(info.st_mode))
        addDirectory(input, out);
    else if (S_ISFIFO(info.st_mode))
        addPipe(input, stop, out);
    else if (S_ISREG(info.st_mode))
        addFile(input, input, {}, out);
    else
        throw ProblemError(
            { Severity::Error, QT_TRANSLATE_NOOP("Reason", "Not a log"), QT_TRANSLATE_NOOP("Reason", "It is a device or a socket"),
                quote(input), QT_TRANSLATE_NOOP("Reason", "Give a file, a directory or a pipe.") });
}

bool repeatsMailLog(const std::string &name)
{
    for (const char *prefix : { "syslog", "messages", "mail.info", "mail.warn", "mail.err", "daemon.log", "user.log", "debug" })
        if (name.starts_with(prefix))
            return true;
    return false;
}

} // namespace

SpoolFile::SpoolFile(int fd, const std::string &name, std::stop_token stop)
{
    std::string pattern = (fs::temp_directory_path() / "backscope-XXXXXX").string();
    m_fd = ::mkostemp(pattern.data(), O_CLOEXEC);
    if (m_fd < 0)
        throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "No temporary file"), systemReason(errno), quote(pattern),
            QT_TRANSLATE_NOOP("Reason", "Set TMPDIR to a folder with space.") });
    ::unlink(pattern.c_str());
    std::string buffer(std::size_t(1) << 18, '\0');
    while (!stop.stop_requested()) {
        pollfd waiting { fd, POLLIN, 0 };
        if (::poll(&waiting, 1, 200) == 0)
            continue;
        const ssize_t got = ::read(fd, buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        write({ buffer.data(), std::size_t(got) }, name);
    }
}

void SpoolFile::write(std::string_view bytes, const std::string &name)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(m_fd, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            const Reason why = systemReason(errno);
            ::close(m_fd);
            throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The input could not be buffered"), why, quote(name),
                QT_TRANSLATE_NOOP("Reason", "Set TMPDIR to a folder with more space.") });
        }
        bytes.remove_prefix(std::size_t(put));
        m_size += put;
    }
}

SpoolFile::~SpoolFile()
{
    ::close(m_fd);
}

std::string SpoolFile::path() const
{
    return "/proc/self/fd/" + std::to_string(m_fd);
}

ExpandedInputs expandInputs(const std::vector<std::string> &inputs, std::stop_token stop)
{
    ExpandedInputs out;
    for (const auto &input : inputs) {
        try {
            addInput(input, stop, out);
        } catch (const ProblemError &e) {
            out.problems.push_back(e.problem());
        }
    }
    return out;
}

std::vector<SourcePlace> withoutRepeats(std::vector<SourcePlace> places)
{
    std::set<std::string> withMailLog;
    const auto folder = [](const SourcePlace &p) { return fs::path(p.name).parent_path().string(); };
    for (const auto &place : places) {
        const std::string name = fileName(place.name);
        if (!place.group.empty() && (name.starts_with("mail.log") || name.starts_with("maillog")))
            withMailLog.insert(folder(place));
    }
    std::erase_if(places,
        [&](const SourcePlace &p) { return !p.group.empty() && repeatsMailLog(fileName(p.name)) && withMailLog.contains(folder(p)); });
    return places;
}

} // namespace backscope
