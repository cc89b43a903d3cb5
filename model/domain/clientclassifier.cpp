// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientclassifier.h"

#include "address.h"
#include "joinedtext.h"
#include "resourcefile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <iterator>
#include <map>
#include <set>

namespace backscope {

namespace {

constexpr std::size_t LongestName = 255;
constexpr std::size_t RememberedClients = 32'768;

struct NameRules {
    int genericScore = 3, serverScore = -2;
    std::map<std::string, int, std::less<>> accessWords;
    std::set<std::string, std::less<>> serverWords, cloudWords, mailHostWords;
    std::vector<std::string> bigProviders;
};

const NameRules &nameRules()
{
    static const NameRules rules = [] {
        const std::string json = resourceFile("client-name-rules.json");
        const QJsonObject root = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size()))).object();
        const auto words = [&root](const char *key) {
            std::vector<std::string> out;
            for (const QJsonArray all = root[QLatin1String(key)].toArray(); const QJsonValue &word : all)
                out.push_back(word.toString().toStdString());
            return out;
        };
        const auto wordSet = [&words](const char *key) {
            const auto list = words(key);
            return std::set<std::string, std::less<>>(list.begin(), list.end());
        };
        NameRules out;
        out.genericScore = root[QLatin1String("genericScore")].toInt(3);
        out.serverScore = root[QLatin1String("serverScore")].toInt(-2);
        const QJsonObject access = root[QLatin1String("accessWords")].toObject();
        for (auto it = access.begin(); it != access.end(); ++it)
            out.accessWords[it.key().toStdString()] = it.value().toInt();
        out.serverWords = wordSet("serverWords");
        out.cloudWords = wordSet("cloudWords");
        out.mailHostWords = wordSet("mailHostWords");
        out.bigProviders = words("bigProviders");
        return out;
    }();
    return rules;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isLetter(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f');
}

/// Parts of a name that stand between separators; with `splitDigits` also between letters and digits.
std::vector<std::string_view> parts(std::string_view name, bool splitDigits)
{
    std::vector<std::string_view> out;
    out.reserve(16); // few names have more
    std::size_t start = 0;
    const auto flush = [&](std::size_t end) {
        if (end > start)
            out.push_back(name.substr(start, end - start));
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == '.' || c == '-' || c == '_') {
            flush(i);
            start = i + 1;
        } else if (splitDigits && i > start && isDigit(c) != isDigit(name[i - 1])) {
            flush(i);
            start = i;
        }
    }
    flush(name.size());
    return out;
}

int numberOf(std::string_view part)
{
    if (part.empty() || part.size() > 3 || !std::all_of(part.begin(), part.end(), isDigit))
        return -1;
    int value = 0;
    for (const char c : part)
        value = value * 10 + (c - '0');
    return value;
}

template <typename Values> bool containsRun(const std::vector<int> &numbers, const Values &run)
{
    return std::search(numbers.begin(), numbers.end(), run.begin(), run.end()) != numbers.end();
}

/// The octets one behind the other, each with `width` digits at least: "19818071", "198018007001", "c6120701".
std::string joined(const std::array<int, 4> &octets, int base, std::size_t width)
{
    std::string text;
    for (const int octet : octets) {
        char digits[3];
        const auto count = std::size_t(std::to_chars(digits, digits + sizeof digits, octet, base).ptr - digits);
        text.append(width > count ? width - count : 0, '0').append(digits, count);
    }
    return text;
}

/// A name taken apart: at separators only, and also between letters and digits.
struct NameParts {
    std::vector<std::string_view> whole, split;
};

