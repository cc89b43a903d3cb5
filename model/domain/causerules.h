// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "enums.h"
#include "problem.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace backscope {

/// What an answer talks about, as far as the log says; a set of bits. A rule applies when its set meets the answer's.
namespace Subject {
enum Bit : std::uint8_t { Client = 1, Helo = 2, Sender = 4, Recipient = 8, Content = 16, Delivery = 32 };
inline constexpr std::uint8_t Any = 63;
} // namespace Subject

/// A text to be explained.
struct CauseInput {
    std::string_view text; ///< as logged
    std::string_view enhanced; ///< "5.1.1" or ""
    int code = 0; ///< 3 digits or 0
    std::uint8_t subjects = Subject::Any;
    bool afterData = false; ///< answer to DATA or to the end of the message
};

struct CauseMatch {
    Cause cause = Cause::Other;
    std::string ruleId; ///< "" when nothing matched
    std::string found; ///< the pattern or code that matched
};

/// The part of a text that a remote server said, with its codes.
struct RemoteReply {
    std::string_view text;
    int code = 0;
    std::string enhanced;
    bool remote = false; ///< false: nothing in the text shows a remote answer; `text` is the whole
};
RemoteReply remoteReply(std::string_view text);

/// What stands at the beginning of a reply: "550 5.1.1 …", "550-5.1.1 …", "5.1.1 …".
void readCodes(std::string_view reply, int &code, std::string &enhanced);

/// Who is meant, by words of Postfix or of a quoted reply ("Sender address rejected"); 0 if nothing tells.
std::uint8_t subjectFromWords(std::string_view lowerText);

/// Something a good postmaster would set.
struct FixRecipe {
    std::string id; ///< "F01"
    std::string title;
    std::map<std::string, std::string, std::less<>>
        settings; ///< by kind of server ("postfix" …): lines to paste into its configuration, remarks as its comments
    std::string risk;

    /// Something in the case that speaks for the recipe, or that has to be looked at first.
    struct Check {
        std::string filter; ///< of the recipients that are counted
        std::string means; ///< what is true of them, follows "N recipients"
    };
    std::vector<Check> checks;

    /// For this kind of server; "" if there is none.
    std::string_view setting(std::string_view mta) const;
};
/// The recipe with this id, nullptr if there is none.
const FixRecipe *fixRecipe(std::string_view id);
/// How a setting of this kind of server is tried without refusing anything; "" if unknown.
std::string_view dryRunAdvice(std::string_view mta);

/// The ordered rules of cause-rules.json (format: README.md of this folder). Immutable after parsing.
class CauseRules {
public:
    /// A Problem names the rule that is wrong.
    static std::variant<CauseRules, Problem> parse(std::string_view json);
    /// The rules that come with the program.
    static const CauseRules &builtIn();
    /// The same with the rules of `mine` tried first; facts about causes in `mine` win.
    CauseRules withFirst(const CauseRules &mine) const;

    /// Lower case, blanks collapsed; addresses, bracketed text, URLs and host names are gone.
    std::string normalised(std::string_view text) const;
    /// Explains a text that went through normalised() (input.text). Text rules in order, then codes, then Other.
    CauseMatch match(const CauseInput &input) const;

    Avoidable avoidable(Cause cause) const;
    const std::vector<std::string> &fixes(Cause cause) const;
    std::size_t size() const { return m_rules.size(); }

private:
    struct Pattern {
        std::vector<std::string> parts; ///< in this order, anything between
        bool openStart = false; ///< "*word": no boundary needed
        bool openEnd = false;
        std::string shown;
        bool matches(std::string_view text) const;
    };
    struct Rule {
        std::string id;
        Cause cause = Cause::Other;
        std::uint8_t subjects = Subject::Any;
        bool notAfterData = false;
        std::vector<Pattern> patterns;
        std::vector<std::string> codes; ///< "1.1": subject.detail, decide when no text rule matched
        std::vector<int> replyCodes; ///< likewise
        std::vector<std::string> onlyWithCodes; ///< the patterns count only with one of these
        bool applies(const CauseInput &input) const;
    };
    struct Fact {
        Avoidable avoidable = Avoidable::Unknown;
        std::vector<std::string> fixes;
    };
    struct Reader;

    bool isKeptName(const std::string &name) const;
    bool namesSomebody(std::string_view token) const;
    std::string wordsOfUrl(const std::string &url) const;

    std::vector<Rule> m_rules;
    std::array<std::optional<Fact>, CauseCount> m_facts;
    std::vector<std::string> m_keptPrefixes; ///< dotted words that are no host names, lower case
    std::vector<std::string> m_urlWords; ///< kept when a URL that contains them goes
};

} // namespace backscope
