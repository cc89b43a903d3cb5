// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/network.h"
#include "domain/query.h"

#include <memory>
#include <string>

namespace backscope {

/// What a database in MaxMind's format (GeoLite2, DB-IP lite …) tells of an address. The user supplies the file: none may be shipped.
enum class AddressFact : std::uint8_t { Country, As };

/// The fact that a derived dimension or a filter field stands for; nullopt for all others.
std::optional<AddressFact> addressFactOf(Dimension dimension);
std::optional<AddressFact> addressFactOf(Field field);

/// One opened database file. The file is not trusted: every entry is checked and bounded. find() may run on several threads.
class AddressBase {
public:
    struct Entry {
        std::int64_t value = 0; ///< the same as a number; 0 = not in the database
        std::string key; ///< as the filter understands it: "DE", "64496"; "" = not in the database
        std::string label; ///< "AS64496 Example Org"; "" for countries
    };

    /// Throws ProblemError: no such file, no database, one of another kind, or a build that cannot read any.
    AddressBase(const std::string &path, AddressFact fact);
    ~AddressBase();
    AddressBase(const AddressBase &) = delete;
    AddressBase &operator=(const AddressBase &) = delete;

    Entry find(const IpAddress &ip) const; ///< throws ProblemError where the file is damaged

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// The file that this program takes for a fact; "" = none. It is opened when it is first needed.
void setAddressBase(AddressFact fact, const std::string &path);
bool hasAddressBase(AddressFact fact);
/// The database that was set. Throws ProblemError when there is none or it cannot be used.
std::shared_ptr<const AddressBase> addressBase(AddressFact fact);

} // namespace backscope