/// 3 if the whole address is in the name, 2 for its last two octets, 0 otherwise.
int v4Score(const NameParts &name, const IpAddress &ip)
{
    const std::array<int, 4> octets { ip.bytes[12], ip.bytes[13], ip.bytes[14], ip.bytes[15] };
    const std::array<int, 4> reversed { octets[3], octets[2], octets[1], octets[0] };
    std::vector<int> numbers(name.split.size());
    std::transform(name.split.begin(), name.split.end(), numbers.begin(), numberOf);
    if (containsRun(numbers, octets) || containsRun(numbers, reversed))
        return 3;
    if (std::any_of(name.whole.begin(), name.whole.end(), [](std::string_view part) { return part.size() >= 7; })) {
        for (const auto &order : { octets, reversed }) {
            const std::string text = joined(order, 10, 1), padded = joined(order, 10, 3), hex = joined(order, 16, 2);
            const auto isAddress = [&](std::string_view part) { return part == padded || (part == text && part.size() >= 7); };
            const auto isHexAddress = [&](std::string_view part) { return part.ends_with(hex) || part.starts_with(hex); };
            if (std::any_of(name.split.begin(), name.split.end(), isAddress)
                || std::any_of(name.whole.begin(), name.whole.end(), isHexAddress))
                return 3;
        }
    }
    const std::array<int, 2> tail { octets[2], octets[3] }, tailReversed { octets[3], octets[2] };
    return containsRun(numbers, tail) || containsRun(numbers, tailReversed) ? 2 : 0;
}

/// 3 if four words or eight nibbles of the address follow each other in the name.
int v6Score(const NameParts &name, const IpAddress &ip)
{
    std::string nibbles;
    std::array<std::string, 8> words;
    for (std::size_t i = 0; i < 16; ++i) {
        char hex[4];
        std::snprintf(hex, sizeof hex, "%02x", unsigned(ip.bytes[i]));
        nibbles += hex;
        words[i / 2] += hex;
    }
    const std::string reversed(nibbles.rbegin(), nibbles.rend());
    std::vector<std::string> seen;
    std::string run;
    const auto inAddress = [&](const std::string &text) {
        return text.size() >= 8 && (nibbles.find(text) != std::string::npos || reversed.find(text) != std::string::npos);
    };
    for (const std::string_view part : name.whole) {
        const bool hex = part.size() <= 32 && std::all_of(part.begin(), part.end(), isHex);
        if (hex && part.size() == 1)
            run += part;
        else
            run.clear();
        if (inAddress(run) || (hex && inAddress(std::string(part))))
            return 3;
        seen.push_back(hex && part.size() <= 4 ? std::string(4 - part.size(), '0') + std::string(part) : std::string());
    }
    for (std::size_t first = 0; first + 4 <= words.size(); ++first) {
        if (std::search(seen.begin(), seen.end(), words.begin() + std::ptrdiff_t(first), words.begin() + std::ptrdiff_t(first) + 4)
            != seen.end())
            return 3;
    }
    return 0;
}

void addScore(PtrScore &result, int score, std::string_view reason)
{
    result.score += score;
    result.why += (result.why.empty() ? "" : ", ") + std::string(reason) + " (" + std::to_string(score) + ")";
}

template <typename... Parts> ClientJudgement judged(ClientClass clientClass, Reasons reasons, std::string_view words, const Parts &...parts)
{
    ClientJudgement judgement;
    judgement.clientClass = clientClass;
    if (reasons == Reasons::Told)
        judgement.why = reason(words, parts...);
    return judgement;
}

bool startsLikeMailHost(std::string_view name)
{
    const auto first = parts(name.substr(0, name.find('.')), true);
    return !first.empty() && nameRules().mailHostWords.contains(first.front());
}

} // namespace

