// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "causerules.h"

#include "address.h"

#include <algorithm>
#include <array>

namespace backscope {

namespace {

constexpr std::size_t MaxText = 2000; // longer answers say nothing new

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isAlpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isWordChar(char c)
{
    return isDigit(c) || isAlpha(c) || static_cast<unsigned char>(c) >= 0x80;
}
/// What stands in names, addresses and numbers.
constexpr auto TokenChars = [] {
    std::array<bool, 256> token {};
    for (std::size_t i = 0; i < token.size(); ++i)
        token[i] = isWordChar(char(i)) || std::string_view(".-@%+=").find(char(i)) != std::string_view::npos;
    return token;
}();

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lowerWord)
{
    return text.size() == lowerWord.size()
        && std::equal(text.begin(), text.end(), lowerWord.begin(), [](char a, char b) { return lower(a) == b; });
}

/// "unknown.Please": the end of one sentence and the beginning of the next without a blank.
bool isSentenceJoint(std::string_view token)
{
    const std::size_t dot = token.find('.');
    const std::string_view last = token.substr(dot + 1);
    return dot > 0 && last.size() > 1 && last.find('.') == std::string_view::npos && last[0] >= 'A' && last[0] <= 'Z'
        && std::all_of(last.begin() + 1, last.end(), [](char c) { return c >= 'a' && c <= 'z'; }) && token[dot - 1] >= 'a'
        && token[dot - 1] <= 'z';
}

/// At least two labels, none empty, the last one of letters (or an A-label).
bool isHostName(std::string_view token)
{
    while (!token.empty() && (token.back() == '.' || token.back() == '-'))
        token.remove_suffix(1);
    const std::size_t dot = token.rfind('.');
    if (dot == std::string_view::npos || dot == 0 || token.front() == '.' || token.find("..") != std::string_view::npos
        || isSentenceJoint(token))
        return false;
    const std::string_view top = token.substr(dot + 1);
    return top.size() >= 2
        && (top.starts_with("xn--") || std::all_of(top.begin(), top.end(), [](char c) { return !isDigit(c) && isWordChar(c); }));
}

std::size_t tokenEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && TokenChars[static_cast<unsigned char>(text[at])])
        ++at;
    return at;
}

std::size_t blankEnd(std::string_view text, std::size_t at)
{
    while (at < text.size() && static_cast<unsigned char>(text[at]) > ' ')
        ++at;
    return at;
}

/// End (exclusive) of a bracketed part that begins at `at`; an unclosed one ends at the next blank.
std::size_t bracketEnd(std::string_view text, std::size_t at)
{
    const std::size_t close = text.find(text[at] == '<' ? '>' : ']', at);
    return close != std::string_view::npos && close - at <= 320 ? close + 1 : blankEnd(text, at);
}

bool isLineEndName(std::string_view bracketed)
{
    return equalsIgnoringCase(bracketed, "<lf>") || equalsIgnoringCase(bracketed, "<cr>") || equalsIgnoringCase(bracketed, "<crlf>");
}

bool isUrlStart(std::string_view text)
{
    const char first = lower(text.front());
    if (first != 'h' && first != 'w')
        return false;
    return equalsIgnoringCase(text.substr(0, 7), "http://") || equalsIgnoringCase(text.substr(0, 8), "https://")
        || equalsIgnoringCase(text.substr(0, 4), "www.");
}

/// What stands for each byte: its small letter, or a blank.
constexpr auto Plain = [] {
    std::array<char, 256> plain {};
    for (std::size_t i = 0; i < plain.size(); ++i) {
        const char c = char(i);
        plain[i] = i <= ' ' || c == '_' || i == 0x7f ? ' ' : c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    }
    return plain;
}();

/// A text in small letters, with one blank between words; room is made before, since every byte of every answer goes through here.
class PlainText {
public:
    explicit PlainText(std::size_t usual)
        : m_text(usual, '\0')
    {
    }
    void add(std::string_view part)
    {
        if (m_text.size() - m_size < part.size())
            m_text.resize(m_size + 2 * part.size());
        char *at = m_text.data() + m_size;
        char last = m_size == 0 ? ' ' : at[-1];
        for (const char c : part) {
            const char plain = Plain[static_cast<unsigned char>(c)];
            *at = plain;
            at += plain != ' ' || last != ' ';
            last = plain;
        }
        m_size = std::size_t(at - m_text.data());
    }
    std::string take()
    {
        m_text.resize(m_size);
        return std::move(m_text);
    }

private:
    std::string m_text; ///< with room behind the text
    std::size_t m_size = 0;
};

} // namespace

