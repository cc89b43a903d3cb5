// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "addressbase.h"

#include "domain/address.h"
#include "domain/problem.h"
#include "mmdbguard.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <netinet/in.h>
#include <string_view>
#include <sys/stat.h>

#ifdef BACKSCOPE_HAVE_MAXMIND
#include <maxminddb.h>
#endif

namespace backscope {

namespace {

Reason unusable(AddressFact fact)
{
    return fact == AddressFact::Country ? QT_TRANSLATE_NOOP("Reason", "The country database cannot be used")
                                        : QT_TRANSLATE_NOOP("Reason", "The AS database cannot be used");
}

#ifdef BACKSCOPE_HAVE_MAXMIND

constexpr std::size_t MostLabel = 120; ///< bytes of a provider's name

Reason exampleOf(AddressFact fact)
{
    return fact == AddressFact::Country
        ? QT_TRANSLATE_NOOP("Reason", "Take a database such as GeoLite2-Country.mmdb or DB-IP's country lite.")
        : QT_TRANSLATE_NOOP("Reason", "Take a database such as GeoLite2-ASN.mmdb or DB-IP's ASN lite.");
}

[[noreturn]] void refuse(AddressFact fact, const std::string &path, Reason why)
{
    throw ProblemError({ Severity::Error, unusable(fact), std::move(why), quote(path), exampleOf(fact) });
}

/// Anything but a plain file could block or never end.
void checkFile(AddressFact fact, const std::string &path)
{
    struct stat info { };
    if (stat(path.c_str(), &info) != 0)
        refuse(fact, path, systemReason(errno));
    if (!S_ISREG(info.st_mode))
        refuse(fact, path, QT_TRANSLATE_NOOP("Reason", "it is no file"));
    if (info.st_size == 0)
        refuse(fact, path, QT_TRANSLATE_NOOP("Reason", "the file is empty"));
}

bool isOfKind(AddressFact fact, const char *type)
{
    const std::string lower = lowerAscii(std::string_view(type ? type : "").substr(0, 200));
    static constexpr std::array<std::string_view, 3> Countries { "country", "city", "enterprise" }, Networks { "asn", "isp", "enterprise" };
    const auto &kinds = fact == AddressFact::Country ? Countries : Networks;
    return std::any_of(kinds.begin(), kinds.end(), [&lower](std::string_view kind) { return lower.find(kind) != std::string::npos; });
}

/// A text of the data section, cut at a whole character; "" if it is something else.
std::string textOf(const MMDB_entry_data_s &data)
{
    if (!data.has_data || data.type != MMDB_DATA_TYPE_UTF8_STRING || !data.utf8_string)
        return {};
    std::string_view text(data.utf8_string, data.data_size);
    if (text.size() > MostLabel) {
        std::size_t end = MostLabel;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        text = text.substr(0, end);
    }
    return std::string(text);
}

#endif

} // namespace

#ifdef BACKSCOPE_HAVE_MAXMIND

struct AddressBase::Private {
    std::string path;
    AddressFact fact = AddressFact::Country;
    MMDB_s db {};
    bool open = false;

    ~Private()
    {
        if (open)
            MMDB_close(&db);
    }

    [[noreturn]] void damaged(const char *why) const
    {
        refuse(fact, path, reason(QT_TRANSLATE_NOOP("Reason", "the file is damaged: %1"), quote(why)));
    }

    /// What stands under a path of names; nothing if there is no such thing.
    MMDB_entry_data_s value(MMDB_entry_s entry, const char *const *names) const
    {
        MMDB_entry_data_s data {};
        const int status = MMDB_aget_value(&entry, &data, names);
        if (status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR || status == MMDB_INVALID_LOOKUP_PATH_ERROR)
            return {};
        if (status != MMDB_SUCCESS)
            damaged(MMDB_strerror(status));
        return data;
    }

    Entry country(const MMDB_entry_s &entry) const
    {
        for (const char *where : { "country", "registered_country" }) { // where it is, or else who registered it
            const std::array<const char *, 3> names { where, "iso_code", nullptr };
            const std::string code = textOf(value(entry, names.data()));
            const auto isLetter = [](char c) { return c >= 'A' && c <= 'Z'; };
            if (code.size() == 2 && isLetter(code[0]) && isLetter(code[1]))
                return { std::int64_t(code[0]) << 8 | code[1], code, {} };
        }
        return {};
    }

