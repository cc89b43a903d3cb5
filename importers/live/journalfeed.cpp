// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "journalfeed.h"

#ifdef BACKSCOPE_HAVE_JOURNAL
#include "importers/formats/logclock.h"
#include "syslogframes.h"

#include <systemd/sd-journal.h>

#include <cstdlib>
#include <cstring>
#endif

namespace backscope {

namespace {

[[noreturn]] void fail(const FeedSpec &spec, Reason why, Reason hint)
{
    throw ProblemError({ Severity::Error, QT_TRANSLATE_NOOP("Reason", "The journal cannot be read"), std::move(why), quote(spec.target),
        std::move(hint) });
}

#ifdef BACKSCOPE_HAVE_JOURNAL

constexpr int EntriesAtOnce = 5000;
constexpr std::size_t MaxField = 60'000; ///< bytes: the line stays below the limit of the line reader

class JournalFeed : public LiveFeed {
public:
    JournalFeed(const FeedSpec &spec, LiveContext &context)
        : m_source(toText(spec), context, TimeForm::Rfc3339)
    {
        m_state.name = toText(spec);
        const int error = spec.target == "local" ? ::sd_journal_open(&m_journal, SD_JOURNAL_LOCAL_ONLY)
                                                 : ::sd_journal_open_directory(&m_journal, spec.target.c_str(), 0);
        if (error < 0)
            fail(spec, systemReason(-error),
                QT_TRANSLATE_NOOP(
                    "Reason", "Name a folder of journal files, or local. Members of the group systemd-journal or adm may read."));
        ::sd_journal_set_data_threshold(m_journal, MaxField);
        ::sd_journal_add_match(m_journal, "SYSLOG_FACILITY=2", 0);
    }
    ~JournalFeed() override { ::sd_journal_close(m_journal); }

    bool pump(Feeder &feeder) override
    {
        if (!m_placed)
            place();
        std::string lines;
        int taken = 0, more = 0;
        while (taken < EntriesAtOnce && (more = ::sd_journal_next(m_journal)) > 0) {
            appendEntry(lines);
            ++taken;
        }
        if (more < 0)
            m_state.message = systemReason(-more);
        if (taken > 0) {
            m_source.feed(feeder, std::move(lines));
            m_source.setCursor(cursor());
        } else {
            ::sd_journal_process(m_journal); // takes notice of what was written, and of new files
        }
        return taken > 0;
    }
    std::vector<FedSource *> sources() override { return m_source.sources(); }
    FeedState state() const override
    {
        FeedState state = m_state;
        state.phase = m_source.lines() > 0 ? FeedState::Phase::Running : FeedState::Phase::Waiting;
        state.lines = m_source.lines();
        state.understood = m_source.understood();
        return state;
    }

private:
    /// Before the first entry that the case does not have.
    void place()
    {
        m_placed = true;
        ::sd_journal_get_fd(m_journal); // from now on changes are told
        const std::string known = m_source.knownCursor();
        if (known.empty() || ::sd_journal_seek_cursor(m_journal, known.c_str()) < 0) {
            ::sd_journal_seek_head(m_journal);
            return;
        }
        // The entry itself was taken; if it is gone from the journal, the next one is the first that is new.
        const bool there = ::sd_journal_next(m_journal) > 0;
        if (there && ::sd_journal_test_cursor(m_journal, known.c_str()) <= 0 && ::sd_journal_previous(m_journal) <= 0)
            ::sd_journal_seek_head(m_journal);
    }
    std::string field(const char *name) const
    {
        const void *data = nullptr;
        std::size_t size = 0;
        if (::sd_journal_get_data(m_journal, name, &data, &size) < 0)
            return {};
        const std::string_view pair(static_cast<const char *>(data), size); // NAME=value
        return std::string(pair.substr(std::min(pair.size(), std::strlen(name) + 1)));
    }
    std::string cursor() const
    {
        char *text = nullptr;
        if (::sd_journal_get_cursor(m_journal, &text) < 0)
            return {};
        std::string cursor(text);
        std::free(text);
        return cursor;
    }
    /// As a syslog daemon would write it with exact time.
    void appendEntry(std::string &lines) const
    {
        std::uint64_t time = 0;
        if (::sd_journal_get_realtime_usec(m_journal, &time) < 0)
            return;
        std::string pid = field("SYSLOG_PID"), host = field("_HOSTNAME"), tag = field("SYSLOG_IDENTIFIER");
        if (pid.empty())
            pid = field("_PID");
        if (host.empty())
            host = "localhost";
        std::string line = rfc3339Text(Micros(time)) + ' ' + host + ' ' + tag;
        if (!pid.empty())
            line += '[' + pid + ']';
        appendSyslogLine(lines, line + ": " + field("MESSAGE"));
    }
    sd_journal *m_journal = nullptr;
    StreamSource m_source;
    FeedState m_state;
    bool m_placed = false;
};

#endif

} // namespace

std::unique_ptr<LiveFeed> makeJournalFeed(const FeedSpec &spec, LiveContext &context)
{
#ifdef BACKSCOPE_HAVE_JOURNAL
    return std::make_unique<JournalFeed>(spec, context);
#else
    (void)context;
    fail(spec, QT_TRANSLATE_NOOP("Reason", "this build was made without libsystemd"),
        QT_TRANSLATE_NOOP("Reason", "Watch the command instead: command:journalctl -f -n0 -o json SYSLOG_FACILITY=2"));
#endif
}

} // namespace backscope