bool CauseRules::isKeptName(const std::string &name) const
{
    return std::any_of(
        m_keptPrefixes.begin(), m_keptPrefixes.end(), [&name](const std::string &prefix) { return name.starts_with(prefix); });
}

/// An address or the name of a host, which would tell answers apart that say the same.
bool CauseRules::namesSomebody(std::string_view token) const
{
    return token.find('@') != token.npos || (token.find('.') != token.npos && isHostName(token) && !isKeptName(lowerAscii(token)));
}

/// The words of an address of the web that tell a cause, each between blanks.
std::string CauseRules::wordsOfUrl(const std::string &url) const
{
    std::string words;
    for (const std::string &word : m_urlWords) {
        if (url.find(word) != std::string::npos)
            words += ' ' + word + ' ';
    }
    return words;
}

std::string CauseRules::normalised(std::string_view text) const
{
    text = text.substr(0, MaxText);
    PlainText plain(text.size());
    std::size_t kept = 0; // from here on, all up to the part that is looked at stays
    const auto replace = [&](std::size_t at, std::size_t end, std::string_view by) {
        plain.add(text.substr(kept, at - kept));
        plain.add(by);
        kept = end;
    };
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        std::size_t end = at + 1;
        if (c == '<' || c == '[') {
            end = bracketEnd(text, at);
            if (!isLineEndName(text.substr(at, end - at)))
                replace(at, end, " ");
        } else if (isWordChar(c) && isUrlStart(text.substr(at, 8))) {
            end = blankEnd(text, at);
            replace(at, end, wordsOfUrl(lowerAscii(text.substr(at, end - at))) + ' ');
        } else if (isWordChar(c)) {
            end = tokenEnd(text, at);
            if (namesSomebody(text.substr(at, end - at)))
                replace(at, end, " ");
        }
        at = end;
    }
    plain.add(text.substr(kept));
    return plain.take();
}

bool CauseRules::Pattern::matches(std::string_view text) const
{
    std::size_t from = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string &part = parts[i];
        const bool free = openStart && i == 0, freeEnd = openEnd && i + 1 == parts.size();
        std::size_t at = text.find(part, from);
        for (; at != std::string_view::npos; at = text.find(part, at + 1)) {
            const std::size_t end = at + part.size();
            const bool startOk = free || at == 0 || !isWordChar(part.front()) || !isWordChar(text[at - 1]);
            const bool endOk = freeEnd || end == text.size() || !isWordChar(part.back()) || !isWordChar(text[end]);
            if (startOk && endOk)
                break;
        }
        if (at == std::string_view::npos)
            return false;
        from = at + part.size();
    }
    return true;
}

bool CauseRules::Rule::applies(const CauseInput &input) const
{
    return (subjects & input.subjects) != 0 && !(notAfterData && input.afterData);
}

CauseMatch CauseRules::match(const CauseInput &input) const
{
    // "5.1.1" -> "1.1": servers change the first digit to fit the reply code.
    const std::size_t dot = input.enhanced.find('.');
    const std::string detail(dot == std::string_view::npos ? std::string_view {} : input.enhanced.substr(dot + 1));
    const auto hasDetail = [&detail](const std::vector<std::string> &codes) {
        return !detail.empty() && std::find(codes.begin(), codes.end(), detail) != codes.end();
    };
    for (const Rule &rule : m_rules) {
        if (!rule.applies(input) || (!rule.onlyWithCodes.empty() && !hasDetail(rule.onlyWithCodes)))
            continue;
        for (const Pattern &pattern : rule.patterns) {
            if (pattern.matches(input.text))
                return { rule.cause, rule.id, pattern.shown };
        }
    }
    for (const Rule &rule : m_rules) {
        if (!rule.applies(input))
            continue;
        if (hasDetail(rule.codes))
            return { rule.cause, rule.id, "code x." + detail };
        if (std::find(rule.replyCodes.begin(), rule.replyCodes.end(), input.code) != rule.replyCodes.end())
            return { rule.cause, rule.id, "code " + std::to_string(input.code) };
    }
    return {};
}

