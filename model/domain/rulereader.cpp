// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "causerules.h"
#include "resourcefile.h"

#include "address.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace backscope {

namespace {

std::vector<std::string> strings(const QJsonValue &value)
{
    std::vector<std::string> out;
    for (const QJsonArray all = value.toArray(); const QJsonValue &entry : all)
        out.push_back(entry.toString().toStdString());
    return out;
}

Problem badRules(Reason why, const std::string &where)
{
    return { Severity::Error, "The cause rules cannot be read", std::move(why), quote(where),
        "The format is described in model/domain/README.md." };
}

std::optional<std::uint8_t> subjectBit(const std::string &name)
{
    static constexpr std::array<std::pair<std::string_view, std::uint8_t>, 6> Names { { { "client", Subject::Client },
        { "helo", Subject::Helo }, { "sender", Subject::Sender }, { "recipient", Subject::Recipient }, { "content", Subject::Content },
        { "delivery", Subject::Delivery } } };
    const auto found = std::find_if(Names.begin(), Names.end(), [&name](const auto &entry) { return entry.first == name; });
    return found == Names.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

/// Fills a CauseRules from JSON; stops at the first mistake.
struct CauseRules::Reader {
    CauseRules rules;
    std::optional<Problem> problem;

    void fail(Reason why, const std::string &where)
    {
        if (!problem)
            problem = badRules(std::move(why), where);
    }

    void readCauses(const QJsonObject &causes)
    {
        for (auto it = causes.begin(); it != causes.end(); ++it) {
            const std::string name = it.key().toStdString();
            const auto cause = fromSlug<Cause>(name);
            if (!cause)
                return fail("there is no such cause", "cause " + name);
            const QJsonObject fact = it.value().toObject();
            const std::string avoidable = fact[QLatin1String("avoidable")].toString().toStdString();
            const auto known = fromSlug<Avoidable>(avoidable);
            if (!known && !avoidable.empty())
                return fail("avoidable must be yes, partly, no or empty", "cause " + name);
            rules.m_facts[std::size_t(*cause)] = Fact { known.value_or(Avoidable::Unknown), strings(fact[QLatin1String("fixes")]) };
        }
    }

    void readRule(const QJsonObject &object)
    {
        Rule rule;
        rule.id = object[QLatin1String("id")].toString().toStdString();
        const std::string where = "rule " + (rule.id.empty() ? std::to_string(rules.m_rules.size() + 1) : rule.id);
        const auto cause = fromSlug<Cause>(object[QLatin1String("cause")].toString().toStdString());
        if (rule.id.empty() || !cause)
            return fail("every rule needs an id and a cause of the program", where);
        rule.cause = *cause;
        const auto subjects = strings(object[QLatin1String("subjects")]);
        rule.subjects = subjects.empty() ? Subject::Any : std::uint8_t(0);
        for (const std::string &name : subjects) {
            const auto bit = subjectBit(name);
            if (!bit)
                return fail(reason("subjects are client, helo, sender, recipient, content, delivery; not %1", quote(name)), where);
            rule.subjects = std::uint8_t(rule.subjects | *bit);
        }
        for (const std::string &text : strings(object[QLatin1String("patterns")])) {
            rule.patterns.push_back(pattern(text));
            if (rule.patterns.back().parts.empty())
                return fail("a pattern is empty", where);
        }
        rule.codes = strings(object[QLatin1String("codes")]);
        rule.onlyWithCodes = strings(object[QLatin1String("onlyWithCodes")]);
        for (const QJsonArray all = object[QLatin1String("replyCodes")].toArray(); const QJsonValue &code : all)
            rule.replyCodes.push_back(code.toInt());
        rule.notAfterData = object[QLatin1String("notAfterData")].toBool();
        if (rule.patterns.empty() && rule.codes.empty() && rule.replyCodes.empty())
            return fail("it has neither patterns nor codes", where);
        rules.m_rules.push_back(std::move(rule));
    }

    static Pattern pattern(const std::string &text)
    {
        Pattern result;
        result.shown = text;
        result.openStart = text.starts_with('*');
        result.openEnd = text.ends_with('*');
        const std::string lowered = lowerAscii(text);
        for (std::size_t at = 0; at <= lowered.size();) {
            const std::size_t star = std::min(lowered.find('*', at), lowered.size());
            if (star > at)
                result.parts.push_back(lowered.substr(at, star - at));
            at = star + 1;
        }
        return result;
    }
};

std::variant<CauseRules, Problem> CauseRules::parse(std::string_view json)
{
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size())), &error);
    if (!document.isObject())
        return badRules(quote(error.errorString().toStdString()), "byte " + std::to_string(error.offset));
    const QJsonObject root = document.object();
    if (root[QLatin1String("format")].toInt() != 1)
        return badRules("\"format\" must be 1", {});
    Reader reader;
    reader.rules.m_keptPrefixes = strings(root[QLatin1String("keepDottedWords")]);
    reader.rules.m_urlWords = strings(root[QLatin1String("urlWords")]);
    reader.readCauses(root[QLatin1String("causes")].toObject());
    for (const QJsonArray all = root[QLatin1String("rules")].toArray(); const QJsonValue &rule : all)
        reader.readRule(rule.toObject());
    if (reader.problem)
        return *reader.problem;
    return std::move(reader.rules);
}

