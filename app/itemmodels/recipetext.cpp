// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/recipetext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace backscope {

namespace {

/// The texts of fix-recipes.json, so that they can be translated. Settings stay as they are: they are the language of the server.
constexpr auto Texts = std::to_array<const char *>({
    QT_TRANSLATE_NOOP("Recipe", "Know every recipient before you accept"),
    QT_TRANSLATE_NOOP("Recipe",
        "Addresses can be harvested by trying: keep the limits on errors per session low (Postfix: smtpd_hard_error_limit; Exchange: "
        "TarpitInterval). Stale maps refuse real users."),
    QT_TRANSLATE_NOOP("Recipe", "were found missing by this server itself: its own tables know the users, so they can be asked at RCPT."),
    QT_TRANSLATE_NOOP("Recipe", "were found missing by the server behind this one: ask it at RCPT, or give this server its list of users."),
    QT_TRANSLATE_NOOP("Recipe", "Ask the inner server at RCPT"),
    QT_TRANSLATE_NOOP("Recipe",
        "Probes load the inner server. unverified_recipient_defer_code = 250 would make this server a backscatter source whenever the "
        "inner one is slow. Useless if the inner server accepts every address."),
    QT_TRANSLATE_NOOP("Recipe",
        "were refused by the inner server because of the address: a probe at RCPT gets the same answer before the mail is accepted."),
    QT_TRANSLATE_NOOP("Recipe", "were refused by the inner server because of the content: a probe at RCPT does not see that."),
    QT_TRANSLATE_NOOP("Recipe", "Check the quota at RCPT"),
    QT_TRANSLATE_NOOP(
        "Recipe", "The size is known at RCPT only from SIZE=, and the mailbox can fill up in between. Prefer 452 if users clean up."),
    QT_TRANSLATE_NOOP("Recipe", "hit a full mailbox of this server."),
    QT_TRANSLATE_NOOP("Recipe", "hit a full mailbox behind this server."),
    QT_TRANSLATE_NOOP("Recipe", "Same limits on every hop"),
    QT_TRANSLATE_NOOP("Recipe", "Large legitimate mail is refused earlier."),
    QT_TRANSLATE_NOOP("Recipe", "were refused by a later hop that takes less than this server."),
    QT_TRANSLATE_NOOP("Recipe", "Give up early on unreachable hosts"),
    QT_TRANSLATE_NOOP("Recipe", "A shorter life loses bounces in real outages."),
    QT_TRANSLATE_NOOP("Recipe", "have a bounce to a stranger that could not be delivered either and stood in the queue."),
    QT_TRANSLATE_NOOP("Recipe", "Refuse sender domains that do not exist"),
    QT_TRANSLATE_NOOP(
        "Recipe", "Trouble with DNS delays mail. Do not use sender callouts (reject_unverified_sender): they are scatter themselves."),
    QT_TRANSLATE_NOOP("Recipe", "were refused in the dialog for this reason: the check works at least at one door."),
    QT_TRANSLATE_NOOP("Recipe", "Block lists before DATA"),
    QT_TRANSLATE_NOOP("Recipe", "False listings and query quotas. Offer a way round (permit_dnswl_client)."),
    QT_TRANSLATE_NOOP("Recipe", "Ask for a reverse name"),
    QT_TRANSLATE_NOOP("Recipe",
        "Small businesses with bad DNS are refused. Begin with warn_if_reject; prefer 450. reject_unknown_client_hostname is riskier."),
    QT_TRANSLATE_NOOP("Recipe", "got mail from clients without a reverse name: look at them before such clients are refused."),
    QT_TRANSLATE_NOOP("Recipe", "got mail from clients whose name is not confirmed: refusing those is riskier."),
    QT_TRANSLATE_NOOP("Recipe", "Check the HELO name"),
    QT_TRANSLATE_NOOP("Recipe", "reject_unknown_helo_hostname hits many legitimate hosts."),
    QT_TRANSLATE_NOOP("Recipe", "SPF, DKIM and DMARC in the session"),
    QT_TRANSLATE_NOOP("Recipe", "Forwarded mail and lists break SPF and DMARC: honour ARC or list the forwarders."),
    QT_TRANSLATE_NOOP("Recipe", "Content verdict before the final answer"),
    QT_TRANSLATE_NOOP("Recipe",
        "The client waits longer after DATA (it must wait ten minutes). A busy filter answers 4xx. One verdict for all recipients of a "
        "mail."),
    QT_TRANSLATE_NOOP(
        "Recipe", "were bounced on the word of a content filter behind the queue: the same filter can be asked before the answer to DATA."),
    QT_TRANSLATE_NOOP("Recipe", "were refused for their content by a later hop: the filter here let them pass."),
    QT_TRANSLATE_NOOP("Recipe", "were accepted and thrown away: their senders believe that they arrived."),
    QT_TRANSLATE_NOOP("Recipe", "Check permissions at RCPT"),
    QT_TRANSLATE_NOOP("Recipe", "Keep the table in step with the list's members."),
    QT_TRANSLATE_NOOP("Recipe", "were refused in the dialog for such a rule: at these doors it is asked in time."),
    QT_TRANSLATE_NOOP("Recipe", "Break the loop"),
    QT_TRANSLATE_NOOP("Recipe", "A wrong change sends mail for the domain elsewhere: test with one address first."),
    QT_TRANSLATE_NOOP("Recipe", "were found to loop by this server."),
    QT_TRANSLATE_NOOP("Recipe", "Local faults must be temporary"),
    QT_TRANSLATE_NOOP("Recipe", "The queue grows while a fault lasts."),
    QT_TRANSLATE_NOOP("Recipe", "wait in the queue because of a local fault: these are temporary, as they should be."),
    QT_TRANSLATE_NOOP("Recipe", "Forward with care"),
    QT_TRANSLATE_NOOP("Recipe", "Rewriting the sender does not stop the bounce, it comes back through this server."),
    QT_TRANSLATE_NOOP("Recipe", "were forwarded although the target took them for spam: filter before forwarding."),
    QT_TRANSLATE_NOOP("Recipe", "were forwarded to an address that does not exist any more: remove the forward."),
    QT_TRANSLATE_NOOP("Recipe", "Send less other scatter"),
    QT_TRANSLATE_NOOP("Recipe", "Senders lose delay and success notices."),
    QT_TRANSLATE_NOOP("Recipe", "were offered mail that was an automatic reply."),
    QT_TRANSLATE_NOOP("Recipe", "Tag your own return paths (BATV)"),
    QT_TRANSLATE_NOOP("Recipe",
        "Lists and greylisters that key on the return path notice. Mail sent through other servers gets its real bounces refused."),
    QT_TRANSLATE_NOOP("Recipe", "were offered a bounce of mail that was never sent from here."),
    QT_TRANSLATE_NOOP("Recipe",
        "put warn_if_reject before the new restriction: what it would refuse is logged as reject_warning and nothing is refused\npostmap "
        "-q ADDRESS TABLE asks a table; postconf -n shows what is in effect"),
    QT_TRANSLATE_NOOP("Recipe",
        "begin with warn instead of deny or require, with log_message = would refuse\nexim -bh 203.0.113.9 plays a session without one; "
        "exim -bt ADDRESS and exim -bv ADDRESS follow the routers"),
    QT_TRANSLATE_NOOP("Recipe",
        "sendmail -bt, then: check_rcpt ADDRESS (also check_mail, check_relay); sendmail -bv ADDRESS follows the aliases\nbuild the .cf in "
        "a folder of its own and compare it with the one in use"),
    QT_TRANSLATE_NOOP("Recipe",
        "smtpd -n -f NEW.conf checks the syntax; run it on another port with smtpd -d -f NEW.conf and try single dialogs\nmake a new "
        "filter answer with junk instead of reject first"),
    QT_TRANSLATE_NOOP("Recipe", "run a second tcpserver on another port with the patched qmail-smtpd and try single dialogs"),
    QT_TRANSLATE_NOOP("Recipe",
        "set a new transport rule to -Mode AuditAndNotify first; Test-Message shows what a rule would do\nread the agents' log "
        "(Get-AgentLog) before they refuse anything"),
});

} // namespace

bool isKnownRecipeText(std::string_view text)
{
    return std::find(Texts.begin(), Texts.end(), text) != Texts.end();
}

QString recipeText(std::string_view text)
{
    return QCoreApplication::translate("Recipe", std::string(text).c_str());
}

} // namespace backscope