CauseRules CauseRules::withFirst(const CauseRules &mine) const
{
    CauseRules result = *this;
    result.m_rules.insert(result.m_rules.begin(), mine.m_rules.begin(), mine.m_rules.end());
    for (std::size_t i = 0; i < m_facts.size(); ++i) {
        if (mine.m_facts[i])
            result.m_facts[i] = mine.m_facts[i];
    }
    const auto join
        = [](std::vector<std::string> &to, const std::vector<std::string> &from) { to.insert(to.end(), from.begin(), from.end()); };
    join(result.m_keptPrefixes, mine.m_keptPrefixes);
    join(result.m_urlWords, mine.m_urlWords);
    return result;
}

Avoidable CauseRules::avoidable(Cause cause) const
{
    const auto index = static_cast<std::size_t>(cause);
    return index < m_facts.size() && m_facts[index] ? m_facts[index]->avoidable : Avoidable::Unknown;
}

const std::vector<std::string> &CauseRules::fixes(Cause cause) const
{
    static const std::vector<std::string> none;
    const auto index = static_cast<std::size_t>(cause);
    return index < m_facts.size() && m_facts[index] ? m_facts[index]->fixes : none;
}

void readCodes(std::string_view reply, int &code, std::string &enhanced)
{
    if (reply.size() >= 3 && isDigit(reply[0]) && isDigit(reply[1]) && isDigit(reply[2]) && (reply.size() == 3 || !isWordChar(reply[3]))
        && reply[0] >= '2' && reply[0] <= '5' && reply.substr(3, 1) != ".") {
        code = (reply[0] - '0') * 100 + (reply[1] - '0') * 10 + (reply[2] - '0');
        reply.remove_prefix(3);
        while (!reply.empty() && (reply.front() == ' ' || reply.front() == '-' || reply.front() == '_' || reply.front() == '#'))
            reply.remove_prefix(1);
    }
    // d.d{1,3}.d{1,3}
    std::size_t end = 0;
    int dots = 0;
    while (end < reply.size() && end < 9 && (isDigit(reply[end]) || reply[end] == '.'))
        dots += reply[end++] == '.';
    const std::string_view found = reply.substr(0, end);
    if (dots == 2 && found.size() >= 5 && (found[0] == '2' || found[0] == '4' || found[0] == '5') && found[1] == '.' && found.back() != '.'
        && found.find("..") == std::string_view::npos)
        enhanced = found;
}

RemoteReply remoteReply(std::string_view text)
{
    RemoteReply reply { text, 0, {}, false };
    for (const std::string_view mark :
        { std::string_view("said: "), std::string_view("said:_"), std::string_view("refused to talk to me: ") }) {
        const std::size_t at = text.find(mark);
        if (at != std::string_view::npos) {
            reply.remote = true;
            reply.text = text.substr(at + mark.size());
            break;
        }
    }
    if (!reply.remote && text.find("SMTP error from remote mail") != std::string_view::npos) {
        reply.remote = true;
        for (std::size_t at = text.find(": "); at != std::string_view::npos; at = text.find(": ", at + 1)) {
            if (at + 4 < text.size() && isDigit(text[at + 2]) && isDigit(text[at + 3]) && isDigit(text[at + 4])) {
                reply.text = text.substr(at + 2);
                break;
            }
        }
    }
    readCodes(reply.text, reply.code, reply.enhanced);
    if (!reply.remote && reply.code >= 400)
        reply.remote = true; // the text is a reply and nothing else
    return reply;
}

std::uint8_t subjectFromWords(std::string_view lowerText)
{
    struct Words {
        std::string_view text;
        std::uint8_t subject;
    };
    static constexpr Words Table[] = { { "client host rejected", Subject::Client }, { "client certificate", Subject::Client },
        { "service unavailable; client", Subject::Client }, { "helo command rejected", Subject::Helo },
        { "ehlo command rejected", Subject::Helo }, { "sender address rejected", Subject::Sender },
        { "domain of sender address", Subject::Sender }, { "sender verify failed", Subject::Sender },
        { "recipient address rejected", Subject::Recipient }, { "in reply to mail from command", Subject::Sender | Subject::Client },
        { "in reply to rcpt to command", Subject::Delivery | Subject::Recipient },
        { "in reply to end of data command", Subject::Content | Subject::Delivery },
        { "in reply to data command", Subject::Content | Subject::Delivery }, { "end of data", Subject::Content | Subject::Delivery } };
    for (const Words &words : Table) {
        if (lowerText.find(words.text) != std::string_view::npos)
            return words.subject;
    }
    return 0;
}

} // namespace backscope