const CauseRules &CauseRules::builtIn()
{
    static const CauseRules rules = [] {
        auto parsed = parse(resourceFile("cause-rules.json"));
        if (const auto *problem = std::get_if<Problem>(&parsed))
            throw ProblemError(*problem); // a broken build; the tests load the same data
        return std::get<CauseRules>(std::move(parsed));
    }();
    return rules;
}

std::string_view FixRecipe::setting(std::string_view mta) const
{
    const auto found = settings.find(mta);
    return found == settings.end() ? std::string_view {} : std::string_view(found->second);
}

namespace {

struct RecipeBook {
    std::vector<FixRecipe> recipes;
    std::map<std::string, std::string, std::less<>> dryRun;
};

std::map<std::string, std::string, std::less<>> texts(const QJsonObject &object)
{
    std::map<std::string, std::string, std::less<>> out;
    for (auto at = object.begin(); at != object.end(); ++at)
        out.emplace(at.key().toStdString(), at.value().toString().toStdString());
    return out;
}

FixRecipe recipeFrom(const QJsonObject &object)
{
    const auto text = [](const QJsonObject &from, const char *key) { return from[QLatin1String(key)].toString().toStdString(); };
    FixRecipe recipe { text(object, "id"), text(object, "title"), texts(object[QLatin1String("settings")].toObject()), text(object, "risk"),
        {} };
    for (const QJsonArray all = object[QLatin1String("checks")].toArray(); const QJsonValue &check : all)
        recipe.checks.push_back({ text(check.toObject(), "filter"), text(check.toObject(), "means") });
    return recipe;
}

const RecipeBook &recipeBook()
{
    static const RecipeBook book = [] {
        RecipeBook out;
        const std::string json = resourceFile("fix-recipes.json");
        const QJsonObject root = QJsonDocument::fromJson(QByteArray(json.data(), qsizetype(json.size()))).object();
        for (const QJsonArray all = root[QLatin1String("recipes")].toArray(); const QJsonValue &recipe : all)
            out.recipes.push_back(recipeFrom(recipe.toObject()));
        out.dryRun = texts(root[QLatin1String("dryRun")].toObject());
        return out;
    }();
    return book;
}

} // namespace

const FixRecipe *fixRecipe(std::string_view id)
{
    const auto &recipes = recipeBook().recipes;
    const auto found = std::find_if(recipes.begin(), recipes.end(), [id](const FixRecipe &recipe) { return recipe.id == id; });
    return found == recipes.end() ? nullptr : &*found;
}

std::string_view dryRunAdvice(std::string_view mta)
{
    const auto found = recipeBook().dryRun.find(mta);
    return found == recipeBook().dryRun.end() ? std::string_view {} : std::string_view(found->second);
}

} // namespace backscope
