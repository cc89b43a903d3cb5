// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "domain/network.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <array>
#include <utility>
#include <vector>

namespace backscope::test {

/// Writes small databases in MaxMind's format: a search tree of 24-bit records, a data section and the metadata. No such file is free to
/// be shipped.
class MmdbWriter {
public:
    explicit MmdbWriter(QByteArray type)
        : m_type(std::move(type))
    {
    }

    static QByteArray text(const QByteArray &value) { return control(2, value.size()) + value; }
    static QByteArray map(const std::vector<std::pair<QByteArray, QByteArray>> &entries)
    {
        QByteArray out = control(7, qsizetype(entries.size()));
        for (const auto &[name, value] : entries)
            out += text(name) + value;
        return out;
    }
    static QByteArray number(int type, quint64 value) ///< 5: 16 bits, 6: 32 bits, 9: 64 bits
    {
        QByteArray bytes;
        for (; value != 0; value >>= 8)
            bytes.prepend(char(value & 0xff));
        return control(type, bytes.size()) + bytes;
    }

    /// The part before a longer prefix must not be added after it. IPv4 stands under ::/96.
    void add(const char *cidr, const QByteArray &data)
    {
        const Network network = *parseNetwork(cidr);
        std::array<std::uint8_t, 16> bits = network.base.bytes;
        if (network.base.isV4())
            bits[10] = bits[11] = 0;
        const auto record = Data + m_data.size();
        m_data += data;
        std::size_t node = 0;
        for (int i = 0; i < network.prefix - 1; ++i) {
            const int next = m_nodes[node][bit(bits, i)];
            if (next > 0 && next < Data) {
                node = std::size_t(next);
                continue;
            }
            m_nodes.push_back({ next, next });
            m_nodes[node][bit(bits, i)] = int(m_nodes.size()) - 1;
            node = m_nodes.size() - 1;
        }
        m_nodes[node][bit(bits, network.prefix - 1)] = int(record);
    }

    QByteArray bytes() const
    {
        QByteArray out;
        const auto count = int(m_nodes.size());
        for (const auto &node : m_nodes) {
            for (const int record : node) {
                const int value = record == 0 ? count : record < Data ? record : record - Data + count + 16;
                out += char(value >> 16 & 0xff);
                out += char(value >> 8 & 0xff);
                out += char(value & 0xff);
            }
        }
        out += QByteArray(16, '\0') + m_data + "\xab\xcd\xefMaxMind.com";
        return out
            + map({ { "binary_format_major_version", number(5, 2) }, { "binary_format_minor_version", number(5, 0) },
                { "build_epoch", number(9, 1'700'000'000) }, { "database_type", text(m_type) }, { "description", map({}) },
                { "ip_version", number(5, 6) }, { "languages", control(11, 0) }, { "node_count", number(6, quint64(count)) },
                { "record_size", number(5, 24) } });
    }
    void save(const QString &path) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes()) < 0)
            qFatal("cannot write a database");
    }

    /// 192.0.0.0/16 is Germany but for its first half of a /24, 192.0.1.0/24 in it France, 198.51.100.0/24 was registered in Austria,
    /// 2001:db8::/32 is Sweden.
    static MmdbWriter countries()
    {
        MmdbWriter writer("GeoLite2-Country");
        const auto code = [](const char *where, const char *iso) { return map({ { where, map({ { "iso_code", text(iso) } }) } }); };
        writer.add("192.0.0.0/16", code("country", "DE"));
        writer.add("192.0.0.0/25", code("country", "Germany"));
        writer.add("192.0.1.0/24", code("country", "FR"));
        writer.add("198.51.100.0/24", code("registered_country", "AT"));
        writer.add("203.0.113.0/25", code("country", "<b>"));
        writer.add("2001:db8::/32", code("country", "SE"));
        return writer;
    }
    static MmdbWriter networks()
    {
        MmdbWriter writer("GeoLite2-ASN");
        const auto as = [](quint64 number, const QByteArray &name) {
            return map({ { "autonomous_system_number", MmdbWriter::number(6, number) }, { "autonomous_system_organization", text(name) } });
        };
        writer.add("192.0.0.0/16", as(64496, "Example Org"));
        writer.add("192.0.0.0/25", as(0, "Nobody"));
        writer.add("192.0.1.0/24", as(64497, QByteArray("\xc3\xa4").repeated(130)));
        writer.add("198.51.100.0/24", as(0, "Nobody"));
        writer.add("203.0.113.0/24", as(4294967295U, ""));
        return writer;
    }

private:
    static constexpr int Data = 1 << 20; ///< records from here on are places in the data section; 0 = nothing

    static std::size_t bit(const std::array<std::uint8_t, 16> &bytes, int i) { return bytes[std::size_t(i) / 8] >> (7 - i % 8) & 1; }
    static QByteArray control(int type, qsizetype size)
    {
        const qsizetype shown = size < 29 ? size : size < 285 ? 29 : 30;
        QByteArray out(1, char((type < 8 ? type << 5 : 0) | int(shown)));
        if (type >= 8)
            out += char(type - 7);
        if (shown == 29)
            out += char(size - 29);
        else if (shown == 30)
            out += QByteArray(1, char((size - 285) >> 8)) + char((size - 285) & 0xff);
        return out;
    }

    QByteArray m_type, m_data;
    std::vector<std::array<int, 2>> m_nodes { { 0, 0 } };
};

} // namespace backscope::test