PtrScore scorePtr(std::string_view written, const std::optional<IpAddress> &ip)
{
    const NameRules &rules = nameRules();
    const std::string name = domainKey(written.substr(0, LongestName));
    const NameParts nameParts { parts(name, false), parts(name, true) };
    PtrScore result;
    if (ip) {
        const int score = ip->isV4() ? v4Score(nameParts, *ip) : v6Score(nameParts, *ip);
        if (score > 0)
            addScore(result, score, score == 3 ? "address in the name" : "end of the address in the name");
    }
    // Words of the company's own domain say nothing about the host.
    const char *const endOfHost = name.data() + (name.size() - organisationalDomain(name).size());
    const auto isOfHost = [endOfHost](std::string_view part) { return part.data() < endOfHost; };
    const auto isCloud = [&rules](std::string_view part) { return rules.cloudWords.contains(part); };
    std::vector<std::string_view> words;
    words.reserve(nameParts.split.size() + nameParts.whole.size());
    std::copy_if(nameParts.split.begin(), nameParts.split.end(), std::back_inserter(words), isOfHost);
    std::copy_if(nameParts.whole.begin(), nameParts.whole.end(), std::back_inserter(words), isOfHost);
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    for (const std::string_view word : words) {
        if (const auto found = rules.accessWords.find(word); found != rules.accessWords.end())
            addScore(result, found->second, word);
        if (rules.serverWords.contains(word))
            addScore(result, rules.serverScore, word);
    }
    const std::size_t top = name.rfind('.');
    if (top != std::string::npos && std::none_of(name.begin(), name.begin() + std::ptrdiff_t(top), isLetter))
        addScore(result, 2, "no letters");
    // "compute.example" may be the provider's own domain: there the word counts as well.
    const bool looksMade = result.score >= rules.genericScore;
    result.cloud = std::any_of(nameParts.whole.begin(), nameParts.whole.end(),
        [&](std::string_view part) { return isCloud(part) && (looksMade || isOfHost(part)); });
    result.generic = looksMade && !result.cloud;
    return result;
}

ClientClassifier::ClientClassifier(const SiteSettings &settings)
    : m_myNetworks(settings.myNetworks)
    , m_inferredNetworks(settings.inferredNetworks)
    , m_trustedRelays(settings.trustedRelays)
    , m_byName(RememberedClients)
{
    for (const std::string &suffix : settings.bigProviders.empty() ? nameRules().bigProviders : settings.bigProviders)
        m_bigProviders.push_back(domainKey(std::string_view(suffix).substr(suffix.starts_with('.') ? 1 : 0)));
}

bool ClientClassifier::isOwnHost(std::string_view text) const
{
    const auto ip = parseIp(text);
    return ip && (ip->isLoopback() || m_myNetworks.contains(*ip) || m_inferredNetworks.contains(*ip));
}

const ClientJudgement &ClientClassifier::classify(const SessionFacts &session, Reasons reasons) const
{
    const auto ip = parseIp(session.client.ip);
    m_last = byTrust(session, ip, reasons);
    if (m_last)
        return *m_last;
    return m_last.emplace(reasons == Reasons::Left ? remembered(session, ip) : byName(session, ip, reasons));
}

/// nullopt: a stranger.
std::optional<ClientJudgement> ClientClassifier::byTrust(
    const SessionFacts &session, const std::optional<IpAddress> &ip, Reasons reasons) const
{
    std::optional<ClientJudgement> result;
    if (session.local) {
        result = judged(ClientClass::Local, reasons, QT_TRANSLATE_NOOP("Reason", "submitted on the server itself"));
        result->trustedOrigin = true;
    } else if (ip && ip->isLoopback()) {
        result
            = judged(ClientClass::Local, reasons, QT_TRANSLATE_NOOP("Reason", "connected from this host (%1)"), quote(session.client.ip));
        result->trustedOrigin = true;
    } else if (!session.authUser.empty()) {
        result = judged(ClientClass::Authenticated, reasons, QT_TRANSLATE_NOOP("Reason", "logged in as %1"), quote(session.authUser));
        result->trustedOrigin = true;
    } else if (ip && m_trustedRelays.contains(*ip)) {
        result = judged(ClientClass::TrustedRelay, reasons, QT_TRANSLATE_NOOP("Reason", "%1 is on the list of trusted relays"),
            quote(session.client.ip));
        result->trustedRelay = true;
    } else if (ip && (m_myNetworks.contains(*ip) || m_inferredNetworks.contains(*ip))) {
        result = judged(
            ClientClass::OwnNetwork, reasons, QT_TRANSLATE_NOOP("Reason", "%1 is in one of our own networks"), quote(session.client.ip));
        result->trustedOrigin = true;
        result->inferred = !m_myNetworks.contains(*ip);
    }
    return result;
}

