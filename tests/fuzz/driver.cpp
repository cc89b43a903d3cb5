// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a fuzz entry without libFuzzer: every seed, then seeds with random damage, the same ones each time.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

void run(const std::string &input)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.data()), input.size());
}

std::string damaged(const std::vector<std::string> &seeds, std::mt19937 &dice)
{
    std::string text = seeds[dice() % seeds.size()];
    for (int n = 1 + int(dice() % 8); n > 0 && !text.empty(); --n) {
        const std::size_t at = dice() % text.size(), length = dice() % 40;
        switch (dice() % 4) {
        case 0: text[at] = char(dice()); break;
        case 1: text.erase(at, length); break;
        case 2: text.insert(at, text.substr(dice() % text.size(), length)); break;
        default: {
            const std::string &other = seeds[dice() % seeds.size()];
            if (!other.empty())
                text.insert(at, other.substr(dice() % other.size(), length * 5));
        }
        }
    }
    return text;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s SEED-FOLDER [RUNS]\n", argv[0]);
        return 2;
    }
    std::vector<std::string> seeds;
    for (const auto &file : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream in(file.path(), std::ios::binary);
        seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        run(seeds.back());
    }
    if (seeds.empty())
        return 2;
    std::mt19937 dice(1);
    const int runs = argc > 2 ? std::atoi(argv[2]) : 2000;
    for (int i = 0; i < runs; ++i)
        run(damaged(seeds, dice));
    std::printf("%zu seeds, %d damaged inputs\n", seeds.size(), runs);
    return 0;
}