    Entry as(const MMDB_entry_s &entry) const
    {
        static constexpr std::array<const char *, 2> Number { "autonomous_system_number", nullptr };
        static constexpr std::array<const char *, 2> Organization { "autonomous_system_organization", nullptr };
        const MMDB_entry_data_s number = value(entry, Number.data());
        const bool isSmall = number.has_data && number.type == MMDB_DATA_TYPE_UINT16;
        if (!isSmall && !(number.has_data && number.type == MMDB_DATA_TYPE_UINT32))
            return {};
        const std::uint32_t n = isSmall ? number.uint16 : number.uint32;
        if (n == 0)
            return {};
        const std::string name = textOf(value(entry, Organization.data()));
        return { n, std::to_string(n), "AS" + std::to_string(n) + (name.empty() ? "" : " ") + name };
    }
};

AddressBase::AddressBase(const std::string &path, AddressFact fact)
    : d(std::make_unique<Private>())
{
    d->path = path;
    d->fact = fact;
    checkFile(fact, path);
    if (!hasBoundedMetadata(path))
        refuse(fact, path, QT_TRANSLATE_NOOP("Reason", "the file is damaged: its metadata have no end"));
    const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &d->db);
    if (status != MMDB_SUCCESS)
        refuse(fact, path, quote(MMDB_strerror(status)));
    d->open = true;
    if (!isOfKind(fact, d->db.metadata.database_type))
        refuse(fact, path, QT_TRANSLATE_NOOP("Reason", "it is a database of another kind"));
}

AddressBase::Entry AddressBase::find(const IpAddress &ip) const
{
    sockaddr_storage address {};
    if (ip.isV4()) {
        sockaddr_in v4 {};
        v4.sin_family = AF_INET;
        std::memcpy(&v4.sin_addr, ip.bytes.data() + 12, 4);
        std::memcpy(&address, &v4, sizeof v4);
    } else {
        if (d->db.metadata.ip_version == 4)
            return {};
        sockaddr_in6 v6 {};
        v6.sin6_family = AF_INET6;
        std::memcpy(&v6.sin6_addr, ip.bytes.data(), 16);
        std::memcpy(&address, &v6, sizeof v6);
    }
    int status = MMDB_SUCCESS;
    MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&d->db, reinterpret_cast<const sockaddr *>(&address), &status);
    if (status != MMDB_SUCCESS)
        d->damaged(MMDB_strerror(status));
    if (!found.found_entry)
        return {};
    const std::string_view section(reinterpret_cast<const char *>(d->db.data_section), d->db.data_section_size);
    if (!isBoundedValue(section, found.entry.offset))
        d->damaged("an entry is nested too deeply or not complete");
    return d->fact == AddressFact::Country ? d->country(found.entry) : d->as(found.entry);
}

#else

struct AddressBase::Private { };

AddressBase::AddressBase(const std::string &path, AddressFact fact)
{
    throw ProblemError(
        { Severity::Error, unusable(fact), QT_TRANSLATE_NOOP("Reason", "this build of Backscope was made without libmaxminddb"),
            quote(path), QT_TRANSLATE_NOOP("Reason", "Install libmaxminddb-dev and build again.") });
}

AddressBase::Entry AddressBase::find(const IpAddress &) const
{
    return {};
}

#endif

AddressBase::~AddressBase() = default;

namespace {

/// Jobs on several threads ask for the databases that the window has set.
struct Chosen {
    std::string path;
    std::shared_ptr<const AddressBase> base; ///< null until it is needed
};
std::mutex chosenMutex;
std::array<Chosen, 2> &chosenBases()
{
    static std::array<Chosen, 2> bases;
    return bases;
}

} // namespace

std::optional<AddressFact> addressFactOf(Dimension dimension)
{
    return dimension == Dimension::Country ? std::optional(AddressFact::Country)
        : dimension == Dimension::As       ? std::optional(AddressFact::As)
                                           : std::nullopt;
}

std::optional<AddressFact> addressFactOf(Field field)
{
    return field == Field::Country ? std::optional(AddressFact::Country)
        : field == Field::As       ? std::optional(AddressFact::As)
                                   : std::nullopt;
}

void setAddressBase(AddressFact fact, const std::string &path)
{
    const std::lock_guard lock(chosenMutex);
    chosenBases()[std::size_t(fact)] = { path, nullptr };
}

bool hasAddressBase(AddressFact fact)
{
    const std::lock_guard lock(chosenMutex);
    return !chosenBases()[std::size_t(fact)].path.empty();
}

std::shared_ptr<const AddressBase> addressBase(AddressFact fact)
{
    const std::lock_guard lock(chosenMutex);
    Chosen &chosen = chosenBases()[std::size_t(fact)];
    if (chosen.path.empty()) {
        throw ProblemError({ Severity::Error,
            fact == AddressFact::Country ? QT_TRANSLATE_NOOP("Reason", "No country database is set")
                                         : QT_TRANSLATE_NOOP("Reason", "No AS database is set"),
            QT_TRANSLATE_NOOP("Reason", "what a client's address belongs to is in no log"), {},
            reason(
                QT_TRANSLATE_NOOP("Reason", "Name a file in MaxMind's format (.mmdb) in the preferences, or with %1 on the command line."),
                fact == AddressFact::Country ? "--country-db FILE" : "--as-db FILE") });
    }
    if (!chosen.base)
        chosen.base = std::make_shared<const AddressBase>(chosen.path, fact);
    return chosen.base;
}

} // namespace backscope