std::string ClientClassifier::bigProvider(const std::string &name) const
{
    for (const std::string &suffix : m_bigProviders) {
        if (name == suffix || (name.size() > suffix.size() && name.ends_with(suffix) && name[name.size() - suffix.size() - 1] == '.'))
            return suffix;
    }
    return {};
}

/// Without reasons a name tells the class and nothing else.
ClientJudgement ClientClassifier::remembered(const SessionFacts &session, const std::optional<IpAddress> &ip) const
{
    const ClientFacts &client = session.client;
    static constexpr std::string_view End("\0", 1);
    const JoinedText key { client.ip, End, client.name, End, client.ptr, End, session.helo, End, client.nameLogged ? "1" : "0",
        client.ptrLogged ? "1" : "0" };
    ClientJudgement judgement;
    judgement.clientClass = m_byName.get(key, [&] { return byName(session, ip, Reasons::Left).clientClass; });
    return judgement;
}

ClientJudgement ClientClassifier::byName(const SessionFacts &session, const std::optional<IpAddress> &ip, Reasons reasons) const
{
    const std::string name = domainKey(session.client.name == "unknown" ? std::string_view {} : std::string_view(session.client.name));
    const std::string ptr = domainKey(session.client.ptr == "unknown" ? std::string_view {} : std::string_view(session.client.ptr));
    if (name.empty() && ptr.empty()) {
        if (!ip || !session.client.nameLogged)
            return judged(ClientClass::NotLogged, reasons, QT_TRANSLATE_NOOP("Reason", "the log does not tell the client's name"));
        if (session.client.ptrLogged)
            return judged(ClientClass::NoRdns, reasons, QT_TRANSLATE_NOOP("Reason", "%1 has no reverse name"), quote(session.client.ip));
        return judged(ClientClass::NoFcrdns, reasons,
            QT_TRANSLATE_NOOP("Reason", "no confirmed name; the log does not tell whether a reverse name exists"));
    }
    const std::string &shown = name.empty() ? ptr : name;
    const PtrScore score = scorePtr(shown, ip);
    if (!name.empty()) {
        if (const std::string provider = bigProvider(name); !provider.empty())
            return judged(ClientClass::BigProvider, reasons, QT_TRANSLATE_NOOP("Reason", "%1 belongs to %2"), quote(name), quote(provider));
        if (!score.generic) {
            const std::string helo = domainKey(session.helo);
            const Reason tag = score.cloud ? Reason(QT_TRANSLATE_NOOP("Reason", "; a server in a data centre (CloudGeneric)"))
                : startsLikeMailHost(name) ? Reason(QT_TRANSLATE_NOOP("Reason", "; named like a mail host"))
                                           : Reason {};
            if (helo == name)
                return judged(
                    ClientClass::MxLike, reasons, QT_TRANSLATE_NOOP("Reason", "the greeting is its confirmed name %1%2"), quote(name), tag);
            if (sameOrganisation(helo, name))
                return judged(ClientClass::MxLike, reasons,
                    QT_TRANSLATE_NOOP("Reason", "greeting %1 and confirmed name %2 share a domain%3"), quote(helo), quote(name), tag);
            return judged(ClientClass::StaticOther, reasons, QT_TRANSLATE_NOOP("Reason", "confirmed name %1, greeting unrelated%2"),
                quote(name), tag);
        }
    }
    if (score.generic)
        return judged(ClientClass::DynamicLooking, reasons, QT_TRANSLATE_NOOP("Reason", "%1 looks like an access address: %2"),
            quote(shown), quote(score.why));
    return judged(ClientClass::RdnsMismatch, reasons, QT_TRANSLATE_NOOP("Reason", "the reverse name %1 does not lead back to the address"),
        quote(ptr));
}

} // namespace backscope
