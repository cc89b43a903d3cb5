<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>Charts</name>
    <message>
        <source>Other bounces</source>
        <translation>Andere Bounces</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
</context>
<context>
    <name>Display</name>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>%1 – %2 %3</source>
        <translation>%1 – %2 %3</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>Alle Zeiten</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>ab %1</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>%1 of %2 bounces to strangers have one cause: %3</source>
        <translation>%1 von %2 Bounces an Fremde haben eine Ursache: %3</translation>
    </message>
    <message>
        <source>%1 bounces to strangers were avoidable: the server could have refused the mail in the dialog (%2)</source>
        <translation>%1 Bounces an Fremde waren vermeidbar: Der Server hätte die Mail im Dialog ablehnen können (%2)</translation>
    </message>
    <message>
        <source>%1 of our bounces reached a stranger&apos;s mailbox</source>
        <translation>%1 unserer Bounces erreichten das Postfach eines Fremden</translation>
    </message>
    <message>
        <source>%1 of our bounces were refused by the stranger&apos;s server; that is how servers get listed</source>
        <translation>%1 unserer Bounces lehnte der Server des Fremden ab; so kommen Server auf Sperrlisten</translation>
    </message>
    <message>
        <source>%1 of our bounces to strangers wait in the queue</source>
        <translation>%1 unserer Bounces an Fremde warten in der Warteschlange</translation>
    </message>
    <message>
        <source>%1 bounces came in for mail that nobody here sent: somebody forges your addresses</source>
        <translation>%1 Bounces kamen zu Mail an, die hier niemand gesendet hat: Jemand fälscht Ihre Adressen</translation>
    </message>
    <message>
        <source>%1 recipients were refused in the dialog: no bounce of ours came of them</source>
        <translation>%1 Empfänger wurden im Dialog abgelehnt: Daraus wurde kein Bounce von uns</translation>
    </message>
    <message>
        <source>%1 verdicts are unsure: the log does not tell enough</source>
        <translation>%1 Urteile sind unsicher: Das Log sagt nicht genug</translation>
    </message>
    <message>
        <source>%1 recipients wait in the queue; they may still bounce</source>
        <translation>%1 Empfänger warten in der Warteschlange; daraus können noch Bounces werden</translation>
    </message>
    <message>
        <source>Grave</source>
        <translation>Ernst</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>%1 of the bounces to strangers (%2) have one source: %4 (%3)</source>
        <translation>%1 der Bounces an Fremde (%2) haben eine einzige Quelle: %4 (%3)</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>Bounced later</source>
        <translation>Später gebounct</translation>
    </message>
    <message>
        <source>Discarded</source>
        <translation>Verworfen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Refused at connect</source>
        <translation>Beim Verbinden abgelehnt</translation>
    </message>
    <message>
        <source>Refused at HELO</source>
        <translation>Bei HELO abgelehnt</translation>
    </message>
    <message>
        <source>Refused at MAIL</source>
        <translation>Bei MAIL abgelehnt</translation>
    </message>
    <message>
        <source>Refused at RCPT</source>
        <translation>Bei RCPT abgelehnt</translation>
    </message>
    <message>
        <source>Refused at DATA</source>
        <translation>Bei DATA abgelehnt</translation>
    </message>
    <message>
        <source>Refused after the text</source>
        <translation>Nach dem Text abgelehnt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused for now</source>
        <translation>Vorerst abgelehnt</translation>
    </message>
    <message>
        <source>Client left</source>
        <translation>Client ging weg</translation>
    </message>
    <message>
        <source>Reached a stranger</source>
        <translation>Erreichte einen Fremden</translation>
    </message>
    <message>
        <source>Stranger refused it</source>
        <translation>Vom Fremden abgelehnt</translation>
    </message>
    <message>
        <source>Still in our queue</source>
        <translation>Noch in unserer Warteschlange</translation>
    </message>
    <message>
        <source>Expired in our queue</source>
        <translation>In der Warteschlange abgelaufen</translation>
    </message>
    <message>
        <source>To a stranger, end unknown</source>
        <translation>An einen Fremden, Ende unbekannt</translation>
    </message>
    <message>
        <source>To a verified sender</source>
        <translation>An einen bestätigten Absender</translation>
    </message>
    <message>
        <source>To our own users</source>
        <translation>An unsere eigenen Nutzer</translation>
    </message>
    <message>
        <source>No bounce left</source>
        <translation>Es ging kein Bounce hinaus</translation>
    </message>
    <message>
        <source>Origin unknown</source>
        <translation>Ursprung unbekannt</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>End of the dialog</source>
        <translation>Ende des Dialogs</translation>
    </message>
    <message>
        <source>Fate in the queue</source>
        <translation>Schicksal in der Warteschlange</translation>
    </message>
    <message>
        <source>Our bounce</source>
        <translation>Unser Bounce</translation>
    </message>
</context>
<context>
    <name>Names</name>
    <message>
        <source>Rejected in dialog</source>
        <translation>Im Dialog abgelehnt</translation>
    </message>
    <message>
        <source>Temporarily refused</source>
        <translation>Vorübergehend abgelehnt</translation>
    </message>
    <message>
        <source>Aborted by the client</source>
        <translation>Vom Client abgebrochen</translation>
    </message>
    <message>
        <source>Accepted, then bounced</source>
        <translation>Angenommen, dann gebounct</translation>
    </message>
    <message>
        <source>Accepted, then discarded</source>
        <translation>Angenommen, dann verworfen</translation>
    </message>
    <message>
        <source>Deferred</source>
        <translation>Aufgeschoben</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Unresolved</source>
        <translation>Ungeklärt</translation>
    </message>
    <message>
        <source>No bounce was sent</source>
        <translation>Kein Bounce gesendet</translation>
    </message>
    <message>
        <source>Bounce to a local sender</source>
        <translation>Bounce an einen lokalen Absender</translation>
    </message>
    <message>
        <source>Bounce to ourselves</source>
        <translation>Bounce an uns selbst</translation>
    </message>
    <message>
        <source>Bounce to a verified sender</source>
        <translation>Bounce an einen bestätigten Absender</translation>
    </message>
    <message>
        <source>Backscatter</source>
        <translation>Backscatter</translation>
    </message>
    <message>
        <source>Bounce, origin not in the log</source>
        <translation>Bounce, Ursprung nicht im Log</translation>
    </message>
    <message>
        <source>At connect</source>
        <translation>Beim Verbinden</translation>
    </message>
    <message>
        <source>At HELO/EHLO</source>
        <translation>Bei HELO/EHLO</translation>
    </message>
    <message>
        <source>At MAIL FROM</source>
        <translation>Bei MAIL FROM</translation>
    </message>
    <message>
        <source>At RCPT TO</source>
        <translation>Bei RCPT TO</translation>
    </message>
    <message>
        <source>At DATA</source>
        <translation>Bei DATA</translation>
    </message>
    <message>
        <source>At end of message</source>
        <translation>Am Ende der Nachricht</translation>
    </message>
    <message>
        <source>Bounce delivered</source>
        <translation>Bounce zugestellt</translation>
    </message>
    <message>
        <source>Bounce refused</source>
        <translation>Bounce abgelehnt</translation>
    </message>
    <message>
        <source>Bounce still queued</source>
        <translation>Bounce noch in der Warteschlange</translation>
    </message>
    <message>
        <source>Bounce expired</source>
        <translation>Bounce abgelaufen</translation>
    </message>
    <message>
        <source>Fate of the bounce not in the log</source>
        <translation>Schicksal des Bounces nicht im Log</translation>
    </message>
    <message>
        <source>Ordinary mail</source>
        <translation>Gewöhnliche Mail</translation>
    </message>
    <message>
        <source>Backscatter received</source>
        <translation>Backscatter empfangen</translation>
    </message>
    <message>
        <source>Bounce of our own mail</source>
        <translation>Bounce zu unserer eigenen Mail</translation>
    </message>
    <message>
        <source>Null sender, unmatched</source>
        <translation>Leerer Absender, nicht zuzuordnen</translation>
    </message>
    <message>
        <source>Address probe (callout)</source>
        <translation>Adressprüfung (Callout)</translation>
    </message>
    <message>
        <source>Automatic reply</source>
        <translation>Automatische Antwort</translation>
    </message>
    <message>
        <source>Our own bounce</source>
        <translation>Unser eigener Bounce</translation>
    </message>
    <message>
        <source>Our own probe</source>
        <translation>Unsere eigene Prüfung</translation>
    </message>
    <message>
        <source>Mailing list post</source>
        <translation>Beitrag einer Mailingliste</translation>
    </message>
    <message>
        <source>Inbound</source>
        <translation>Eingehend</translation>
    </message>
    <message>
        <source>Outbound</source>
        <translation>Ausgehend</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Intern</translation>
    </message>
    <message>
        <source>Relayed or forwarded</source>
        <translation>Weitergeleitet</translation>
    </message>
    <message>
        <source>Open relay</source>
        <translation>Offenes Relay</translation>
    </message>
    <message>
        <source>Direction unknown</source>
        <translation>Richtung unbekannt</translation>
    </message>
    <message>
        <source>Low confidence</source>
        <translation>Geringe Sicherheit</translation>
    </message>
    <message>
        <source>Medium confidence</source>
        <translation>Mittlere Sicherheit</translation>
    </message>
    <message>
        <source>High confidence</source>
        <translation>Hohe Sicherheit</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>Sicher</translation>
    </message>
    <message>
        <source>Not known whether avoidable</source>
        <translation>Vermeidbarkeit unbekannt</translation>
    </message>
    <message>
        <source>Not avoidable</source>
        <translation>Nicht vermeidbar</translation>
    </message>
    <message>
        <source>Partly avoidable</source>
        <translation>Teilweise vermeidbar</translation>
    </message>
    <message>
        <source>Avoidable</source>
        <translation>Vermeidbar</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>Niemand</translation>
    </message>
    <message>
        <source>This server</source>
        <translation>Dieser Server</translation>
    </message>
    <message>
        <source>Inner host</source>
        <translation>Innerer Server</translation>
    </message>
    <message>
        <source>Third party</source>
        <translation>Dritter</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Local program</source>
        <translation>Lokales Programm</translation>
    </message>
    <message>
        <source>Authenticated user</source>
        <translation>Angemeldeter Nutzer</translation>
    </message>
    <message>
        <source>Trusted relay</source>
        <translation>Vertrautes Relay</translation>
    </message>
    <message>
        <source>Own network</source>
        <translation>Eigenes Netz</translation>
    </message>
    <message>
        <source>Big mail provider</source>
        <translation>Großer Mailanbieter</translation>
    </message>
    <message>
        <source>Looks like a mail server</source>
        <translation>Sieht nach Mailserver aus</translation>
    </message>
    <message>
        <source>Other host with a name</source>
        <translation>Anderer Rechner mit Namen</translation>
    </message>
    <message>
        <source>Dynamic or residential</source>
        <translation>Dynamisch oder Privatanschluss</translation>
    </message>
    <message>
        <source>PTR points elsewhere</source>
        <translation>PTR zeigt woandershin</translation>
    </message>
    <message>
        <source>No PTR</source>
        <translation>Kein PTR</translation>
    </message>
    <message>
        <source>PTR not confirmed</source>
        <translation>PTR nicht bestätigt</translation>
    </message>
    <message>
        <source>Name not logged</source>
        <translation>Name nicht im Log</translation>
    </message>
    <message>
        <source>Protocol abuse</source>
        <translation>Verstoß gegen das Protokoll</translation>
    </message>
    <message>
        <source>Greylisted</source>
        <translation>Greylisting</translation>
    </message>
    <message>
        <source>Rate limited</source>
        <translation>Zu viele Anfragen</translation>
    </message>
    <message>
        <source>Client on a blocklist</source>
        <translation>Client auf einer Sperrliste</translation>
    </message>
    <message>
        <source>Relay access denied</source>
        <translation>Weiterleiten verweigert</translation>
    </message>
    <message>
        <source>Unknown recipient</source>
        <translation>Unbekannter Empfänger</translation>
    </message>
    <message>
        <source>Undeliverable, by address probe</source>
        <translation>Unzustellbar laut Adressprüfung</translation>
    </message>
    <message>
        <source>Mailbox disabled</source>
        <translation>Postfach gesperrt</translation>
    </message>
    <message>
        <source>Mailbox full</source>
        <translation>Postfach voll</translation>
    </message>
    <message>
        <source>Message too big</source>
        <translation>Nachricht zu groß</translation>
    </message>
    <message>
        <source>Too many recipients</source>
        <translation>Zu viele Empfänger</translation>
    </message>
    <message>
        <source>Recipient address malformed</source>
        <translation>Empfängeradresse fehlerhaft</translation>
    </message>
    <message>
        <source>Recipient domain does not exist</source>
        <translation>Domain des Empfängers gibt es nicht</translation>
    </message>
    <message>
        <source>Sender domain does not exist</source>
        <translation>Domain des Absenders gibt es nicht</translation>
    </message>
    <message>
        <source>Client without reverse name</source>
        <translation>Client ohne Rückwärtsnamen</translation>
    </message>
    <message>
        <source>Client with a generic name</source>
        <translation>Client mit Allerweltsnamen</translation>
    </message>
    <message>
        <source>Invalid HELO</source>
        <translation>Ungültiges HELO</translation>
    </message>
    <message>
        <source>SPF failed</source>
        <translation>SPF fehlgeschlagen</translation>
    </message>
    <message>
        <source>DKIM failed</source>
        <translation>DKIM fehlgeschlagen</translation>
    </message>
    <message>
        <source>DMARC failed</source>
        <translation>DMARC fehlgeschlagen</translation>
    </message>
    <message>
        <source>TLS required</source>
        <translation>TLS verlangt</translation>
    </message>
    <message>
        <source>Authentication required</source>
        <translation>Anmeldung verlangt</translation>
    </message>
    <message>
        <source>Virus</source>
        <translation>Virus</translation>
    </message>
    <message>
        <source>Banned content</source>
        <translation>Verbotener Inhalt</translation>
    </message>
    <message>
        <source>Looks like spam</source>
        <translation>Sieht nach Spam aus</translation>
    </message>
    <message>
        <source>Local policy</source>
        <translation>Örtliche Regel</translation>
    </message>
    <message>
        <source>Mail loop</source>
        <translation>Mailschleife</translation>
    </message>
    <message>
        <source>Error in local delivery</source>
        <translation>Fehler bei der lokalen Zustellung</translation>
    </message>
    <message>
        <source>System temporarily unavailable</source>
        <translation>System zeitweise nicht verfügbar</translation>
    </message>
    <message>
        <source>Next host unreachable</source>
        <translation>Nächster Server nicht erreichbar</translation>
    </message>
    <message>
        <source>Expired in the queue</source>
        <translation>In der Warteschlange abgelaufen</translation>
    </message>
    <message>
        <source>Target of a forward refused</source>
        <translation>Ziel einer Weiterleitung lehnte ab</translation>
    </message>
    <message>
        <source>Next host lacks a feature</source>
        <translation>Nächstem Server fehlt eine Fähigkeit</translation>
    </message>
    <message>
        <source>Inner host refused</source>
        <translation>Innerer Server lehnte ab</translation>
    </message>
    <message>
        <source>Other cause</source>
        <translation>Andere Ursache</translation>
    </message>
    <message>
        <source>Backscatter sent</source>
        <translation>Backscatter gesendet</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht abgeschlossen</translation>
    </message>
    <message>
        <source>No mail was offered</source>
        <translation>Keine Mail angeboten</translation>
    </message>
    <message>
        <source>Known from counters only</source>
        <translation>Nur aus Zählern bekannt</translation>
    </message>
    <message>
        <source>Estimated from repeated lines</source>
        <translation>Aus wiederholten Zeilen geschätzt</translation>
    </message>
    <message>
        <source>Ended differently for different final recipients</source>
        <translation>Für mehrere Endempfänger verschieden ausgegangen</translation>
    </message>
    <message>
        <source>The target of a forward refused</source>
        <translation>Das Ziel einer Weiterleitung lehnte ab</translation>
    </message>
    <message>
        <source>A trusted relay will bounce in our place</source>
        <translation>Ein vertrautes Relay wird an unserer Stelle bouncen</translation>
    </message>
    <message>
        <source>Filtered after the queue</source>
        <translation>Nach der Warteschlange gefiltert</translation>
    </message>
    <message>
        <source>Quarantined</source>
        <translation>In Quarantäne</translation>
    </message>
    <message>
        <source>Refused to the client but kept</source>
        <translation>Dem Client abgelehnt, aber behalten</translation>
    </message>
    <message>
        <source>A later retry was accepted</source>
        <translation>Ein späterer Versuch wurde angenommen</translation>
    </message>
    <message>
        <source>Soft bounce</source>
        <translation>Weicher Bounce</translation>
    </message>
    <message>
        <source>A log line was cut</source>
        <translation>Eine Logzeile war abgeschnitten</translation>
    </message>
    <message>
        <source>The log lost lines meanwhile</source>
        <translation>Das Log verlor unterdessen Zeilen</translation>
    </message>
    <message>
        <source>Refused by a rule</source>
        <translation>Von einer Regel abgelehnt</translation>
    </message>
    <message>
        <source>Handed over; further fate not in the log</source>
        <translation>Übergeben; weiteres Schicksal nicht im Log</translation>
    </message>
    <message>
        <source>Queued, no attempt seen</source>
        <translation>In der Warteschlange, kein Versuch gesehen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Open relay alarm</source>
        <translation>Alarm: offenes Relay</translation>
    </message>
    <message>
        <source>Removed by an administrator</source>
        <translation>Vom Administrator entfernt</translation>
    </message>
    <message>
        <source>Mail probe</source>
        <translation>Mailprüfung</translation>
    </message>
    <message>
        <source>Client address</source>
        <translation>Clientadresse</translation>
    </message>
    <message>
        <source>Client network</source>
        <translation>Clientnetz</translation>
    </message>
    <message>
        <source>PTR domain</source>
        <translation>PTR-Domain</translation>
    </message>
    <message>
        <source>Client class</source>
        <translation>Clientklasse</translation>
    </message>
    <message>
        <source>HELO name</source>
        <translation>HELO-Name</translation>
    </message>
    <message>
        <source>Sender domain</source>
        <translation>Absenderdomain</translation>
    </message>
    <message>
        <source>Victim domain</source>
        <translation>Opferdomain</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Recipient domain</source>
        <translation>Empfängerdomain</translation>
    </message>
    <message>
        <source>Relay that answered</source>
        <translation>Relay, das antwortete</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Mail host</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ausgang</translation>
    </message>
    <message>
        <source>Stage of the dialog</source>
        <translation>Stufe des Dialogs</translation>
    </message>
    <message>
        <source>Hour of the day</source>
        <translation>Tagesstunde</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Avoidable bounces</source>
        <translation>Vermeidbare Bounces</translation>
    </message>
    <message>
        <source>Country of the client</source>
        <translation>Land des Clients</translation>
    </message>
    <message>
        <source>Provider&apos;s network (AS)</source>
        <translation>Netz des Anbieters (AS)</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>At least 1 bounce went to somebody who never wrote to you</source>
        <translation>Mindestens 1 Bounce ging an jemanden, der Ihnen nie geschrieben hat</translation>
    </message>
    <message>
        <source>At least %1 bounces went to people who never wrote to you</source>
        <translation>Mindestens %1 Bounces gingen an Leute, die Ihnen nie geschrieben haben</translation>
    </message>
    <message>
        <source>1 bounce went to somebody who never wrote to you</source>
        <translation>1 Bounce ging an jemanden, der Ihnen nie geschrieben hat</translation>
    </message>
    <message>
        <source>%1 bounces went to people who never wrote to you</source>
        <translation>%1 Bounces gingen an Leute, die Ihnen nie geschrieben haben</translation>
    </message>
    <message>
        <source>%1; %2.</source>
        <translation>%1; %2.</translation>
    </message>
    <message>
        <source>it could have been refused in the dialog</source>
        <translation>er hätte im Dialog abgelehnt werden können</translation>
    </message>
    <message>
        <source>nothing known before acceptance would have avoided it</source>
        <translation>nichts, was vor der Annahme bekannt war, hätte ihn vermieden</translation>
    </message>
    <message>
        <source>%1 of the %2 recipients behind them could have been refused in the dialog</source>
        <translation>%1 der %2 Empfänger dahinter hätten im Dialog abgelehnt werden können</translation>
    </message>
    <message>
        <source>No bounce to a stranger was found. 1 recipient was accepted and bounced later.</source>
        <translation>Kein Bounce an Fremde wurde gefunden. 1 Empfänger wurde angenommen und später gebounct.</translation>
    </message>
    <message>
        <source>No bounce to a stranger was found. %1 recipients were accepted and bounced later.</source>
        <translation>Kein Bounce an Fremde wurde gefunden. %1 Empfänger wurden angenommen und später gebounct.</translation>
    </message>
    <message>
        <source>Nothing was bounced after it was accepted. 1 recipient was refused in the dialog.</source>
        <translation>Nichts wurde nach der Annahme gebounct. 1 Empfänger wurde im Dialog abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing was bounced after it was accepted. %1 recipients were refused in the dialog.</source>
        <translation>Nichts wurde nach der Annahme gebounct. %1 Empfänger wurden im Dialog abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing was bounced and nothing was refused.</source>
        <translation>Nichts wurde gebounct und nichts abgelehnt.</translation>
    </message>
    <message>
        <source>1 recipient is still open</source>
        <translation>1 Empfänger ist noch offen</translation>
    </message>
    <message>
        <source>%1 recipients are still open</source>
        <translation>%1 Empfänger sind noch offen</translation>
    </message>
    <message>
        <source>the log has 1 gap</source>
        <translation>das Log hat 1 Lücke</translation>
    </message>
    <message>
        <source>the log has %1 gaps</source>
        <translation>das Log hat %1 Lücken</translation>
    </message>
    <message>
        <source>details before %1 were dropped and are not counted</source>
        <translation>Einzelheiten vor %1 wurden gelöscht und zählen nicht mit</translation>
    </message>
    <message>
        <source>%1 of %2 log lines were not understood</source>
        <translation>%1 von %2 Logzeilen wurden nicht verstanden</translation>
    </message>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1 bis %2 %3</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>certain</source>
        <translation>sicher</translation>
    </message>
    <message>
        <source>high</source>
        <translation>hoch</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>low</source>
        <translation>niedrig</translation>
    </message>
    <message>
        <source>backscatter-received</source>
        <translation>empfangener Backscatter</translation>
    </message>
    <message>
        <source>legitimate-dsn</source>
        <translation>berechtigter Bounce</translation>
    </message>
    <message>
        <source>null-unmatched</source>
        <translation>leerer Absender ohne Gegenstück</translation>
    </message>
    <message>
        <source>callout-probe</source>
        <translation>Absenderprobe</translation>
    </message>
    <message>
        <source>autoreply</source>
        <translation>automatische Antwort</translation>
    </message>
    <message>
        <source>own-dsn</source>
        <translation>eigener Bounce</translation>
    </message>
    <message>
        <source>own-probe</source>
        <translation>eigene Probe</translation>
    </message>
    <message>
        <source>list-post</source>
        <translation>Listenmail</translation>
    </message>
    <message>
        <source>No rule explains the text; the cause is unknown.</source>
        <translation>Keine Regel erklärt den Text; die Ursache ist unbekannt.</translation>
    </message>
    <message>
        <source>Cause %1: rule %2 found &quot;%3&quot;.</source>
        <translation>Ursache %1: Regel %2 fand „%3“.</translation>
    </message>
    <message>
        <source>A forward: the target&apos;s server refused, so the cause is forward-refused.</source>
        <translation>Eine Weiterleitung: Der Server des Ziels lehnte ab, die Ursache ist also forward-refused.</translation>
    </message>
    <message>
        <source>The server behind this one refused after the mail was accepted: inner-relay-refused.</source>
        <translation>Der Server hinter diesem lehnte ab, nachdem die Mail angenommen war: inner-relay-refused.</translation>
    </message>
    <message>
        <source>It expired in the queue; the last deferral said &quot;%1&quot;.</source>
        <translation>Sie lief in der Warteschlange ab; der letzte Aufschub sagte „%1“.</translation>
    </message>
    <message>
        <source>The log does not show how this mail came in.</source>
        <translation>Das Log zeigt nicht, wie diese Mail hereinkam.</translation>
    </message>
    <message>
        <source>Trusted origin: %1.</source>
        <translation>Vertraute Herkunft: %1.</translation>
    </message>
    <message>
        <source>Outside mail: %1, which passes on strangers&apos; mail.</source>
        <translation>Mail von außen: %1; es gibt Mail von Fremden weiter.</translation>
    </message>
    <message>
        <source>Outside mail: not logged in and not from our networks (%1).</source>
        <translation>Mail von außen: nicht angemeldet und nicht aus unseren Netzen (%1).</translation>
    </message>
    <message>
        <source>submitted on the server itself</source>
        <translation>auf dem Server selbst eingeliefert</translation>
    </message>
    <message>
        <source>connected from this host (%1)</source>
        <translation>von diesem Rechner aus verbunden (%1)</translation>
    </message>
    <message>
        <source>logged in as %1</source>
        <translation>angemeldet als %1</translation>
    </message>
    <message>
        <source>%1 is on the list of trusted relays</source>
        <translation>%1 steht auf der Liste der vertrauten Relays</translation>
    </message>
    <message>
        <source>%1 is in one of our own networks</source>
        <translation>%1 liegt in einem unserer Netze</translation>
    </message>
    <message>
        <source>the log does not tell the client&apos;s name</source>
        <translation>das Log nennt den Namen des Clients nicht</translation>
    </message>
    <message>
        <source>%1 has no reverse name</source>
        <translation>%1 hat keinen Rückwärtsnamen</translation>
    </message>
    <message>
        <source>no confirmed name; the log does not tell whether a reverse name exists</source>
        <translation>kein bestätigter Name; das Log sagt nicht, ob es einen Rückwärtsnamen gibt</translation>
    </message>
    <message>
        <source>%1 belongs to %2</source>
        <translation>%1 gehört zu %2</translation>
    </message>
    <message>
        <source>; a server in a data centre (CloudGeneric)</source>
        <translation>; ein Server in einem Rechenzentrum (CloudGeneric)</translation>
    </message>
    <message>
        <source>; named like a mail host</source>
        <translation>; benannt wie ein Mailserver</translation>
    </message>
    <message>
        <source>the greeting is its confirmed name %1%2</source>
        <translation>die Begrüßung ist sein bestätigter Name %1%2</translation>
    </message>
    <message>
        <source>greeting %1 and confirmed name %2 share a domain%3</source>
        <translation>Begrüßung %1 und bestätigter Name %2 haben dieselbe Domain%3</translation>
    </message>
    <message>
        <source>confirmed name %1, greeting unrelated%2</source>
        <translation>bestätigter Name %1, Begrüßung passt nicht dazu%2</translation>
    </message>
    <message>
        <source>%1 looks like an access address: %2</source>
        <translation>%1 sieht aus wie die Adresse eines Internetzugangs: %2</translation>
    </message>
    <message>
        <source>the reverse name %1 does not lead back to the address</source>
        <translation>der Rückwärtsname %1 führt nicht zur Adresse zurück</translation>
    </message>
    <message>
        <source>the sender is empty, and a bounce is never answered with a bounce</source>
        <translation>der Absender ist leer, und auf einen Bounce folgt nie ein Bounce</translation>
    </message>
    <message>
        <source>it is itself a bounce; at most the postmaster got a copy</source>
        <translation>sie ist selbst ein Bounce; höchstens der Postmaster bekam eine Kopie</translation>
    </message>
    <message>
        <source>the sender asked for no notifications (NOTIFY=NEVER)</source>
        <translation>der Absender wollte keine Benachrichtigung (NOTIFY=NEVER)</translation>
    </message>
    <message>
        <source>the bounce was cancelled before it was queued</source>
        <translation>der Bounce wurde verworfen, bevor er in die Warteschlange kam</translation>
    </message>
    <message>
        <source>the bounce had nowhere to go and reached no other server</source>
        <translation>der Bounce hatte kein Ziel und erreichte keinen anderen Server</translation>
    </message>
    <message>
        <source>the log shows no bounce, and this server logs every bounce</source>
        <translation>das Log zeigt keinen Bounce, und dieser Server protokolliert jeden</translation>
    </message>
    <message>
        <source>the administrator removed it</source>
        <translation>der Administrator hat ihn entfernt</translation>
    </message>
    <message>
        <source>a rule threw the bounce away</source>
        <translation>eine Regel hat den Bounce verworfen</translation>
    </message>
    <message>
        <source>Kind suppressed: %1.</source>
        <translation>Kein Bounce gesendet: %1.</translation>
    </message>
    <message>
        <source>was delivered</source>
        <translation>wurde zugestellt</translation>
    </message>
    <message>
        <source>was refused</source>
        <translation>wurde abgelehnt</translation>
    </message>
    <message>
        <source>is still waiting</source>
        <translation>wartet noch</translation>
    </message>
    <message>
        <source>expired in the queue</source>
        <translation>lief in der Warteschlange ab</translation>
    </message>
    <message>
        <source>has an end that the log does not show</source>
        <translation>hat ein Ende, das das Log nicht zeigt</translation>
    </message>
    <message>
        <source>Bounce %1 to %2 %3: &quot;%4&quot;.</source>
        <translation>Bounce %1 an %2 %3: „%4“.</translation>
    </message>
    <message>
        <source>Bounce %1 to %2 %3.</source>
        <translation>Bounce %1 an %2 %3.</translation>
    </message>
    <message>
        <source>Kind self: the bounce went to %1, an address of ours, and stayed here.</source>
        <translation>Bounce an uns selbst: Der Bounce ging an %1, eine unserer Adressen, und blieb hier.</translation>
    </message>
    <message>
        <source>Kind verified: the sender&apos;s domain is verified (%1), so the bounce reaches who wrote.</source>
        <translation>Bounce an einen bestätigten Absender: Die Domain des Absenders ist geprüft (%1), der Bounce erreicht also den, der schrieb.</translation>
    </message>
    <message>
        <source>Kind verified: the client %1 belongs to the sender&apos;s domain.</source>
        <translation>Bounce an einen bestätigten Absender: Der Client %1 gehört zur Domain des Absenders.</translation>
    </message>
    <message>
        <source>Kind backscatter: nothing proves that %1 wrote this mail, and a bounce goes there.</source>
        <translation>Backscatter: Nichts beweist, dass %1 diese Mail schrieb, und dorthin geht ein Bounce.</translation>
    </message>
    <message>
        <source>Kind unknown-origin: the log does not show who handed the mail in.</source>
        <translation>Bounce unbekannter Herkunft: Das Log zeigt nicht, wer die Mail einlieferte.</translation>
    </message>
    <message>
        <source>Kind local: the mail came from one of our own users or hosts, who must be told.</source>
        <translation>Bounce an einen lokalen Absender: Die Mail kam von einem unserer Benutzer oder Rechner, der davon erfahren muss.</translation>
    </message>
    <message>
        <source>Nature %1: %2.</source>
        <translation>Art „%1“: %2.</translation>
    </message>
    <message>
        <source>the recipient is a tagged return path of ours</source>
        <translation>der Empfänger ist ein markierter Rückweg von uns</translation>
    </message>
    <message>
        <source>the recipient wrote to this host lately</source>
        <translation>der Empfänger schrieb kürzlich an diesen Rechner</translation>
    </message>
    <message>
        <source>the recipient wrote to the outside lately, but not to this host</source>
        <translation>der Empfänger schrieb kürzlich nach außen, aber nicht an diesen Rechner</translation>
    </message>
    <message>
        <source>a bounce for an address that does not exist here</source>
        <translation>ein Bounce für eine Adresse, die es hier nicht gibt</translation>
    </message>
    <message>
        <source>a bounce for an address that wrote to nobody</source>
        <translation>ein Bounce für eine Adresse, die niemandem schrieb</translation>
    </message>
    <message>
        <source>empty sender; the log does not tell what the recipient sent before</source>
        <translation>leerer Absender; das Log sagt nicht, was der Empfänger vorher sandte</translation>
    </message>
    <message>
        <source>the address was tried without sending a mail</source>
        <translation>die Adresse wurde ausprobiert, ohne eine Mail zu senden</translation>
    </message>
    <message>
        <source>submitted here with an empty sender</source>
        <translation>hier mit leerem Absender eingeliefert</translation>
    </message>
    <message>
        <source>sent by the server itself</source>
        <translation>vom Server selbst gesandt</translation>
    </message>
    <message>
        <source>sent by a mailing list</source>
        <translation>von einer Mailingliste gesandt</translation>
    </message>
    <message>
        <source>Confidence %1: %2.</source>
        <translation>Sicherheit %1: %2.</translation>
    </message>
    <message>
        <source>the way in is missing from the log</source>
        <translation>der Weg herein fehlt im Log</translation>
    </message>
    <message>
        <source>that no bounce was sent is concluded from silence</source>
        <translation>dass kein Bounce gesandt wurde, ist aus Schweigen geschlossen</translation>
    </message>
    <message>
        <source>the bounce was found by its time and recipient only</source>
        <translation>der Bounce wurde nur über Zeit und Empfänger gefunden</translation>
    </message>
    <message>
        <source>the filter said that it bounced; its bounce was found by time and recipient</source>
        <translation>der Filter sagte, dass er einen Bounce sandte; der wurde über Zeit und Empfänger gefunden</translation>
    </message>
    <message>
        <source>the end of the bounce was not seen</source>
        <translation>das Ende des Bounces wurde nicht gesehen</translation>
    </message>
    <message>
        <source>the bounce&apos;s own queue line was not seen</source>
        <translation>die eigene Warteschlangenzeile des Bounces wurde nicht gesehen</translation>
    </message>
    <message>
        <source>our own domains or networks are inferred, not confirmed</source>
        <translation>unsere Domains oder Netze sind erschlossen, nicht bestätigt</translation>
    </message>
    <message>
        <source>the log shows no client</source>
        <translation>das Log zeigt keinen Client</translation>
    </message>
    <message>
        <source>the reply code is implied</source>
        <translation>der Antwortcode ist erschlossen</translation>
    </message>
    <message>
        <source>concluded from the missing end of the message</source>
        <translation>aus dem fehlenden Ende der Nachricht geschlossen</translation>
    </message>
    <message>
        <source>the filter&apos;s words tell it</source>
        <translation>die Worte des Filters sagen es</translation>
    </message>
    <message>
        <source>no delivery attempt was seen yet</source>
        <translation>noch wurde kein Zustellversuch gesehen</translation>
    </message>
    <message>
        <source>the log lost or counted lines here</source>
        <translation>hier hat das Log Zeilen verloren oder nur gezählt</translation>
    </message>
    <message>
        <source>lines are missing</source>
        <translation>Zeilen fehlen</translation>
    </message>
    <message>
        <source>a line is cut, or only counters tell it</source>
        <translation>eine Zeile ist abgeschnitten, oder nur Zähler sagen es</translation>
    </message>
    <message>
        <source>a refusal</source>
        <translation>mit einer Ablehnung</translation>
    </message>
    <message>
        <source>The server answered %1 at stage %2: &quot;%3&quot;. The client keeps the mail and the duty to report.</source>
        <translation>Der Server antwortete %1 bei %2: „%3“. Der Client behält die Mail und die Pflicht zu melden.</translation>
    </message>
    <message>
        <source>The server answered %1 at stage %2: &quot;%3&quot;. The client may try again.</source>
        <translation>Der Server antwortete %1 bei %2: „%3“. Der Client darf es noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The log shows no reply code; the other codes imply it.</source>
        <translation>Das Log zeigt keinen Antwortcode; die anderen Codes lassen ihn erkennen.</translation>
    </message>
    <message>
        <source>A copy was kept although the server refused.</source>
        <translation>Eine Kopie wurde behalten, obwohl der Server ablehnte.</translation>
    </message>
    <message>
        <source>The client is a trusted relay, so it must send the bounce in our place.</source>
        <translation>Der Client ist ein vertrautes Relay, er muss also den Bounce an unserer Stelle senden.</translation>
    </message>
    <message>
        <source>The mail was submitted on this host and refused after that: &quot;%1&quot;. It becomes a bounce.</source>
        <translation>Die Mail wurde auf diesem Rechner eingeliefert und danach abgelehnt: „%1“. Aus ihr wird ein Bounce.</translation>
    </message>
    <message>
        <source>The filter behind the queue sent a bounce: &quot;%1&quot;.</source>
        <translation>Der Filter hinter der Warteschlange sandte einen Bounce: „%1“.</translation>
    </message>
    <message>
        <source>The filter behind the queue kept the mail: &quot;%1&quot;.</source>
        <translation>Der Filter hinter der Warteschlange behielt die Mail: „%1“.</translation>
    </message>
    <message>
        <source>The mail went to a filter and the log does not show it coming back.</source>
        <translation>Die Mail ging an einen Filter, und das Log zeigt ihre Rückkehr nicht.</translation>
    </message>
    <message>
        <source>was deferred</source>
        <translation>wurde aufgeschoben</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>scheiterte</translation>
    </message>
    <message>
        <source>failed (soft bounce, will be tried again)</source>
        <translation>scheiterte (soft_bounce, wird wiederholt)</translation>
    </message>
    <message>
        <source>was thrown away</source>
        <translation>wurde verworfen</translation>
    </message>
    <message>
        <source>is on hold</source>
        <translation>ist angehalten</translation>
    </message>
    <message>
        <source>was removed by the administrator</source>
        <translation>wurde vom Administrator entfernt</translation>
    </message>
    <message>
        <source>The delivery to %1 %3.</source>
        <translation>Die Zustellung an %1 %3.</translation>
    </message>
    <message>
        <source>The delivery to %1 %3: &quot;%4&quot;.</source>
        <translation>Die Zustellung an %1 %3: „%4“.</translation>
    </message>
    <message>
        <source>The delivery to %1 through %2 %3.</source>
        <translation>Die Zustellung an %1 über %2 %3.</translation>
    </message>
    <message>
        <source>The delivery to %1 through %2 %3: &quot;%4&quot;.</source>
        <translation>Die Zustellung an %1 über %2 %3: „%4“.</translation>
    </message>
    <message>
        <source>The address stands for %1 recipients; %2 of them ended like this.</source>
        <translation>Die Adresse steht für %1 Empfänger; %2 davon endeten so.</translation>
    </message>
    <message>
        <source>The mail is on hold.</source>
        <translation>Die Mail ist angehalten.</translation>
    </message>
    <message>
        <source>The mail is in the queue; no attempt was seen yet.</source>
        <translation>Die Mail ist in der Warteschlange; noch wurde kein Versuch gesehen.</translation>
    </message>
    <message>
        <source>The mail was accepted, but the log does not show what became of it.</source>
        <translation>Die Mail wurde angenommen, aber das Log zeigt nicht, was aus ihr wurde.</translation>
    </message>
    <message>
        <source>The log does not show what became of this recipient.</source>
        <translation>Das Log zeigt nicht, was aus diesem Empfänger wurde.</translation>
    </message>
    <message>
        <source>Known from the session&apos;s counters only: a refusal that was not logged.</source>
        <translation>Nur aus den Zählern der Sitzung bekannt: eine Ablehnung, die nicht protokolliert wurde.</translation>
    </message>
    <message>
        <source>The recipient was accepted, but the client left before the end of the message.</source>
        <translation>Der Empfänger wurde angenommen, aber der Client ging vor dem Ende der Nachricht.</translation>
    </message>
    <message>
        <source>The recipient was accepted, but the client left before the end of the message (%1).</source>
        <translation>Der Empfänger wurde angenommen, aber der Client ging vor dem Ende der Nachricht (%1).</translation>
    </message>
    <message>
        <source>The mail was accepted and thrown away.</source>
        <translation>Die Mail wurde angenommen und verworfen.</translation>
    </message>
    <message>
        <source>The mail was accepted and thrown away: &quot;%1&quot;.</source>
        <translation>Die Mail wurde angenommen und verworfen: „%1“.</translation>
    </message>
    <message>
        <source>The administrator removed the mail from the queue.</source>
        <translation>Der Administrator hat die Mail aus der Warteschlange entfernt.</translation>
    </message>
    <message>
        <source>Alarm: a stranger&apos;s mail for a foreign domain was accepted and sent on (open relay).</source>
        <translation>Alarm: Die Mail eines Fremden für eine fremde Domain wurde angenommen und weitergesandt (offenes Relay).</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>Keine Berechtigung</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>Vorgang nicht erlaubt</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>Kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>Ist ein Ordner</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>Kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>Der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>Zu viele Ebenen symbolischer Links</translation>
    </message>
    <message>
        <source>Broken pipe</source>
        <translation>Die Pipe ist abgebrochen</translation>
    </message>
    <message>
        <source>Address already in use</source>
        <translation>Die Adresse wird schon benutzt</translation>
    </message>
    <message>
        <source>Cannot assign requested address</source>
        <translation>Die Adresse gehört nicht zu diesem Rechner</translation>
    </message>
    <message>
        <source>A case file cannot be read together with other sources</source>
        <translation>Eine Falldatei lässt sich nicht zusammen mit anderen Quellen lesen</translation>
    </message>
    <message>
        <source>No temporary case can be made</source>
        <translation>Es lässt sich kein vorläufiger Fall anlegen</translation>
    </message>
    <message>
        <source>Make room there, set TMPDIR to another folder, or name a file with --case.</source>
        <translation>Schaffen Sie dort Platz, setzen Sie TMPDIR auf einen anderen Ordner oder nennen Sie mit --case eine Datei.</translation>
    </message>
    <message>
        <source>The job failed</source>
        <translation>Der Auftrag ist gescheitert</translation>
    </message>
    <message>
        <source>What was read before is kept. Try again; if it fails again, report it.</source>
        <translation>Was vorher gelesen wurde, bleibt erhalten. Versuchen Sie es noch einmal; scheitert es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Watching has ended</source>
        <translation>Die Beobachtung ist beendet</translation>
    </message>
    <message>
        <source>The question could not be answered</source>
        <translation>Die Frage ließ sich nicht beantworten</translation>
    </message>
    <message>
        <source>Try again; if it fails again, report it.</source>
        <translation>Versuchen Sie es noch einmal; scheitert es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>The picture was not saved</source>
        <translation>Das Bild wurde nicht gespeichert</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Nothing new was imported</source>
        <translation>Nichts Neues importiert</translation>
    </message>
    <message>
        <source>Everything in these logs is in the case already.</source>
        <translation>Alles in diesen Logs ist schon im Fall.</translation>
    </message>
    <message>
        <source>Nothing is watched</source>
        <translation>Nichts wird beobachtet</translation>
    </message>
    <message>
        <source>The folder for cases cannot be made.</source>
        <translation>Der Ordner für Fälle lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Check the permissions of that folder and the free space.</source>
        <translation>Prüfen Sie die Rechte dieses Ordners und den freien Platz.</translation>
    </message>
    <message>
        <source>Only the first case was opened</source>
        <translation>Nur der erste Fall wurde geöffnet</translation>
    </message>
    <message>
        <source>The window shows one case at a time.</source>
        <translation>Das Fenster zeigt einen Fall zur Zeit.</translation>
    </message>
    <message>
        <source>Open the others from File, Open recent, or in another window.</source>
        <translation>Öffnen Sie die anderen über Datei, Zuletzt geöffnet, oder in einem anderen Fenster.</translation>
    </message>
    <message>
        <source>Backscope did not end as it should the last time</source>
        <translation>Backscope wurde beim letzten Mal nicht ordentlich beendet</translation>
    </message>
    <message>
        <source>It was looking at a case.</source>
        <translation>Ein Fall war geöffnet.</translation>
    </message>
    <message>
        <source>Logs were being imported; what was read until then is kept.</source>
        <translation>Logs wurden gerade eingelesen; was bis dahin gelesen war, ist erhalten.</translation>
    </message>
    <message>
        <source>Continue brings back the case, the filter and the page.</source>
        <translation>„Weitermachen“ holt Fall, Filter und Seite zurück.</translation>
    </message>
    <message>
        <source>Continue brings back the case, the filter and the page, and goes on with the imports.</source>
        <translation>„Weitermachen“ holt Fall, Filter und Seite zurück und setzt das Einlesen fort.</translation>
    </message>
    <message>
        <source>There is no case to find the bounce in</source>
        <translation>Es ist kein Fall offen, in dem der Bounce zu finden wäre</translation>
    </message>
    <message>
        <source>Open the log of the days around it, then drop the bounce again.</source>
        <translation>Öffnen Sie das Log der Tage um den Bounce und lassen Sie ihn dann noch einmal fallen.</translation>
    </message>
    <message>
        <source>The bounce cannot be read</source>
        <translation>Der Bounce lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>The mail behind this bounce is not in the case</source>
        <translation>Die Mail hinter diesem Bounce ist nicht im Fall</translation>
    </message>
    <message>
        <source>The bounce is of %1.</source>
        <translation>Der Bounce ist vom %1.</translation>
    </message>
    <message>
        <source>Add the log of that time to the case, then drop the bounce again.</source>
        <translation>Fügen Sie das Log dieser Zeit dem Fall hinzu und lassen Sie den Bounce dann noch einmal fallen.</translation>
    </message>
    <message>
        <source>Some logs of this case are not there any more</source>
        <translation>Einige Logs dieses Falls sind nicht mehr da</translation>
    </message>
    <message>
        <source>Logs that cannot be read again: %1.</source>
        <translation>Logs, die sich nicht noch einmal lesen lassen: %1.</translation>
    </message>
    <message>
        <source>Open them from where they are now.</source>
        <translation>Öffnen Sie sie dort, wo sie jetzt liegen.</translation>
    </message>
    <message>
        <source>The logs were not imported</source>
        <translation>Die Logs wurden nicht importiert</translation>
    </message>
    <message>
        <source>The sample log cannot be opened</source>
        <translation>Das Beispiellog lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>The case cannot be copied now</source>
        <translation>Der Fall lässt sich jetzt nicht kopieren</translation>
    </message>
    <message>
        <source>An import is still writing to it.</source>
        <translation>Ein Import schreibt noch hinein.</translation>
    </message>
    <message>
        <source>Wait until the import has finished, or cancel it.</source>
        <translation>Warten Sie, bis der Import fertig ist, oder brechen Sie ihn ab.</translation>
    </message>
    <message>
        <source>The report could not be written</source>
        <translation>Der Bericht ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>the file or its folder is not writable, or the disk is full</source>
        <translation>die Datei oder ihr Ordner ist nicht beschreibbar, oder der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The report cannot be written</source>
        <translation>Der Bericht lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Choose another folder, or make room on the disk.</source>
        <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>The export cannot be written</source>
        <translation>Der Export lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Cannot open a file</source>
        <translation>Eine Datei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>Es gibt sie nicht.</translation>
    </message>
    <message>
        <source>It may have been moved or rotated away.</source>
        <translation>Vielleicht wurde sie verschoben oder wegrotiert.</translation>
    </message>
    <message>
        <source>You may not read it.</source>
        <translation>Sie dürfen sie nicht lesen.</translation>
    </message>
    <message>
        <source>It can be read by the user %1 and perhaps by the group %2.</source>
        <translation>Lesen darf sie der Benutzer %1 und vielleicht die Gruppe %2.</translation>
    </message>
    <message>
        <source>The case could not be saved</source>
        <translation>Der Fall ließ sich nicht speichern</translation>
    </message>
    <message>
        <source>Choose another folder or free some space.</source>
        <translation>Wählen Sie einen anderen Ordner oder schaffen Sie Platz.</translation>
    </message>
    <message>
        <source>The filter is too long</source>
        <translation>Der Filter ist zu lang</translation>
    </message>
    <message>
        <source>it has more than 65536 bytes</source>
        <translation>er hat mehr als 65536 Byte</translation>
    </message>
    <message>
        <source>Use fewer values</source>
        <translation>Nehmen Sie weniger Werte</translation>
    </message>
    <message>
        <source>it has more than 500 values</source>
        <translation>er hat mehr als 500 Werte</translation>
    </message>
    <message>
        <source>Use a wildcard (*), a network or a range</source>
        <translation>Nehmen Sie einen Platzhalter (*), ein Netz oder einen Bereich</translation>
    </message>
    <message>
        <source>Unknown field &quot;%1&quot;</source>
        <translation>Unbekanntes Feld „%1“</translation>
    </message>
    <message>
        <source>Fields: %1. Put quotes around a text with a colon</source>
        <translation>Felder: %1. Setzen Sie einen Text mit Doppelpunkt in Anführungszeichen</translation>
    </message>
    <message>
        <source>A word is missing</source>
        <translation>Ein Wort fehlt</translation>
    </message>
    <message>
        <source>A value for &quot;%1&quot; is missing</source>
        <translation>Ein Wert für „%1“ fehlt</translation>
    </message>
    <message>
        <source>Write &quot;&quot; for an empty value, and no blank after a colon or a comma</source>
        <translation>Schreiben Sie &quot;&quot; für einen leeren Wert, und kein Leerzeichen nach Doppelpunkt oder Komma</translation>
    </message>
    <message>
        <source>A quote is not closed</source>
        <translation>Ein Anführungszeichen ist nicht geschlossen</translation>
    </message>
    <message>
        <source>Add &quot; at its end; write \&quot; for a quote inside</source>
        <translation>Setzen Sie &quot; ans Ende; schreiben Sie \&quot; für ein Anführungszeichen im Text</translation>
    </message>
    <message>
        <source>Unexpected text after a closing quote</source>
        <translation>Unerwarteter Text nach dem schließenden Anführungszeichen</translation>
    </message>
    <message>
        <source>Separate terms with blanks and values with commas</source>
        <translation>Trennen Sie Ausdrücke mit Leerzeichen und Werte mit Kommas</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no value of &quot;%2&quot;</source>
        <translation>„%1“ ist kein Wert von „%2“</translation>
    </message>
    <message>
        <source>Values: %1</source>
        <translation>Werte: %1</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address</source>
        <translation>„%1“ ist keine Adresse</translation>
    </message>
    <message>
        <source>Write an address (192.0.2.1) or a network (192.0.2.0/24, 2001:db8::/64); for names use ptr: or helo:</source>
        <translation>Schreiben Sie eine Adresse (192.0.2.1) oder ein Netz (192.0.2.0/24, 2001:db8::/64); für Namen gibt es ptr: und helo:</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no country</source>
        <translation>„%1“ ist kein Land</translation>
    </message>
    <message>
        <source>Write the code of two letters, such as country:DE</source>
        <translation>Schreiben Sie das Kürzel aus zwei Buchstaben, etwa country:DE</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no AS number</source>
        <translation>„%1“ ist keine AS-Nummer</translation>
    </message>
    <message>
        <source>Write a number from 1 to 4294967295, such as as:64496</source>
        <translation>Schreiben Sie eine Zahl von 1 bis 4294967295, etwa as:64496</translation>
    </message>
    <message>
        <source>filter, column %1, at &apos;%2&apos;</source>
        <translation>Filter, Spalte %1, bei „%2“</translation>
    </message>
    <message>
        <source>filter, column %1</source>
        <translation>Filter, Spalte %1</translation>
    </message>
    <message>
        <source>The time &quot;%1&quot; cannot be read</source>
        <translation>Die Zeit „%1“ ist nicht lesbar</translation>
    </message>
    <message>
        <source>Write a day (2026-11-01), an hour (2026-11-01T06), or a range (2026-11-01..2026-11-02T06:00); times without a zone are UTC</source>
        <translation>Schreiben Sie einen Tag (2026-11-01), eine Stunde (2026-11-01T06) oder einen Bereich (2026-11-01..2026-11-02T06:00); Zeiten ohne Zone sind UTC</translation>
    </message>
    <message>
        <source>it is no date</source>
        <translation>sie ist kein Datum</translation>
    </message>
    <message>
        <source>its beginning is no date</source>
        <translation>ihr Anfang ist kein Datum</translation>
    </message>
    <message>
        <source>its end is no date</source>
        <translation>ihr Ende ist kein Datum</translation>
    </message>
    <message>
        <source>it ends before it begins</source>
        <translation>sie endet, bevor sie beginnt</translation>
    </message>
    <message>
        <source>The country database cannot be used</source>
        <translation>Die Länderdatenbank lässt sich nicht benutzen</translation>
    </message>
    <message>
        <source>The AS database cannot be used</source>
        <translation>Die AS-Datenbank lässt sich nicht benutzen</translation>
    </message>
    <message>
        <source>Take a database such as GeoLite2-Country.mmdb or DB-IP&apos;s country lite.</source>
        <translation>Nehmen Sie eine Datenbank wie GeoLite2-Country.mmdb oder „country lite“ von DB-IP.</translation>
    </message>
    <message>
        <source>Take a database such as GeoLite2-ASN.mmdb or DB-IP&apos;s ASN lite.</source>
        <translation>Nehmen Sie eine Datenbank wie GeoLite2-ASN.mmdb oder „ASN lite“ von DB-IP.</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>das ist keine Datei</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the file is damaged: %1</source>
        <translation>die Datei ist beschädigt: %1</translation>
    </message>
    <message>
        <source>the file is damaged: its metadata have no end</source>
        <translation>die Datei ist beschädigt: ihre Metadaten haben kein Ende</translation>
    </message>
    <message>
        <source>it is a database of another kind</source>
        <translation>es ist eine Datenbank anderer Art</translation>
    </message>
    <message>
        <source>this build of Backscope was made without libmaxminddb</source>
        <translation>dieses Backscope wurde ohne libmaxminddb gebaut</translation>
    </message>
    <message>
        <source>Install libmaxminddb-dev and build again.</source>
        <translation>Installieren Sie libmaxminddb-dev und bauen Sie noch einmal.</translation>
    </message>
    <message>
        <source>No country database is set</source>
        <translation>Es ist keine Länderdatenbank eingestellt</translation>
    </message>
    <message>
        <source>No AS database is set</source>
        <translation>Es ist keine AS-Datenbank eingestellt</translation>
    </message>
    <message>
        <source>what a client&apos;s address belongs to is in no log</source>
        <translation>wozu die Adresse eines Clients gehört, steht in keinem Log</translation>
    </message>
    <message>
        <source>Name a file in MaxMind&apos;s format (.mmdb) in the preferences, or with %1 on the command line.</source>
        <translation>Nennen Sie eine Datei im Format von MaxMind (.mmdb) in den Einstellungen, oder mit %1 auf der Kommandozeile.</translation>
    </message>
    <message>
        <source>The case file is damaged</source>
        <translation>Die Falldatei ist beschädigt</translation>
    </message>
    <message>
        <source>block %1 cannot be unpacked</source>
        <translation>Block %1 lässt sich nicht entpacken</translation>
    </message>
    <message>
        <source>Import the logs into a new case, or restore the file from a backup.</source>
        <translation>Importieren Sie die Logs in einen neuen Fall, oder holen Sie die Datei aus einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>The case file could not be written</source>
        <translation>Die Falldatei ließ sich nicht schreiben</translation>
    </message>
    <message>
        <source>This is not a case file</source>
        <translation>Das ist keine Falldatei</translation>
    </message>
    <message>
        <source>Open a file made by Backscope, or import the logs into a new case.</source>
        <translation>Öffnen Sie eine Datei von Backscope, oder importieren Sie die Logs in einen neuen Fall.</translation>
    </message>
    <message>
        <source>The case file cannot be opened</source>
        <translation>Die Falldatei lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it does not exist or may not be read</source>
        <translation>es gibt sie nicht, oder sie darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>Check the path and the permissions.</source>
        <translation>Prüfen Sie Pfad und Rechte.</translation>
    </message>
    <message>
        <source>it does not begin like one</source>
        <translation>sie beginnt nicht wie eine</translation>
    </message>
    <message>
        <source>the facts or lines of a session cannot be read</source>
        <translation>Fakten oder Zeilen einer Sitzung sind nicht lesbar</translation>
    </message>
    <message>
        <source>lines of unfinished mail cannot be read</source>
        <translation>Zeilen unfertiger Mails sind nicht lesbar</translation>
    </message>
    <message>
        <source>The case file cannot be written</source>
        <translation>Die Falldatei lässt sich nicht schreiben</translation>
    </message>
    <message>
        <source>Choose a folder that you may write to.</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>The case file is in use</source>
        <translation>Die Falldatei ist in Benutzung</translation>
    </message>
    <message>
        <source>another window or command is writing to it</source>
        <translation>ein anderes Fenster oder Kommando schreibt hinein</translation>
    </message>
    <message>
        <source>Wait until it has finished, or choose another case file.</source>
        <translation>Warten Sie, bis es fertig ist, oder wählen Sie eine andere Falldatei.</translation>
    </message>
    <message>
        <source>the facts of a session cannot be read</source>
        <translation>die Fakten einer Sitzung sind nicht lesbar</translation>
    </message>
    <message>
        <source>The session is not in the case any more</source>
        <translation>Die Sitzung ist nicht mehr im Fall</translation>
    </message>
    <message>
        <source>unfinished mail gets a new number when more of the log is imported</source>
        <translation>unfertige Mails bekommen eine neue Nummer, wenn mehr vom Log importiert wird</translation>
    </message>
    <message>
        <source>Search for its queue id or message-id.</source>
        <translation>Suchen Sie nach ihrer Queue-ID oder Message-ID.</translation>
    </message>
    <message>
        <source>it is a database of another program</source>
        <translation>sie ist eine Datenbank eines anderen Programms</translation>
    </message>
    <message>
        <source>The case file was made by an early build</source>
        <translation>Die Falldatei stammt von einer frühen Fassung des Programms</translation>
    </message>
    <message>
        <source>it has format %1</source>
        <translation>sie hat Format %1</translation>
    </message>
    <message>
        <source>Import the logs into a new case.</source>
        <translation>Importieren Sie die Logs in einen neuen Fall.</translation>
    </message>
    <message>
        <source>The case file was made by a newer Backscope</source>
        <translation>Die Falldatei stammt von einem neueren Backscope</translation>
    </message>
    <message>
        <source>it has format %1, this program reads up to format %2</source>
        <translation>sie hat Format %1, dieses Programm liest bis Format %2</translation>
    </message>
    <message>
        <source>Install the newer version, or import the logs into a new case.</source>
        <translation>Installieren Sie die neuere Version, oder importieren Sie die Logs in einen neuen Fall.</translation>
    </message>
    <message>
        <source>The case file is incomplete</source>
        <translation>Die Falldatei ist unvollständig</translation>
    </message>
    <message>
        <source>Import a log into it: that brings it up to date.</source>
        <translation>Importieren Sie ein Log hinein: das bringt sie auf den neuen Stand.</translation>
    </message>
    <message>
        <source>the names up to %1 cannot be read</source>
        <translation>Die Namen bis %1 sind nicht lesbar</translation>
    </message>
    <message>
        <source>segment %1 cannot be read</source>
        <translation>Segment %1 ist nicht lesbar</translation>
    </message>
    <message>
        <source>totals %1 cannot be read</source>
        <translation>Summen %1 sind nicht lesbar</translation>
    </message>
    <message>
        <source>another program is writing to it</source>
        <translation>ein anderes Programm schreibt hinein</translation>
    </message>
    <message>
        <source>Wait until it has finished, then try again.</source>
        <translation>Warten Sie, bis es fertig ist, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>it or its folder is read-only</source>
        <translation>sie oder ihr Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>Copy the case to a folder that you may write to.</source>
        <translation>Kopieren Sie den Fall in einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>Free some space; what was saved before is intact and the import can go on from there.</source>
        <translation>Schaffen Sie Platz; was vorher gespeichert wurde, ist unversehrt, und der Import kann von dort weitergehen.</translation>
    </message>
    <message>
        <source>it or its folder cannot be read or written</source>
        <translation>sie oder ihr Ordner lässt sich nicht lesen oder schreiben</translation>
    </message>
    <message>
        <source>Check that the path exists and that you may use it.</source>
        <translation>Prüfen Sie, ob es den Pfad gibt und ob Sie ihn benutzen dürfen.</translation>
    </message>
    <message>
        <source>The case file could not be read or written</source>
        <translation>Die Falldatei ließ sich nicht lesen oder schreiben</translation>
    </message>
    <message>
        <source>the disk reported an error</source>
        <translation>der Datenträger meldet einen Fehler</translation>
    </message>
    <message>
        <source>Check the disk and its free space.</source>
        <translation>Prüfen Sie den Datenträger und seinen freien Platz.</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>Der Arbeitsspeicher reicht nicht</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>Schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The case file could not be used</source>
        <translation>Die Falldatei ließ sich nicht benutzen</translation>
    </message>
    <message>
        <source>Run &quot;backscope-cli check&quot; on the case.</source>
        <translation>Prüfen Sie den Fall mit „backscope-cli check“.</translation>
    </message>
    <message>
        <source>No such log format</source>
        <translation>Dieses Logformat gibt es nicht</translation>
    </message>
    <message>
        <source>&apos;%1&apos; is not known</source>
        <translation>„%1“ ist unbekannt</translation>
    </message>
    <message>
        <source>Known formats: %1</source>
        <translation>Bekannte Formate: %1</translation>
    </message>
    <message>
        <source>No such time zone</source>
        <translation>Diese Zeitzone gibt es nicht</translation>
    </message>
    <message>
        <source>Give a name like Europe/Berlin, or an offset like +02:00.</source>
        <translation>Nennen Sie einen Namen wie Europe/Berlin oder einen Abstand wie +02:00.</translation>
    </message>
    <message>
        <source>No such year</source>
        <translation>Dieses Jahr gibt es nicht</translation>
    </message>
    <message>
        <source>Give a year from 1970 to 2199.</source>
        <translation>Nennen Sie ein Jahr von 1970 bis 2199.</translation>
    </message>
    <message>
        <source>The log cannot be read</source>
        <translation>Das Log lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Check the file.</source>
        <translation>Prüfen Sie die Datei.</translation>
    </message>
    <message>
        <source>No mail log found</source>
        <translation>Kein Mail-Log gefunden</translation>
    </message>
    <message>
        <source>None of the files in it has lines of a known mail server</source>
        <translation>Keine der Dateien darin hat Zeilen eines bekannten Mailservers</translation>
    </message>
    <message>
        <source>Name the log file itself; known formats: %1</source>
        <translation>Nennen Sie die Logdatei selbst; bekannte Formate: %1</translation>
    </message>
    <message>
        <source>The log is cut off or damaged</source>
        <translation>Das Log ist abgeschnitten oder beschädigt</translation>
    </message>
    <message>
        <source>Everything before that point was imported. Get a complete copy and import it: only the missing part will be added.</source>
        <translation>Alles vor dieser Stelle wurde importiert. Besorgen Sie eine vollständige Kopie und importieren Sie sie: nur was fehlt, kommt hinzu.</translation>
    </message>
    <message>
        <source>Overlong lines were cut</source>
        <translation>Überlange Zeilen wurden gekürzt</translation>
    </message>
    <message>
        <source>1 line was longer than 64 KiB</source>
        <translation>1 Zeile war länger als 64 KiB</translation>
    </message>
    <message>
        <source>%1 lines were longer than 64 KiB</source>
        <translation>%1 Zeilen waren länger als 64 KiB</translation>
    </message>
    <message>
        <source>A mail server writes no such lines; look at what else writes to this log.</source>
        <translation>Ein Mailserver schreibt keine solchen Zeilen; sehen Sie nach, was sonst in dieses Log schreibt.</translation>
    </message>
    <message>
        <source>Nothing in the log was understood</source>
        <translation>Nichts im Log wurde verstanden</translation>
    </message>
    <message>
        <source>No line begins with a known time stamp</source>
        <translation>Keine Zeile beginnt mit einem bekannten Zeitstempel</translation>
    </message>
    <message>
        <source>No line comes from a known mail server</source>
        <translation>Keine Zeile stammt von einem bekannten Mailserver</translation>
    </message>
    <message>
        <source>Known formats: %1. Known time stamps: syslog (with and without year), RFC 5424, journalctl -o json, the own files of Exim, qmail and Exchange.</source>
        <translation>Bekannte Formate: %1. Bekannte Zeitstempel: syslog (mit und ohne Jahr), RFC 5424, journalctl -o json, die eigenen Dateien von Exim, qmail und Exchange.</translation>
    </message>
    <message>
        <source>No command is given</source>
        <translation>Kein Kommando genannt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; names no program</source>
        <translation>„%1“ nennt kein Programm</translation>
    </message>
    <message>
        <source>Write command:PROGRAM ARGUMENT…</source>
        <translation>Schreiben Sie command:PROGRAMM ARGUMENT…</translation>
    </message>
    <message>
        <source>the command was ended by a signal</source>
        <translation>das Kommando wurde von einem Signal beendet</translation>
    </message>
    <message>
        <source>the command ended with status %1</source>
        <translation>das Kommando endete mit Status %1</translation>
    </message>
    <message>
        <source>The journal cannot be read</source>
        <translation>Das Journal lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Name a folder of journal files, or local. Members of the group systemd-journal or adm may read.</source>
        <translation>Nennen Sie einen Ordner mit Journaldateien, oder local. Lesen dürfen Mitglieder der Gruppen systemd-journal und adm.</translation>
    </message>
    <message>
        <source>this build was made without libsystemd</source>
        <translation>dieses Programm wurde ohne libsystemd gebaut</translation>
    </message>
    <message>
        <source>Watch the command instead: command:journalctl -f -n0 -o json SYSLOG_FACILITY=2</source>
        <translation>Beobachten Sie stattdessen das Kommando: command:journalctl -f -n0 -o json SYSLOG_FACILITY=2</translation>
    </message>
    <message>
        <source>Nothing to watch is named</source>
        <translation>Es ist nichts genannt, was zu beobachten wäre</translation>
    </message>
    <message>
        <source>the feed is empty</source>
        <translation>die Quelle ist leer</translation>
    </message>
    <message>
        <source>Name a log file, or log:PATH, command:PROGRAM ARGUMENT…, journal:local, syslog:ADDRESS, policy:ADDRESS.</source>
        <translation>Nennen Sie eine Logdatei, oder log:PFAD, command:PROGRAMM ARGUMENT…, journal:local, syslog:ADRESSE, policy:ADRESSE.</translation>
    </message>
    <message>
        <source>there is no feed</source>
        <translation>es gibt keine Quelle</translation>
    </message>
    <message>
        <source>Name a log file, a command or an address.</source>
        <translation>Nennen Sie eine Logdatei, ein Kommando oder eine Adresse.</translation>
    </message>
    <message>
        <source>not a file: only files can be followed</source>
        <translation>keine Datei: nur Dateien lässt sich folgen</translation>
    </message>
    <message>
        <source>No such version of Postfix</source>
        <translation>Diese Version von Postfix gibt es nicht</translation>
    </message>
    <message>
        <source>Write postfix=3.0, as &apos;postconf mail_version&apos; tells it.</source>
        <translation>Schreiben Sie postfix=3.0, so wie „postconf mail_version“ es sagt.</translation>
    </message>
    <message>
        <source>%1 connections were closed: they do not speak syslog (RFC 6587)</source>
        <translation>%1 Verbindungen wurden geschlossen: sie sprechen kein syslog (RFC 6587)</translation>
    </message>
    <message>
        <source>The log is empty</source>
        <translation>Das Log ist leer</translation>
    </message>
    <message>
        <source>The file has no lines</source>
        <translation>Die Datei hat keine Zeilen</translation>
    </message>
    <message>
        <source>If it was just rotated, give the older file too (its name ends in .1 or in a date).</source>
        <translation>Wurde es gerade rotiert, geben Sie auch die ältere Datei an (ihr Name endet auf .1 oder ein Datum).</translation>
    </message>
    <message>
        <source>The log is in UTF-16</source>
        <translation>Das Log ist in UTF-16</translation>
    </message>
    <message>
        <source>Only single-byte and UTF-8 text can be read</source>
        <translation>Lesbar ist nur Text in UTF-8 oder mit einem Byte pro Zeichen</translation>
    </message>
    <message>
        <source>Convert it first: iconv -f UTF-16 -t UTF-8 FILE &gt; FILE.utf8</source>
        <translation>Wandeln Sie es erst um: iconv -f UTF-16 -t UTF-8 DATEI &gt; DATEI.utf8</translation>
    </message>
    <message>
        <source>Not a log</source>
        <translation>Kein Log</translation>
    </message>
    <message>
        <source>The file is binary</source>
        <translation>Die Datei ist binär</translation>
    </message>
    <message>
        <source>Give text logs, or logs packed with gzip, bzip2, xz, zstd, tar or zip. For a journal: journalctl -o json &gt; FILE</source>
        <translation>Geben Sie Logs als Text an, auch gepackt mit gzip, bzip2, xz, zstd, tar oder zip. Für ein Journal: journalctl -o json &gt; DATEI</translation>
    </message>
    <message>
        <source>The time zone may be wrong</source>
        <translation>Die Zeitzone ist vielleicht falsch</translation>
    </message>
    <message>
        <source>Ids in the log say %1, you said %2</source>
        <translation>Kennungen im Log sagen %1, Sie sagten %2</translation>
    </message>
    <message>
        <source>Leave the time zone out to follow the log.</source>
        <translation>Lassen Sie die Zeitzone weg, um dem Log zu folgen.</translation>
    </message>
    <message>
        <source>The log cannot be unpacked</source>
        <translation>Das Log lässt sich nicht entpacken</translation>
    </message>
    <message>
        <source>Get a complete copy of the file.</source>
        <translation>Besorgen Sie eine vollständige Kopie der Datei.</translation>
    </message>
    <message>
        <source>Check the permissions of the folders above it.</source>
        <translation>Prüfen Sie die Rechte der Ordner darüber.</translation>
    </message>
    <message>
        <source>Only its owner may read it: copy it with sudo, or make it readable for a group.</source>
        <translation>Nur sein Besitzer darf es lesen: kopieren Sie es mit sudo, oder machen Sie es für eine Gruppe lesbar.</translation>
    </message>
    <message>
        <source>Members of the group &apos;%1&apos; may read it: add yourself with &apos;sudo adduser $USER %1&apos; and log in again.</source>
        <translation>Mitglieder der Gruppe „%1“ dürfen es lesen: nehmen Sie sich mit „sudo adduser $USER %1“ auf und melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The log cannot be opened</source>
        <translation>Das Log lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>Check the name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>The archive is damaged</source>
        <translation>Das Archiv ist beschädigt</translation>
    </message>
    <message>
        <source>What could be read was imported; get a complete copy to import the rest.</source>
        <translation>Was lesbar war, wurde importiert; besorgen Sie eine vollständige Kopie, um den Rest zu importieren.</translation>
    </message>
    <message>
        <source>The directory cannot be read</source>
        <translation>Der Ordner lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>The pipe cannot be opened</source>
        <translation>Die Pipe lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>It is a device or a socket</source>
        <translation>Es ist ein Gerät oder ein Socket</translation>
    </message>
    <message>
        <source>Give a file, a directory or a pipe.</source>
        <translation>Geben Sie eine Datei, einen Ordner oder eine Pipe an.</translation>
    </message>
    <message>
        <source>No temporary file</source>
        <translation>Keine temporäre Datei</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder with space.</source>
        <translation>Setzen Sie TMPDIR auf einen Ordner mit Platz.</translation>
    </message>
    <message>
        <source>The input could not be buffered</source>
        <translation>Die Eingabe ließ sich nicht puffern</translation>
    </message>
    <message>
        <source>Set TMPDIR to a folder with more space.</source>
        <translation>Setzen Sie TMPDIR auf einen Ordner mit mehr Platz.</translation>
    </message>
    <message>
        <source>no memory to unpack</source>
        <translation>kein Arbeitsspeicher zum Entpacken</translation>
    </message>
    <message>
        <source>the compressed data end too early</source>
        <translation>die gepackten Daten enden zu früh</translation>
    </message>
    <message>
        <source>corrupt compressed data</source>
        <translation>die gepackten Daten sind beschädigt</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address to listen on</source>
        <translation>An „%1“ lässt sich nicht lauschen</translation>
    </message>
    <message>
        <source>Write inet:127.0.0.1:10040 or unix:/run/backscope/policy.</source>
        <translation>Schreiben Sie inet:127.0.0.1:10040 oder unix:/run/backscope/policy.</translation>
    </message>
    <message>
        <source>a unix socket needs an absolute path</source>
        <translation>ein Unix-Socket braucht einen absoluten Pfad</translation>
    </message>
    <message>
        <source>the port is missing</source>
        <translation>der Port fehlt</translation>
    </message>
    <message>
        <source>the port is not a number up to 65535</source>
        <translation>der Port ist keine Zahl bis 65535</translation>
    </message>
    <message>
        <source>the host is not an IP address</source>
        <translation>der Rechner ist keine IP-Adresse</translation>
    </message>
    <message>
        <source>will not listen on %1</source>
        <translation>Lauscht nicht an %1</translation>
    </message>
    <message>
        <source>other hosts can reach this address, and what they say is neither encrypted nor authenticated</source>
        <translation>andere Rechner erreichen diese Adresse, und was sie sagen, ist weder verschlüsselt noch beglaubigt</translation>
    </message>
    <message>
        <source>Listen on 127.0.0.1 or a unix socket, or confirm that the network is yours.</source>
        <translation>Lauschen Sie an 127.0.0.1 oder einem Unix-Socket, oder bestätigen Sie, dass das Netz Ihres ist.</translation>
    </message>
    <message>
        <source>cannot listen on %1</source>
        <translation>Kann nicht an %1 lauschen</translation>
    </message>
    <message>
        <source>Another program listens there: choose another port.</source>
        <translation>Dort lauscht ein anderes Programm: wählen Sie einen anderen Port.</translation>
    </message>
    <message>
        <source>The path of a socket may have 107 bytes.</source>
        <translation>Der Pfad eines Sockets darf 107 Byte haben.</translation>
    </message>
    <message>
        <source>Another program listens there, or the path is not a socket.</source>
        <translation>Dort lauscht ein anderes Programm, oder der Pfad ist kein Socket.</translation>
    </message>
    <message>
        <source>Postfix before 3.0 has no default_action: while Backscope does not run, Postfix waits up to 100 s, tries twice, and then defers all mail with &quot;451 4.3.5&quot;. Follow the log file instead.</source>
        <translation>Postfix vor 3.0 kennt kein default_action: solange Backscope nicht läuft, wartet Postfix bis zu 100 s, versucht es zweimal und weist dann alle Mail mit „451 4.3.5“ vorläufig ab. Folgen Sie stattdessen der Logdatei.</translation>
    </message>
    <message>
        <source>this Postfix cannot ask a policy service</source>
        <translation>Dieses Postfix kann keinen Policy-Dienst fragen</translation>
    </message>
    <message>
        <source>check_policy_service came with Postfix 2.1</source>
        <translation>check_policy_service gibt es erst seit Postfix 2.1</translation>
    </message>
    <message>
        <source>Follow the log file instead.</source>
        <translation>Folgen Sie stattdessen der Logdatei.</translation>
    </message>
    <message>
        <source>main.cf cannot hold the path of this socket</source>
        <translation>Der Pfad dieses Sockets passt nicht in main.cf</translation>
    </message>
    <message>
        <source>it has a blank or another special character</source>
        <translation>er hat ein Leerzeichen oder ein anderes Sonderzeichen</translation>
    </message>
    <message>
        <source>Choose a path of letters, digits and ._-+@: only.</source>
        <translation>Wählen Sie einen Pfad nur aus Buchstaben, Ziffern und ._-+@:.</translation>
    </message>
    <message>
        <source>there are not enough ports</source>
        <translation>Es gibt nicht genug Ports</translation>
    </message>
    <message>
        <source>Postfix before 3.1 needs the next three too</source>
        <translation>Postfix vor 3.1 braucht auch die nächsten drei</translation>
    </message>
    <message>
        <source>Choose a lower port.</source>
        <translation>Wählen Sie einen kleineren Port.</translation>
    </message>
    <message>
        <source>%1 bounces in the last minute (limit %2)</source>
        <translation>%1 Bounces in der letzten Minute (Grenze: %2)</translation>
    </message>
    <message>
        <source>%1 bounces to strangers in the last hour (limit %2)</source>
        <translation>%1 Bounces an Fremde in der letzten Stunde (Grenze: %2)</translation>
    </message>
    <message>
        <source>%1 % of the last hour&apos;s recipients were rejected (limit %2 %)</source>
        <translation>%1 % der Empfänger der letzten Stunde wurden abgelehnt (Grenze: %2 %)</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Know every recipient before you accept</source>
        <translation>Jeden Empfänger kennen, bevor Mail angenommen wird</translation>
    </message>
    <message>
        <source>Addresses can be harvested by trying: keep the limits on errors per session low (Postfix: smtpd_hard_error_limit; Exchange: TarpitInterval). Stale maps refuse real users.</source>
        <translation>Adressen lassen sich durch Probieren sammeln: Halten Sie die Fehlergrenzen je Sitzung niedrig (Postfix: smtpd_hard_error_limit; Exchange: TarpitInterval). Veraltete Tabellen weisen echte Benutzer ab.</translation>
    </message>
    <message>
        <source>were found missing by this server itself: its own tables know the users, so they can be asked at RCPT.</source>
        <translation>vermisste dieser Server selbst: Seine eigenen Tabellen kennen die Benutzer und lassen sich schon bei RCPT fragen.</translation>
    </message>
    <message>
        <source>were found missing by the server behind this one: ask it at RCPT, or give this server its list of users.</source>
        <translation>vermisste erst der Server dahinter: Fragen Sie ihn bei RCPT, oder geben Sie diesem Server dessen Benutzerliste.</translation>
    </message>
    <message>
        <source>Ask the inner server at RCPT</source>
        <translation>Den inneren Server bei RCPT fragen</translation>
    </message>
    <message>
        <source>Probes load the inner server. unverified_recipient_defer_code = 250 would make this server a backscatter source whenever the inner one is slow. Useless if the inner server accepts every address.</source>
        <translation>Die Anfragen belasten den inneren Server. unverified_recipient_defer_code = 250 würde diesen Server zur Backscatter-Quelle machen, sobald der innere langsam ist. Nutzlos, wenn der innere Server jede Adresse annimmt.</translation>
    </message>
    <message>
        <source>were refused by the inner server because of the address: a probe at RCPT gets the same answer before the mail is accepted.</source>
        <translation>lehnte der innere Server wegen der Adresse ab: Eine Anfrage bei RCPT bekommt dieselbe Antwort, bevor die Mail angenommen ist.</translation>
    </message>
    <message>
        <source>were refused by the inner server because of the content: a probe at RCPT does not see that.</source>
        <translation>lehnte der innere Server wegen des Inhalts ab: Den sieht eine Anfrage bei RCPT nicht.</translation>
    </message>
    <message>
        <source>Check the quota at RCPT</source>
        <translation>Den Speicherplatz bei RCPT prüfen</translation>
    </message>
    <message>
        <source>The size is known at RCPT only from SIZE=, and the mailbox can fill up in between. Prefer 452 if users clean up.</source>
        <translation>Bei RCPT ist die Größe nur aus SIZE= bekannt, und das Postfach kann dazwischen voll werden. Besser 452, wenn Benutzer aufräumen.</translation>
    </message>
    <message>
        <source>hit a full mailbox of this server.</source>
        <translation>trafen auf ein volles Postfach dieses Servers.</translation>
    </message>
    <message>
        <source>hit a full mailbox behind this server.</source>
        <translation>trafen auf ein volles Postfach hinter diesem Server.</translation>
    </message>
    <message>
        <source>Same limits on every hop</source>
        <translation>Gleiche Grenzen auf jeder Station</translation>
    </message>
    <message>
        <source>Large legitimate mail is refused earlier.</source>
        <translation>Große erwünschte Mail wird früher abgelehnt.</translation>
    </message>
    <message>
        <source>were refused by a later hop that takes less than this server.</source>
        <translation>lehnte eine spätere Station ab, die weniger annimmt als dieser Server.</translation>
    </message>
    <message>
        <source>Give up early on unreachable hosts</source>
        <translation>Bei unerreichbaren Servern früh aufgeben</translation>
    </message>
    <message>
        <source>A shorter life loses bounces in real outages.</source>
        <translation>Eine kürzere Frist verliert Bounces, wenn wirklich etwas ausfällt.</translation>
    </message>
    <message>
        <source>have a bounce to a stranger that could not be delivered either and stood in the queue.</source>
        <translation>haben einen Bounce an einen Fremden, der auch nicht zuzustellen war und in der Warteschlange stand.</translation>
    </message>
    <message>
        <source>Refuse sender domains that do not exist</source>
        <translation>Absenderdomains ablehnen, die es nicht gibt</translation>
    </message>
    <message>
        <source>Trouble with DNS delays mail. Do not use sender callouts (reject_unverified_sender): they are scatter themselves.</source>
        <translation>DNS-Störungen verzögern Mail. Fragen Sie nicht beim Absender zurück (reject_unverified_sender): Das ist selbst Streumail.</translation>
    </message>
    <message>
        <source>were refused in the dialog for this reason: the check works at least at one door.</source>
        <translation>wurden aus diesem Grund im Dialog abgelehnt: Die Prüfung wirkt an mindestens einer Tür.</translation>
    </message>
    <message>
        <source>Block lists before DATA</source>
        <translation>Sperrlisten vor DATA</translation>
    </message>
    <message>
        <source>False listings and query quotas. Offer a way round (permit_dnswl_client).</source>
        <translation>Falsche Einträge und Abfragegrenzen. Bieten Sie einen Ausweg (permit_dnswl_client).</translation>
    </message>
    <message>
        <source>Ask for a reverse name</source>
        <translation>Einen Reverse-Namen verlangen</translation>
    </message>
    <message>
        <source>Small businesses with bad DNS are refused. Begin with warn_if_reject; prefer 450. reject_unknown_client_hostname is riskier.</source>
        <translation>Kleine Firmen mit schlechtem DNS werden abgewiesen. Beginnen Sie mit warn_if_reject; besser 450. reject_unknown_client_hostname ist riskanter.</translation>
    </message>
    <message>
        <source>got mail from clients without a reverse name: look at them before such clients are refused.</source>
        <translation>bekamen Mail von Clients ohne Reverse-Namen: Sehen Sie sich diese an, bevor solche Clients abgewiesen werden.</translation>
    </message>
    <message>
        <source>got mail from clients whose name is not confirmed: refusing those is riskier.</source>
        <translation>bekamen Mail von Clients, deren Name nicht bestätigt ist: Diese abzuweisen ist riskanter.</translation>
    </message>
    <message>
        <source>Check the HELO name</source>
        <translation>Den HELO-Namen prüfen</translation>
    </message>
    <message>
        <source>reject_unknown_helo_hostname hits many legitimate hosts.</source>
        <translation>reject_unknown_helo_hostname trifft viele ordentliche Server.</translation>
    </message>
    <message>
        <source>SPF, DKIM and DMARC in the session</source>
        <translation>SPF, DKIM und DMARC in der Sitzung</translation>
    </message>
    <message>
        <source>Forwarded mail and lists break SPF and DMARC: honour ARC or list the forwarders.</source>
        <translation>Weiterleitungen und Listen brechen SPF und DMARC: Achten Sie auf ARC oder führen Sie eine Liste der Weiterleiter.</translation>
    </message>
    <message>
        <source>Content verdict before the final answer</source>
        <translation>Urteil über den Inhalt vor der letzten Antwort</translation>
    </message>
    <message>
        <source>The client waits longer after DATA (it must wait ten minutes). A busy filter answers 4xx. One verdict for all recipients of a mail.</source>
        <translation>Der Client wartet nach DATA länger (zehn Minuten muss er warten). Ein überlasteter Filter antwortet mit 4xx. Ein Urteil für alle Empfänger einer Mail.</translation>
    </message>
    <message>
        <source>were bounced on the word of a content filter behind the queue: the same filter can be asked before the answer to DATA.</source>
        <translation>wurden auf das Wort eines Inhaltsfilters hinter der Warteschlange gebounct: Derselbe Filter lässt sich vor der Antwort auf DATA fragen.</translation>
    </message>
    <message>
        <source>were refused for their content by a later hop: the filter here let them pass.</source>
        <translation>lehnte eine spätere Station wegen des Inhalts ab: Der Filter hier ließ sie durch.</translation>
    </message>
    <message>
        <source>were accepted and thrown away: their senders believe that they arrived.</source>
        <translation>wurden angenommen und weggeworfen: Die Absender glauben, dass die Mail ankam.</translation>
    </message>
    <message>
        <source>Check permissions at RCPT</source>
        <translation>Berechtigungen bei RCPT prüfen</translation>
    </message>
    <message>
        <source>Keep the table in step with the list&apos;s members.</source>
        <translation>Halten Sie die Tabelle auf dem Stand der Listenmitglieder.</translation>
    </message>
    <message>
        <source>were refused in the dialog for such a rule: at these doors it is asked in time.</source>
        <translation>wurden wegen einer solchen Regel im Dialog abgelehnt: An diesen Türen wird rechtzeitig gefragt.</translation>
    </message>
    <message>
        <source>Break the loop</source>
        <translation>Die Schleife auflösen</translation>
    </message>
    <message>
        <source>A wrong change sends mail for the domain elsewhere: test with one address first.</source>
        <translation>Eine falsche Änderung schickt die Mail der Domain anderswohin: Probieren Sie es erst mit einer Adresse.</translation>
    </message>
    <message>
        <source>were found to loop by this server.</source>
        <translation>erkannte dieser Server als Schleife.</translation>
    </message>
    <message>
        <source>Local faults must be temporary</source>
        <translation>Örtliche Fehler müssen vorübergehend sein</translation>
    </message>
    <message>
        <source>The queue grows while a fault lasts.</source>
        <translation>Die Warteschlange wächst, solange ein Fehler anhält.</translation>
    </message>
    <message>
        <source>wait in the queue because of a local fault: these are temporary, as they should be.</source>
        <translation>warten wegen eines örtlichen Fehlers in der Warteschlange: Das ist vorübergehend, wie es sein soll.</translation>
    </message>
    <message>
        <source>Forward with care</source>
        <translation>Mit Vorsicht weiterleiten</translation>
    </message>
    <message>
        <source>Rewriting the sender does not stop the bounce, it comes back through this server.</source>
        <translation>Den Absender umzuschreiben verhindert den Bounce nicht, er kommt über diesen Server zurück.</translation>
    </message>
    <message>
        <source>were forwarded although the target took them for spam: filter before forwarding.</source>
        <translation>wurden weitergeleitet, obwohl das Ziel sie für Spam hielt: Filtern Sie vor dem Weiterleiten.</translation>
    </message>
    <message>
        <source>were forwarded to an address that does not exist any more: remove the forward.</source>
        <translation>wurden an eine Adresse weitergeleitet, die es nicht mehr gibt: Entfernen Sie die Weiterleitung.</translation>
    </message>
    <message>
        <source>Send less other scatter</source>
        <translation>Weniger andere Streumail senden</translation>
    </message>
    <message>
        <source>Senders lose delay and success notices.</source>
        <translation>Absender verlieren Meldungen über Verzögerung und Erfolg.</translation>
    </message>
    <message>
        <source>were offered mail that was an automatic reply.</source>
        <translation>wurde Mail angeboten, die eine automatische Antwort war.</translation>
    </message>
    <message>
        <source>Tag your own return paths (BATV)</source>
        <translation>Eigene Rückwege kennzeichnen (BATV)</translation>
    </message>
    <message>
        <source>Lists and greylisters that key on the return path notice. Mail sent through other servers gets its real bounces refused.</source>
        <translation>Listen und Greylister, die sich nach dem Rückweg richten, merken es. Mail, die über andere Server ging, bekommt ihre echten Bounces abgelehnt.</translation>
    </message>
    <message>
        <source>were offered a bounce of mail that was never sent from here.</source>
        <translation>wurde ein Bounce zu Mail angeboten, die nie von hier kam.</translation>
    </message>
    <message>
        <source>put warn_if_reject before the new restriction: what it would refuse is logged as reject_warning and nothing is refused
postmap -q ADDRESS TABLE asks a table; postconf -n shows what is in effect</source>
        <translation>Setzen Sie warn_if_reject vor die neue Einschränkung: Was sie ablehnen würde, steht als reject_warning im Log, und nichts wird abgelehnt
postmap -q ADRESSE TABELLE fragt eine Tabelle; postconf -n zeigt, was gilt</translation>
    </message>
    <message>
        <source>begin with warn instead of deny or require, with log_message = would refuse
exim -bh 203.0.113.9 plays a session without one; exim -bt ADDRESS and exim -bv ADDRESS follow the routers</source>
        <translation>Beginnen Sie mit warn statt deny oder require, mit log_message = would refuse
exim -bh 203.0.113.9 spielt eine Sitzung durch; exim -bt ADRESSE und exim -bv ADRESSE folgen den Routern</translation>
    </message>
    <message>
        <source>sendmail -bt, then: check_rcpt ADDRESS (also check_mail, check_relay); sendmail -bv ADDRESS follows the aliases
build the .cf in a folder of its own and compare it with the one in use</source>
        <translation>sendmail -bt, dann: check_rcpt ADRESSE (auch check_mail, check_relay); sendmail -bv ADRESSE folgt den Aliasen
Bauen Sie die .cf in einem eigenen Ordner und vergleichen Sie sie mit der benutzten</translation>
    </message>
    <message>
        <source>smtpd -n -f NEW.conf checks the syntax; run it on another port with smtpd -d -f NEW.conf and try single dialogs
make a new filter answer with junk instead of reject first</source>
        <translation>smtpd -n -f NEU.conf prüft die Schreibweise; starten Sie es mit smtpd -d -f NEU.conf an einem anderen Port und probieren Sie einzelne Dialoge
Lassen Sie einen neuen Filter erst junk statt reject antworten</translation>
    </message>
    <message>
        <source>run a second tcpserver on another port with the patched qmail-smtpd and try single dialogs</source>
        <translation>Starten Sie einen zweiten tcpserver an einem anderen Port mit dem gepatchten qmail-smtpd und probieren Sie einzelne Dialoge</translation>
    </message>
    <message>
        <source>set a new transport rule to -Mode AuditAndNotify first; Test-Message shows what a rule would do
read the agents&apos; log (Get-AgentLog) before they refuse anything</source>
        <translation>Stellen Sie eine neue Transportregel zuerst auf -Mode AuditAndNotify; Test-Message zeigt, was eine Regel täte
Lesen Sie das Log der Agenten (Get-AgentLog), bevor sie etwas ablehnen</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Page %L1</source>
        <translation>Seite %L1</translation>
    </message>
    <message>
        <source>No bounce went to people who never wrote to this server.</source>
        <translation>Kein Bounce ging an Leute, die diesem Server nie geschrieben haben.</translation>
    </message>
    <message>
        <source>Bounces to people who never wrote to this server: %1. The server had accepted mail for %2 recipients to send them; %3 of these it could have refused in the dialog instead.</source>
        <translation>Bounces an Leute, die diesem Server nie geschrieben haben: %1. Der Server hatte dafür Mail an %2 Empfänger angenommen; %3 davon hätte er stattdessen im Dialog ablehnen können.</translation>
    </message>
    <message>
        <source>Only mail under this filter: %1</source>
        <translation>Nur Mail unter diesem Filter: %1</translation>
    </message>
    <message>
        <source>What these numbers are built on</source>
        <translation>Worauf diese Zahlen beruhen</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>The numbers are lower bounds (&quot;at least&quot;): %1 lines were not understood, the log has %2 known gaps, and the story of %3 recipients is not finished yet.</source>
        <translation>Die Zahlen sind Untergrenzen („mindestens“): %1 Zeilen wurden nicht verstanden, das Log hat %2 bekannte Lücken, und die Geschichte von %3 Empfängern ist noch nicht zu Ende.</translation>
    </message>
    <message>
        <source>%1 of %2 verdicts rest on explicit log lines; %3 on times, names or counters only.</source>
        <translation>%1 von %2 Urteilen beruhen auf ausdrücklichen Logzeilen; %3 nur auf Zeiten, Namen oder Zählern.</translation>
    </message>
    <message>
        <source>Totals</source>
        <translation>Summen</translation>
    </message>
    <message>
        <source>All recipients</source>
        <translation>Alle Empfänger</translation>
    </message>
    <message>
        <source>Outcome of a recipient</source>
        <translation>Ausgang für einen Empfänger</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>All recipients that bounced after acceptance</source>
        <translation>Alle Empfänger, die nach der Annahme gebounct sind</translation>
    </message>
    <message>
        <source>Bounced after acceptance, by kind</source>
        <translation>Nach der Annahme gebounct, nach Art</translation>
    </message>
    <message>
        <source>All bounces to strangers</source>
        <translation>Alle Bounces an Fremde</translation>
    </message>
    <message>
        <source>What became of our bounces to strangers</source>
        <translation>Was aus unseren Bounces an Fremde wurde</translation>
    </message>
    <message>
        <source>Bounces</source>
        <translation>Bounces</translation>
    </message>
    <message>
        <source>Indicator</source>
        <translation>Kennzahl</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>In-dialog ratio: refused in the dialog / (refused in the dialog + bounced later), untrusted inbound</source>
        <translation>Dialoganteil: im Dialog abgelehnt / (im Dialog abgelehnt + später gebounct), eingehend ohne Vertrauen</translation>
    </message>
    <message>
        <source>Backscatter rate: bounces to strangers / accepted inbound messages</source>
        <translation>Backscatter-Rate: Bounces an Fremde / angenommene eingehende Nachrichten</translation>
    </message>
    <message>
        <source>Reach: share of these bounces that arrived</source>
        <translation>Reichweite: Anteil dieser Bounces, der ankam</translation>
    </message>
    <message>
        <source>Avoidable share of bounces to outside</source>
        <translation>Vermeidbarer Anteil der Bounces nach außen</translation>
    </message>
    <message>
        <source>Backscatter received (recipients)</source>
        <translation>Backscatter empfangen (Empfänger)</translation>
    </message>
    <message>
        <source>No mail in this range.</source>
        <translation>Keine Mail in diesem Zeitraum.</translation>
    </message>
    <message>
        <source>The way of the mail (recipients)</source>
        <translation>Der Weg der Mail (Empfänger)</translation>
    </message>
    <message>
        <source>(not logged)</source>
        <translation>(nicht im Log)</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Bounced</source>
        <translation>Gebounct</translation>
    </message>
    <message>
        <source>Backscatter</source>
        <translation>Backscatter</translation>
    </message>
    <message>
        <source>Avoidable</source>
        <translation>Vermeidbar</translation>
    </message>
    <message>
        <source>No bounce went to a stranger.</source>
        <translation>Kein Bounce ging an einen Fremden.</translation>
    </message>
    <message>
        <source>Networks whose mail made us send bounces to strangers</source>
        <translation>Netze, deren Mail uns Bounces an Fremde senden ließ</translation>
    </message>
    <message>
        <source>Clients behind bounces to strangers</source>
        <translation>Clients hinter Bounces an Fremde</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Kinds of clients</source>
        <translation>Arten von Clients</translation>
    </message>
    <message>
        <source>Class of client</source>
        <translation>Clientklasse</translation>
    </message>
    <message>
        <source>Why accepted mail bounced</source>
        <translation>Warum angenommene Mail bouncte</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>No accepted mail bounced.</source>
        <translation>Keine angenommene Mail bouncte.</translation>
    </message>
    <message>
        <source>Who got our bounces</source>
        <translation>Wer unsere Bounces bekam</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Recipients whose mail bounced after acceptance</source>
        <translation>Empfänger, deren Mail nach der Annahme bouncte</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>What would have refused them in the dialog</source>
        <translation>Was sie im Dialog abgelehnt hätte</translation>
    </message>
    <message>
        <source>%1: %2. Bounced recipients that this would have refused: %3.</source>
        <translation>%1: %2. Gebouncte Empfänger, die das abgelehnt hätte: %3.</translation>
    </message>
    <message>
        <source>Mind: %1</source>
        <translation>Zu beachten: %1</translation>
    </message>
    <message>
        <source>How each class is decided</source>
        <translation>Wie jede Klasse entschieden wird</translation>
    </message>
    <message>
        <source>The unit is one recipient in one mail transaction; each gets exactly one outcome, so the outcomes add up to the recipients.</source>
        <translation>Gezählt wird ein Empfänger in einer Mailtransaktion; jeder hat genau einen Ausgang, darum ergeben die Ausgänge zusammen die Empfänger.</translation>
    </message>
    <message>
        <source>Rejected in dialog: the server answered 5yz to this recipient, or to the message, while the client was still connected. The client keeps the duty to report.</source>
        <translation>Im Dialog abgelehnt: Der Server antwortete diesem Empfänger oder der Nachricht mit 5yz, während der Client noch verbunden war. Die Pflicht zu berichten bleibt beim Client.</translation>
    </message>
    <message>
        <source>Refused for now: the answer was 4yz. Aborted: the client left before the message was complete.</source>
        <translation>Vorerst abgelehnt: Die Antwort war 4yz. Abgebrochen: Der Client ging, bevor die Nachricht vollständig war.</translation>
    </message>
    <message>
        <source>Accepted, then bounced: the server answered 2yz to the message and found out later that it could not deliver it.</source>
        <translation>Angenommen, dann gebounct: Der Server antwortete der Nachricht mit 2yz und stellte später fest, dass er sie nicht zustellen konnte.</translation>
    </message>
    <message>
        <source>Backscatter: the sender address of such a mail was not proven by login, own network, SPF, DKIM or the client&apos;s name, and a bounce was made for it. The other kinds are: to our own users (local), into our own mailboxes (self), to a verified sender, suppressed (no bounce left), and unknown origin (the log begins too late).</source>
        <translation>Backscatter: Die Absenderadresse einer solchen Mail war weder durch Anmeldung, eigenes Netz, SPF, DKIM noch den Namen des Clients bestätigt, und es entstand ein Bounce. Die anderen Arten: an eigene Nutzer (lokal), in eigene Postfächer (selbst), an einen bestätigten Absender, unterdrückt (kein Bounce ging hinaus) und unbekannter Ursprung (das Log beginnt zu spät).</translation>
    </message>
    <message>
        <source>Avoidable: the cause could have been known before the message was accepted, for example an unknown recipient, a content verdict or a size limit.</source>
        <translation>Vermeidbar: Die Ursache hätte vor der Annahme bekannt sein können, zum Beispiel ein unbekannter Empfänger, ein Urteil über den Inhalt oder eine Größengrenze.</translation>
    </message>
    <message>
        <source>Bounces are counted once for each report that was sent; recipients are counted once for each address.</source>
        <translation>Bounces zählen einmal je gesendetem Bericht; Empfänger zählen einmal je Adresse.</translation>
    </message>
    <message>
        <source>Everything is reconstructed from log lines; each verdict can be followed to its lines in the program.</source>
        <translation>Alles ist aus Logzeilen rekonstruiert; jedes Urteil lässt sich im Programm bis zu seinen Zeilen verfolgen.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Own networks: %1. Own domains: %2. Trusted relays: %3. Domains taken as own from the log: %4.</source>
        <translation>Eigene Netze: %1. Eigene Domains: %2. Vertraute Relays: %3. Aus dem Log als eigen erkannte Domains: %4.</translation>
    </message>
    <message>
        <source>Backscatter report</source>
        <translation>Backscatter-Bericht</translation>
    </message>
    <message>
        <source>Mail between %1 and %2 (%3): %4 sessions, %5 recipients.</source>
        <translation>Mail zwischen %1 und %2 (%3): %4 Sitzungen, %5 Empfänger.</translation>
    </message>
    <message>
        <source>First line (%1)</source>
        <translation>Erste Zeile (%1)</translation>
    </message>
    <message>
        <source>Last line (%1)</source>
        <translation>Letzte Zeile (%1)</translation>
    </message>
    <message>
        <source>Time line (%1)</source>
        <translation>Zeitachse (%1)</translation>
    </message>
    <message>
        <source>First seen (%1)</source>
        <translation>Zuerst gesehen (%1)</translation>
    </message>
</context>
<context>
    <name>Story</name>
    <message>
        <source>(not logged)</source>
        <translation>(nicht im Log)</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>put off</source>
        <translation>aufgeschoben</translation>
    </message>
    <message>
        <source>refused for good</source>
        <translation>endgültig abgelehnt</translation>
    </message>
    <message>
        <source>given up after too long</source>
        <translation>nach zu langer Zeit aufgegeben</translation>
    </message>
    <message>
        <source>refused, kept by soft_bounce</source>
        <translation>abgelehnt, durch soft_bounce behalten</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>weggeworfen</translation>
    </message>
    <message>
        <source>held</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>removed by the administrator</source>
        <translation>vom Administrator entfernt</translation>
    </message>
    <message>
        <source> by %1</source>
        <translation> durch %1</translation>
    </message>
    <message>
        <source>Dialog</source>
        <translation>Dialog</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>this host itself</source>
        <translation>dieser Rechner selbst</translation>
    </message>
    <message>
        <source>Confirmed name</source>
        <translation>Bestätigter Name</translation>
    </message>
    <message>
        <source>Unconfirmed name</source>
        <translation>Unbestätigter Name</translation>
    </message>
    <message>
        <source>Client class</source>
        <translation>Clientklasse</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>Weil</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>HELO</source>
        <translation>HELO</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nature</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>%1, in the end: %2</source>
        <translation>%1, letztlich: %2</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Avoidable</source>
        <translation>Vermeidbar</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Sicherheit</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>click a line to see it in the log</source>
        <translation>eine Zeile anklicken, um sie im Log zu sehen</translation>
    </message>
    <message>
        <source> to &lt;%1&gt;</source>
        <translation> an &lt;%1&gt;</translation>
    </message>
    <message>
        <source>Our bounce</source>
        <translation>Unser Bounce</translation>
    </message>
    <message>
        <source>joined to this mail by time and sender; the log has no direct link</source>
        <translation>dieser Mail über Zeit und Absender zugeordnet; das Log verknüpft sie nicht</translation>
    </message>
    <message>
        <source>Its fate</source>
        <translation>Sein Schicksal</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Absender</translation>
    </message>
    <message>
        <source>&lt;&gt; (a bounce or a probe)</source>
        <translation>&lt;&gt; (ein Bounce oder eine Prüfung)</translation>
    </message>
    <message>
        <source>Answer in the dialog</source>
        <translation>Antwort im Dialog</translation>
    </message>
    <message>
        <source>Queued as</source>
        <translation>Eingereiht als</translation>
    </message>
    <message>
        <source>Message-ID</source>
        <translation>Message-ID</translation>
    </message>
    <message>
        <source>Filter said</source>
        <translation>Der Filter sagte</translation>
    </message>
    <message>
        <source>Authentication</source>
        <translation>Authentifizierung</translation>
    </message>
    <message>
        <source>Local submission</source>
        <translation>Lokal eingeliefert</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>What the log says</source>
        <translation>Was das Log sagt</translation>
    </message>
    <message>
        <source>More recipients</source>
        <translation>Weitere Empfänger</translation>
    </message>
    <message>
        <source>%1 are not shown here</source>
        <translation>%1 werden hier nicht gezeigt</translation>
    </message>
    <message>
        <source>Other mail we sent</source>
        <translation>Andere Mail von uns</translation>
    </message>
    <message>
        <source>End of dialog</source>
        <translation>Ende des Dialogs</translation>
    </message>
    <message>
        <source>began %1 %2</source>
        <translation>begann %1 %2</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Right-click to choose columns</source>
        <translation>Rechtsklick wählt Spalten</translation>
    </message>
</context>
<context>
    <name>TimeAxis</name>
    <message>
        <source>Time (%1)</source>
        <translation>Zeit (%1)</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>format of a day without its year</comment>
        <translation>d. MMM</translation>
    </message>
</context>
<context>
    <name>TimeMenu</name>
    <message>
        <source>Today, %1</source>
        <translation>Heute, %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>Gestern, %1</translation>
    </message>
    <message>
        <source>All times</source>
        <translation>Alle Zeiten</translation>
    </message>
    <message>
        <source>The same length before</source>
        <translation>Gleich langer Zeitraum davor</translation>
    </message>
    <message>
        <source>The same length after</source>
        <translation>Gleich langer Zeitraum danach</translation>
    </message>
    <message>
        <source>Last hour of the data</source>
        <translation>Letzte Stunde der Daten</translation>
    </message>
    <message>
        <source>Last 24 hours of the data</source>
        <translation>Letzte 24 Stunden der Daten</translation>
    </message>
    <message>
        <source>Last 7 days of the data</source>
        <translation>Letzte 7 Tage der Daten</translation>
    </message>
    <message>
        <source>Last 30 days of the data</source>
        <translation>Letzte 30 Tage der Daten</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <comment>format of a day</comment>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>backscope::CauseModel</name>
    <message>
        <source>No bounce of these went to anybody outside.</source>
        <translation>Kein Bounce hiervon ging nach außen.</translation>
    </message>
    <message>
        <source>Who knew first that the mail could not be served</source>
        <translation>Wer zuerst wusste, dass die Mail nicht zustellbar war</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>Ursache</translation>
    </message>
    <message>
        <source>Inner cause</source>
        <translation>Innere Ursache</translation>
    </message>
    <message>
        <source>Bounced</source>
        <translation>Gebounct</translation>
    </message>
    <message>
        <source>Backscatter</source>
        <translation>Backscatter</translation>
    </message>
    <message>
        <source>Avoidable</source>
        <translation>Vermeidbar</translation>
    </message>
</context>
<context>
    <name>backscope::CausesPage</name>
    <message>
        <source>No case is open. Open a mail log or a case file first.</source>
        <translation>Kein Fall ist geöffnet. Öffnen Sie zuerst ein Maillog oder eine Falldatei.</translation>
    </message>
    <message>
        <source>Bounces that went outside: could they have been refused in the dialog?</source>
        <translation>Bounces nach außen: Hätten sie im Dialog abgelehnt werden können?</translation>
    </message>
    <message>
        <source>All bounces: who knew first?</source>
        <translation>Alle Bounces: Wer wusste es zuerst?</translation>
    </message>
    <message>
        <source>What this server met</source>
        <translation>Worauf dieser Server stieß</translation>
    </message>
    <message>
        <source>What was wrong in the end</source>
        <translation>Was letztlich falsch war</translation>
    </message>
    <message>
        <source>Where another server refused, or the mail expired: count that, or the reason that stands behind it</source>
        <translation>Wo ein anderer Server ablehnte oder die Mail ablief: das zählen, oder den Grund dahinter</translation>
    </message>
    <message>
        <source>Causes by</source>
        <translation>Ursachen nach</translation>
    </message>
    <message>
        <source>Causes of bounces</source>
        <translation>Ursachen der Bounces</translation>
    </message>
    <message>
        <source>Nothing was bounced after it was accepted.</source>
        <translation>Nichts wurde nach der Annahme gebounct.</translation>
    </message>
    <message>
        <source>Nothing under this filter was bounced after it was accepted.</source>
        <translation>Nichts unter diesem Filter wurde nach der Annahme gebounct.</translation>
    </message>
    <message>
        <source>%1%2 recipients were accepted and bounced later. The bounces of %3 went outside; %4 of these could have been refused in the dialog.</source>
        <translation>%1%2 Empfänger wurden angenommen und später gebounct. Die Bounces von %3 gingen nach außen; %4 davon hätten im Dialog abgelehnt werden können.</translation>
    </message>
    <message>
        <source>At least </source>
        <translation>Mindestens </translation>
    </message>
</context>
<context>
    <name>backscope::ComparisonView</name>
    <message>
        <source>Selected groups over time</source>
        <translation>Ausgewählte Gruppen im Zeitverlauf</translation>
    </message>
    <message>
        <source>%1: at most %2</source>
        <translation>%1: höchstens %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1:  %2</translation>
    </message>
</context>
<context>
    <name>backscope::ContextVerbs</name>
    <message>
        <source>&amp;Only this: %1</source>
        <translation>&amp;Nur dies: %1</translation>
    </message>
    <message>
        <source>&amp;Exclude this</source>
        <translation>Dies &amp;ausschließen</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Copy as &amp;filter</source>
        <translation>Als &amp;Filter kopieren</translation>
    </message>
    <message>
        <source>Show &amp;sessions</source>
        <translation>&amp;Sitzungen zeigen</translation>
    </message>
    <message>
        <source>Look at it on the &amp;time line</source>
        <translation>Auf der &amp;Zeitachse ansehen</translation>
    </message>
    <message>
        <source>Copy chart as &amp;picture</source>
        <translation>Diagramm als &amp;Bild kopieren</translation>
    </message>
    <message>
        <source>Group by s&amp;ource</source>
        <translation>Nach &amp;Quelle gruppieren</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
</context>
<context>
    <name>backscope::CoverageMeter</name>
    <message>
        <source>%1 lines read, %2 understood, %3 unknown</source>
        <translation>%1 Zeilen gelesen, %2 verstanden, %3 unbekannt</translation>
    </message>
    <message>
        <source>Coverage: %1</source>
        <translation>Abdeckung: %1</translation>
    </message>
    <message>
        <source>%1 lines read: %2 understood, %3 known to be irrelevant, %4 unknown. Click for the import report.</source>
        <translation>%1 Zeilen gelesen: %2 verstanden, %3 bekanntermaßen belanglos, %4 unbekannt. Klick öffnet den Importbericht.</translation>
    </message>
</context>
<context>
    <name>backscope::Desk</name>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
</context>
<context>
    <name>backscope::DetailsDock</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>The newest session of %1:</source>
        <translation>Die neueste Sitzung von %1:</translation>
    </message>
    <message>
        <source>No session is left in this group.</source>
        <translation>In dieser Gruppe ist keine Sitzung mehr.</translation>
    </message>
    <message>
        <source>Select a session to see its story.</source>
        <translation>Wählen Sie eine Sitzung, um ihre Geschichte zu sehen.</translation>
    </message>
</context>
<context>
    <name>backscope::FeedModel</name>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>starts again soon</source>
        <translation>startet bald neu</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Feed</source>
        <translation>Feed</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Lines/s</source>
        <translation>Zeilen/s</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Behind by</source>
        <translation>Rückstand</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Meldung</translation>
    </message>
</context>
<context>
    <name>backscope::FilterBar</name>
    <message>
        <source>All times</source>
        <translation>Alle Zeiten</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <source>&amp;Forward</source>
        <translation>&amp;Vor</translation>
    </message>
    <message>
        <source>&amp;Up: without the last condition</source>
        <translation>&amp;Hoch: ohne die letzte Bedingung</translation>
    </message>
    <message>
        <source>&amp;Clear: show everything</source>
        <translation>&amp;Leeren: alles zeigen</translation>
    </message>
    <message>
        <source>Filter, for example  outcome:bounced  client:203.0.113.0/24  -rcptdomain:example.org  (Ctrl+F)</source>
        <translation>Filter, zum Beispiel  outcome:bounced  client:203.0.113.0/24  -rcptdomain:example.org  (Strg+F)</translation>
    </message>
    <message>
        <source>Filter condition</source>
        <translation>Filterbedingung</translation>
    </message>
    <message>
        <source>Time range that is shown. Click to change it.</source>
        <translation>Gezeigter Zeitraum. Klick ändert ihn.</translation>
    </message>
    <message>
        <source>All: %1</source>
        <translation>Alles: %1</translation>
    </message>
    <message>
        <source>Time range: %1</source>
        <translation>Zeitraum: %1</translation>
    </message>
    <message>
        <source>Type a range…</source>
        <translation>Zeitraum eintippen…</translation>
    </message>
</context>
<context>
    <name>backscope::FilterChip</name>
    <message>
        <source>%1 (off)</source>
        <translation>%1 (aus)</translation>
    </message>
    <message>
        <source>%1 – click to edit, right-click for more</source>
        <translation>%1 – Klick bearbeitet, Rechtsklick für mehr</translation>
    </message>
    <message>
        <source>Condition %1</source>
        <translation>Bedingung %1</translation>
    </message>
    <message>
        <source>Condition %1, switched off</source>
        <translation>Bedingung %1, ausgeschaltet</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>Diese Bedingung entfernen</translation>
    </message>
    <message>
        <source>Remove condition %1</source>
        <translation>Bedingung %1 entfernen</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Invert</source>
        <translation>&amp;Umkehren</translation>
    </message>
    <message>
        <source>&amp;Switch off</source>
        <translation>&amp;Ausschalten</translation>
    </message>
    <message>
        <source>&amp;Switch on</source>
        <translation>&amp;Einschalten</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
</context>
<context>
    <name>backscope::FindingsList</name>
    <message>
        <source>What stands out</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Beleg</translation>
    </message>
</context>
<context>
    <name>backscope::FlowPage</name>
    <message>
        <source>Save &amp;picture…</source>
        <translation>&amp;Bild speichern…</translation>
    </message>
    <message>
        <source>Point at a band for its numbers, click it to look at these recipients only, right-click for more.</source>
        <translation>Auf ein Band zeigen nennt seine Zahlen, Klick zeigt nur diese Empfänger, Rechtsklick für mehr.</translation>
    </message>
    <message>
        <source>No case is open. Open a mail log or a case file first.</source>
        <translation>Kein Fall ist geöffnet. Öffnen Sie zuerst ein Maillog oder eine Falldatei.</translation>
    </message>
    <message>
        <source>No mail under this filter.</source>
        <translation>Keine Mail unter diesem Filter.</translation>
    </message>
    <message>
        <source>The way of 1 recipient.</source>
        <translation>Der Weg von 1 Empfänger.</translation>
    </message>
    <message>
        <source>The way of %1 recipients. The width of a band is their number; the thinnest are drawn as lines.</source>
        <translation>Der Weg von %1 Empfängern. Die Breite eines Bandes ist ihre Zahl; die dünnsten sind als Linien gezeichnet.</translation>
    </message>
    <message>
        <source>Mail flow</source>
        <translation>Mailfluss</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>Bild speichern</translation>
    </message>
    <message>
        <source>Pictures (*.svg *.png)</source>
        <translation>Bilder (*.svg *.png)</translation>
    </message>
</context>
<context>
    <name>backscope::FlowView</name>
    <message>
        <source>Mail flow</source>
        <translation>Mailfluss</translation>
    </message>
    <message>
        <source>%1 – %2: %3 recipients</source>
        <translation>%1 – %2: %3 Empfänger</translation>
    </message>
    <message>
        <source>%1 → %2: %3 recipients, %4 of the former, %5 of the latter</source>
        <translation>%1 → %2: %3 Empfänger, %4 der ersten, %5 der zweiten</translation>
    </message>
</context>
<context>
    <name>backscope::GroupBarView</name>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Largest groups by outcome</source>
        <translation>Größte Gruppen nach Ausgang</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1:  %2</translation>
    </message>
</context>
<context>
    <name>backscope::GroupModel</name>
    <message>
        <source>Most in one step: %1, from %2</source>
        <translation>Am meisten in einem Schritt: %1, ab %2</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Bounced</source>
        <translation>Gebounct</translation>
    </message>
    <message>
        <source>Backscatter</source>
        <translation>Backscatter</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Avoidable</source>
        <translation>Vermeidbar</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Zeitverlauf</translation>
    </message>
    <message>
        <source>First (%1)</source>
        <translation>Zuerst (%1)</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>Zuletzt (%1)</translation>
    </message>
</context>
<context>
    <name>backscope::HeatMapView</name>
    <message>
        <source>Weekday and hour</source>
        <translation>Wochentag und Stunde</translation>
    </message>
    <message>
        <source>Most: %1</source>
        <translation>Am meisten: %1</translation>
    </message>
    <message>
        <source>Nothing under this filter</source>
        <translation>Nichts unter diesem Filter</translation>
    </message>
    <message>
        <source>%1, %2:00 – %3:00 %4</source>
        <translation>%1, %2:00 – %3:00 %4</translation>
    </message>
    <message>
        <source>%1: not in the log</source>
        <translation>%1: nicht im Log</translation>
    </message>
    <message>
        <source>%1: %2 %3</source>
        <translation>%1: %2 %3</translation>
    </message>
    <message>
        <source>%1: on average %2 %3; %4 in all, in %5 such hours</source>
        <translation>%1: im Mittel %2 %3; insgesamt %4 in %5 solchen Stunden</translation>
    </message>
</context>
<context>
    <name>backscope::HelpDialog</name>
    <message>
        <source>How to read Backscope</source>
        <translation>Wie Backscope zu lesen ist</translation>
    </message>
    <message>
        <source>About Backscope</source>
        <translation>Über Backscope</translation>
    </message>
    <message>
        <source>Backscope %1</source>
        <translation>Backscope %1</translation>
    </message>
    <message>
        <source>Finds the bounces that a mail server should never have sent.

Free software under the GNU General Public License, version 3 or later. No warranty.
It reads logs on this computer and sends nothing anywhere.</source>
        <translation>Findet die Bounces, die ein Mailserver nie hätte senden sollen.

Freie Software unter der GNU General Public License, Version 3 oder später. Ohne Gewähr.
Sie liest Logs auf diesem Rechner und sendet nichts irgendwohin.</translation>
    </message>
</context>
<context>
    <name>backscope::ImportAgainDialog</name>
    <message>
        <source>Read the log again</source>
        <translation>Log neu einlesen</translation>
    </message>
    <message>
        <source>All sources of this case are read again into a new case. What stands here replaces what was guessed; what a log says itself is believed.</source>
        <translation>Alle Quellen dieses Falls werden in einen neuen Fall eingelesen. Was hier steht, ersetzt, was geraten wurde; was ein Log selbst sagt, gilt weiter.</translation>
    </message>
    <message>
        <source>guess</source>
        <translation>raten</translation>
    </message>
    <message>
        <source>as the log says</source>
        <translation>wie im Log</translation>
    </message>
    <message>
        <source>&amp;Year of the first line:</source>
        <translation>&amp;Jahr der ersten Zeile:</translation>
    </message>
    <message>
        <source>Time &amp;zone of the log:</source>
        <translation>Zeit&amp;zone des Logs:</translation>
    </message>
    <message>
        <source>Name of the &amp;host:</source>
        <translation>Name des &amp;Rechners:</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu einlesen</translation>
    </message>
</context>
<context>
    <name>backscope::ImportBar</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 lines</source>
        <translation>%1 Zeilen</translation>
    </message>
    <message>
        <source>%1 lines/s</source>
        <translation>%1 Zeilen/s</translation>
    </message>
    <message>
        <source>about %1 left</source>
        <translation>noch etwa %1</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Imports</translation>
    </message>
    <message>
        <source>Stop all imports. What was read so far is kept.</source>
        <translation>Alle Importe anhalten. Was bis jetzt gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>Starting with %1</source>
        <translation>Beginne mit %1</translation>
    </message>
    <message>
        <source>Reading %1 (%2 of %3)</source>
        <translation>Lese %1 (%2 von %3)</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Lese %1</translation>
    </message>
    <message numerus="yes">
        <source> – %n more waiting</source>
        <translation>
            <numerusform> – %n weiterer wartet</numerusform>
            <numerusform> – %n weitere warten</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>backscope::ImportPage</name>
    <message>
        <source>line %L1: %2</source>
        <translation>Zeile %L1: %2</translation>
    </message>
    <message>
        <source>Sources: %1. Lines read: %2, not understood: %3. While lines are not understood, every number means &quot;at least&quot;.</source>
        <translation>Quellen: %1. Gelesene Zeilen: %2, nicht verstanden: %3. Solange Zeilen nicht verstanden sind, heißt jede Zahl „mindestens“.</translation>
    </message>
    <message>
        <source>Imported sources</source>
        <translation>Importierte Quellen</translation>
    </message>
    <message>
        <source>Samples of unknown lines</source>
        <translation>Beispiele unbekannter Zeilen</translation>
    </message>
    <message>
        <source>Problems of this source</source>
        <translation>Probleme dieser Quelle</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Samples of lines that were not understood</source>
        <translation>Beispiele nicht verstandener Zeilen</translation>
    </message>
    <message>
        <source>Samples of lines of %1 that were not understood (%2 in all)</source>
        <translation>Beispiele nicht verstandener Zeilen von %1 (%2 insgesamt)</translation>
    </message>
    <message>
        <source>Every line was understood or is known to be irrelevant.</source>
        <translation>Jede Zeile wurde verstanden oder ist bekanntermaßen belanglos.</translation>
    </message>
    <message>
        <source>No problems.</source>
        <translation>Keine Probleme.</translation>
    </message>
    <message>
        <source>Show its &amp;sessions</source>
        <translation>&amp;Sitzungen zeigen</translation>
    </message>
    <message>
        <source>All sessions from the first to the last line of the chosen source</source>
        <translation>Alle Sitzungen von der ersten bis zur letzten Zeile der gewählten Quelle</translation>
    </message>
    <message>
        <source>&amp;Read again…</source>
        <translation>&amp;Neu einlesen…</translation>
    </message>
    <message>
        <source>Read the logs again with another year, time zone or host, into a new case</source>
        <translation>Die Logs mit anderem Jahr, anderer Zeitzone oder anderem Rechner in einen neuen Fall einlesen</translation>
    </message>
</context>
<context>
    <name>backscope::LivePage</name>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>Hold the picture still; watching goes on</source>
        <translation>Das Bild anhalten; beobachtet wird weiter</translation>
    </message>
    <message>
        <source>S&amp;top watching</source>
        <translation>Beobachten &amp;beenden</translation>
    </message>
    <message>
        <source>&amp;Watch…</source>
        <translation>&amp;Beobachten…</translation>
    </message>
    <message>
        <source>In the last minute; click to see the sessions</source>
        <translation>In der letzten Minute; Klick zeigt die Sitzungen</translation>
    </message>
    <message>
        <source>Sessions a minute</source>
        <translation>Sitzungen je Minute</translation>
    </message>
    <message>
        <source>Rejected a minute</source>
        <translation>Abgelehnt je Minute</translation>
    </message>
    <message>
        <source>Put off a minute</source>
        <translation>Aufgeschoben je Minute</translation>
    </message>
    <message>
        <source>Accepted a minute</source>
        <translation>Angenommen je Minute</translation>
    </message>
    <message>
        <source>Bounced a minute</source>
        <translation>Gebounct je Minute</translation>
    </message>
    <message>
        <source>Backscatter an hour</source>
        <translation>Backscatter je Stunde</translation>
    </message>
    <message>
        <source>The last hour, minute by minute. Drag to pick a time range for all pages.</source>
        <translation>Die letzte Stunde, Minute für Minute. Ziehen wählt einen Zeitraum für alle Seiten.</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Feeds</translation>
    </message>
    <message>
        <source>Newest sessions</source>
        <translation>Neueste Sitzungen</translation>
    </message>
    <message>
        <source>1 new session waits</source>
        <translation>1 neue Sitzung wartet</translation>
    </message>
    <message>
        <source>%1 new sessions wait</source>
        <translation>%1 neue Sitzungen warten</translation>
    </message>
    <message>
        <source>No session in the last hour</source>
        <translation>Keine Sitzung in der letzten Stunde</translation>
    </message>
    <message>
        <source>Newest sessions: 1 in the last hour</source>
        <translation>Neueste Sitzungen: 1 in der letzten Stunde</translation>
    </message>
    <message>
        <source>Newest sessions: %1 in the last hour</source>
        <translation>Neueste Sitzungen: %1 in der letzten Stunde</translation>
    </message>
    <message>
        <source>%1 in the last hour</source>
        <translation>%1 in der letzten Stunde</translation>
    </message>
    <message>
        <source>%1 in the last minute</source>
        <translation>%1 in der letzten Minute</translation>
    </message>
    <message>
        <source>Nothing is being watched. Choose a log, a command, syslog or Postfix&apos;s policy requests to see mail as it comes.</source>
        <translation>Nichts wird beobachtet. Wählen Sie ein Log, ein Programm, Syslog oder Policy-Anfragen von Postfix, um Mail zu sehen, wie sie kommt.</translation>
    </message>
    <message>
        <source>Watching into another case: %1</source>
        <translation>Beobachte in einen anderen Fall: %1</translation>
    </message>
    <message>
        <source>Watching 1 feed</source>
        <translation>Beobachte 1 Feed</translation>
    </message>
    <message>
        <source>Watching %1 feeds</source>
        <translation>Beobachte %1 Feeds</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>There is nothing to hold still: this case is not watched and has no session of the last hour</source>
        <translation>Es gibt nichts anzuhalten: dieser Fall wird nicht beobachtet und hat keine Sitzung der letzten Stunde</translation>
    </message>
</context>
<context>
    <name>backscope::LiveStatus</name>
    <message>
        <source>What is being watched. Click for the live page.</source>
        <translation>Was beobachtet wird. Ein Klick zeigt die Seite Live.</translation>
    </message>
    <message>
        <source>Watching 1 feed</source>
        <translation>1 Quelle wird beobachtet</translation>
    </message>
    <message>
        <source>Watching %1 feeds</source>
        <translation>%1 Quellen werden beobachtet</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, %2 gestört</translation>
    </message>
    <message>
        <source>Alarm: %1</source>
        <translation>Alarm: %1</translation>
    </message>
    <message>
        <source>Alarm over: %1</source>
        <translation>Alarm vorbei: %1</translation>
    </message>
    <message>
        <source>Backscope alarm</source>
        <translation>Backscope-Alarm</translation>
    </message>
</context>
<context>
    <name>backscope::LookDialog</name>
    <message>
        <source>Preferences</source>
        <translation>Programmeinstellungen</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <translation>Wie der Desktop</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source> pt</source>
        <translation> pt</translation>
    </message>
    <message>
        <source>&amp;Times are shown in:</source>
        <translation>&amp;Zeiten anzeigen in:</translation>
    </message>
    <message>
        <source>T&amp;heme:</source>
        <translation>&amp;Farben:</translation>
    </message>
    <message>
        <source>&amp;Size of the text:</source>
        <translation>&amp;Schriftgröße:</translation>
    </message>
    <message>
        <source>The zone of the times in the log belongs to the import. My networks and domains, raw lines and how long details are kept belong to the case: Settings, Site.</source>
        <translation>Die Zone der Zeiten im Log gehört zum Import. Eigene Netze und Domains, Rohzeilen und die Aufbewahrung der Einzelheiten gehören zum Fall: Einstellungen, Standort.</translation>
    </message>
    <message>
        <source>This computer&apos;s zone (%1)</source>
        <translation>Zone dieses Rechners (%1)</translation>
    </message>
    <message>
        <source>&amp;Countries of addresses (MMDB file):</source>
        <translation>&amp;Länder der Adressen (MMDB-Datei):</translation>
    </message>
    <message>
        <source>&amp;Networks of providers (AS, MMDB file):</source>
        <translation>&amp;Netze der Anbieter (AS, MMDB-Datei):</translation>
    </message>
    <message>
        <source>None; GeoLite2 and DB-IP lite are such files</source>
        <translation>Keine; solche Dateien sind GeoLite2 und DB-IP lite</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a database</source>
        <translation>Datenbank wählen</translation>
    </message>
    <message>
        <source>Databases (*.mmdb);;All files (*)</source>
        <translation>Datenbanken (*.mmdb);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>backscope::MainWindow</name>
    <message>
        <source>%1 (Ctrl+%2)</source>
        <translation>%1 (Strg+%2)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>Fluss</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Causes &amp; fixes</source>
        <translation>Ursachen &amp; Abhilfe</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Import report</source>
        <translation>Importbericht</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>Arbeitet</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Open &amp;logs…</source>
        <translation>&amp;Logs öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;folder of logs…</source>
        <translation>&amp;Ordner mit Logs öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;case…</source>
        <translation>&amp;Fall öffnen…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Watch live…</source>
        <translation>Live &amp;beobachten…</translation>
    </message>
    <message>
        <source>&amp;Add logs to this case…</source>
        <translation>Logs zu diesem Fall &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Save case &amp;as…</source>
        <translation>Fall speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Cl&amp;ose case</source>
        <translation>Fall &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exportieren…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Farben</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>&amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>L&amp;arger text</source>
        <translation>&amp;Größere Schrift</translation>
    </message>
    <message>
        <source>S&amp;maller text</source>
        <translation>&amp;Kleinere Schrift</translation>
    </message>
    <message>
        <source>&amp;Normal text size</source>
        <translation>&amp;Normale Schriftgröße</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>F&amp;ilter</translation>
    </message>
    <message>
        <source>&amp;Type a condition</source>
        <translation>Bedingung &amp;eintippen</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Einstellungen</translation>
    </message>
    <message>
        <source>&amp;Site: networks, domains, relays…</source>
        <translation>&amp;Standort: Netze, Domains, Relays…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;How to read this</source>
        <translation>&amp;Wie dies zu lesen ist</translation>
    </message>
    <message>
        <source>&amp;About Backscope</source>
        <translation>&amp;Über Backscope</translation>
    </message>
    <message>
        <source>Open logs</source>
        <translation>Logs öffnen</translation>
    </message>
    <message>
        <source>Add logs to this case</source>
        <translation>Logs zu diesem Fall hinzufügen</translation>
    </message>
    <message>
        <source>Open a folder of logs</source>
        <translation>Einen Ordner mit Logs öffnen</translation>
    </message>
    <message>
        <source>Open a case</source>
        <translation>Einen Fall öffnen</translation>
    </message>
    <message>
        <source>Backscope cases (*.backscope);;All files (*)</source>
        <translation>Backscope-Fälle (*.backscope);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Save case as</source>
        <translation>Fall speichern unter</translation>
    </message>
    <message>
        <source>Backscope cases (*.backscope)</source>
        <translation>Backscope-Fälle (*.backscope)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>%1 – Backscope</source>
        <translation>%1 – Backscope</translation>
    </message>
    <message>
        <source>Backscope</source>
        <translation>Backscope</translation>
    </message>
    <message>
        <source>The zone of all times that are shown. Click to change it.</source>
        <translation>Die Zone aller angezeigten Zeiten. Ein Klick ändert sie.</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Times in %1</source>
        <translation>Zeiten in %1</translation>
    </message>
    <message>
        <source>&amp;Preferences…</source>
        <translation>&amp;Programmeinstellungen…</translation>
    </message>
    <message>
        <source>recipients whose story is not finished: %1</source>
        <translation>Empfänger, deren Geschichte nicht zu Ende ist: %1</translation>
    </message>
    <message>
        <source>gaps in the log: %1</source>
        <translation>Lücken im Log: %1</translation>
    </message>
    <message>
        <source>lines that were not understood: %1</source>
        <translation>nicht verstandene Zeilen: %1</translation>
    </message>
    <message>
        <source>Numbers mean &quot;at least&quot;: %1</source>
        <translation>Zahlen heißen „mindestens“: %1</translation>
    </message>
</context>
<context>
    <name>backscope::MessageBar</name>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy this message as text</source>
        <translation>Diese Meldung als Text kopieren</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>backscope::OverviewPage</name>
    <message>
        <source>No case is open</source>
        <translation>Kein Fall ist geöffnet</translation>
    </message>
    <message>
        <source>Open a mail log, a folder of logs or a case file to see what your server bounced.</source>
        <translation>Öffnen Sie ein Maillog, einen Ordner mit Logs oder eine Falldatei, um zu sehen, was Ihr Server gebounct hat.</translation>
    </message>
    <message>
        <source>Show the &amp;proof</source>
        <translation>&amp;Beleg zeigen</translation>
    </message>
    <message>
        <source>Opens the sessions behind this sentence</source>
        <translation>Öffnet die Sitzungen hinter diesem Satz</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Rejected in dialog</source>
        <translation>Im Dialog abgelehnt</translation>
    </message>
    <message>
        <source>Accepted, then bounced</source>
        <translation>Später gebounct</translation>
    </message>
    <message>
        <source>Backscatter we sent</source>
        <translation>Backscatter von uns</translation>
    </message>
    <message>
        <source>Backscatter received</source>
        <translation>Backscatter empfangen</translation>
    </message>
    <message>
        <source>Avoidable bounces</source>
        <translation>Vermeidbare Bounces</translation>
    </message>
    <message>
        <source>Drag to pick a time range, double-click for one bar, turn the wheel to zoom.</source>
        <translation>Ziehen wählt einen Zeitraum, Doppelklick einen Balken, das Mausrad vergrößert.</translation>
    </message>
    <message>
        <source>What stands out</source>
        <translation>Was auffällt</translation>
    </message>
    <message>
        <source>Group the top sources by</source>
        <translation>Größte Quellen gruppieren nach</translation>
    </message>
    <message>
        <source>Rank sources and causes by</source>
        <translation>Quellen und Ursachen ordnen nach</translation>
    </message>
    <message>
        <source>Worst first</source>
        <translation>Schlimmste zuerst</translation>
    </message>
    <message>
        <source>Top sources</source>
        <translation>Größte Quellen</translation>
    </message>
    <message>
        <source>Top causes</source>
        <translation>Häufigste Ursachen</translation>
    </message>
    <message>
        <source>Clear the &amp;filter</source>
        <translation>Den &amp;Filter leeren</translation>
    </message>
    <message>
        <source>The case cannot be read</source>
        <translation>Der Fall lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>No mail under this filter</source>
        <translation>Keine Mail unter diesem Filter</translation>
    </message>
    <message>
        <source>This case holds no mail</source>
        <translation>Dieser Fall enthält keine Mail</translation>
    </message>
    <message>
        <source>Remove a condition from the filter bar, or clear the filter to see everything again.</source>
        <translation>Entfernen Sie eine Bedingung aus der Filterleiste, oder leeren Sie den Filter, um wieder alles zu sehen.</translation>
    </message>
    <message>
        <source>Import a mail log. The import report says what was read and what was not understood.</source>
        <translation>Importieren Sie ein Maillog. Der Importbericht sagt, was gelesen und was nicht verstanden wurde.</translation>
    </message>
    <message>
        <source>recipients: %1</source>
        <translation>Empfänger: %1</translation>
    </message>
    <message>
        <source>in-dialog share: %1</source>
        <translation>Anteil im Dialog: %1</translation>
    </message>
    <message>
        <source>delivered: %1</source>
        <translation>zugestellt: %1</translation>
    </message>
    <message>
        <source>reached somebody: %1</source>
        <translation>erreichte jemanden: %1</translation>
    </message>
    <message>
        <source>for our own mail: %1</source>
        <translation>zu eigener Mail: %1</translation>
    </message>
    <message>
        <source>%1 of %2 bounces</source>
        <translation>%1 von %2 Bounces</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>davor: %1</translation>
    </message>
    <message>
        <source>≥ %1</source>
        <comment>at least</comment>
        <translation>≥ %1</translation>
    </message>
</context>
<context>
    <name>backscope::PreferencesDialog</name>
    <message>
        <source>&amp;Keep the raw log lines of mail in the case file</source>
        <translation>Die &amp;rohen Logzeilen der Mail in der Falldatei behalten</translation>
    </message>
    <message>
        <source>Site settings of this case</source>
        <translation>Einstellungen dieses Falls zum Standort</translation>
    </message>
    <message>
        <source>My &amp;networks</source>
        <translation>Meine &amp;Netze</translation>
    </message>
    <message>
        <source>Addresses or CIDR blocks of this site, one per line</source>
        <translation>Adressen oder CIDR-Blöcke dieses Standorts, eine je Zeile</translation>
    </message>
    <message>
        <source>My &amp;domains</source>
        <translation>Meine &amp;Domains</translation>
    </message>
    <message>
        <source>Domains that this site receives mail for, one per line</source>
        <translation>Domains, für die dieser Standort Mail empfängt, eine je Zeile</translation>
    </message>
    <message>
        <source>Trusted &amp;relays</source>
        <translation>Vertraute &amp;Relays</translation>
    </message>
    <message>
        <source>Backup MX and gateways that hand mail to this server; they bounce in our place when refused</source>
        <translation>Backup-MX und Gateways, die diesem Server Mail übergeben; wird sie abgelehnt, bouncen sie an unserer Stelle</translation>
    </message>
    <message>
        <source>Apply and judge again</source>
        <translation>Übernehmen und neu urteilen</translation>
    </message>
    <message>
        <source>What is yours decides who a bounce goes to. When you apply, every mail of the case is judged again; the logs are not needed.</source>
        <translation>Was Ihnen gehört, entscheidet, an wen ein Bounce geht. Beim Übernehmen wird jede Mail des Falls neu beurteilt; die Logs werden nicht gebraucht.</translation>
    </message>
    <message>
        <source>for ever</source>
        <translation>für immer</translation>
    </message>
    <message>
        <source> days</source>
        <translation> Tage</translation>
    </message>
    <message>
        <source>Older sessions, mails and log lines leave the case after an import; their totals stay.</source>
        <translation>Ältere Sitzungen, Mails und Logzeilen verlassen den Fall nach einem Import; ihre Summen bleiben.</translation>
    </message>
    <message>
        <source>Keep &amp;details</source>
        <translation>&amp;Einzelheiten behalten</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>Vorgeschlagen: %1</translation>
    </message>
    <message>
        <source>Nothing to propose from the data</source>
        <translation>Die Daten legen nichts nahe</translation>
    </message>
    <message>
        <source>Proposed from the data; tick what is right</source>
        <translation>Aus den Daten vorgeschlagen; ankreuzen, was stimmt</translation>
    </message>
    <message>
        <source>Not an address or CIDR block: %1</source>
        <translation>Keine Adresse und kein CIDR-Block: %1</translation>
    </message>
</context>
<context>
    <name>backscope::RecipePanel</name>
    <message>
        <source>What to change</source>
        <translation>Was zu ändern ist</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies these settings</source>
        <translation>Kopiert diese Einstellungen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Set on %1:</source>
        <translation>Setzen Sie auf %1:</translation>
    </message>
    <message>
        <source>What this data says</source>
        <translation>Was diese Daten sagen</translation>
    </message>
    <message>
        <source>counting …</source>
        <translation>zähle …</translation>
    </message>
    <message>
        <source>1 recipient: %1</source>
        <translation>1 Empfänger: %1</translation>
    </message>
    <message>
        <source>%1 recipients %2</source>
        <translation>%1 Empfänger %2</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Risk</source>
        <translation>Risiko</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>Zuerst probieren</translation>
    </message>
    <message>
        <source>Check afterwards</source>
        <translation>Danach prüfen</translation>
    </message>
    <message>
        <source>Import the log of the days after the change. This filter must then show (nearly) nothing: %1</source>
        <translation>Importieren Sie das Log der Tage nach der Änderung. Dieser Filter darf dann (fast) nichts mehr zeigen: %1</translation>
    </message>
    <message>
        <source>Choose a cause to see what can be done about it.</source>
        <translation>Wählen Sie eine Ursache, um zu sehen, was sich tun lässt.</translation>
    </message>
    <message>
        <source>There is no setting that helps against this cause in general. Look at the sessions behind it.</source>
        <translation>Gegen diese Ursache hilft im Allgemeinen keine Einstellung. Sehen Sie sich die Sitzungen dahinter an.</translation>
    </message>
    <message>
        <source>Recipe for</source>
        <translation>Rezept für</translation>
    </message>
</context>
<context>
    <name>backscope::ReportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Backscatter report</source>
        <translation>Backscatter-Bericht</translation>
    </message>
    <message>
        <source>Printed below the title</source>
        <translation>Steht unter dem Titel</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>Letter</translation>
    </message>
    <message>
        <source>Replace addresses, names and networks by pseudonyms</source>
        <translation>Adressen, Namen und Netze durch Pseudonyme ersetzen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>All mail of the case</source>
        <translation>Alle Mail des Falls</translation>
    </message>
    <message>
        <source>&amp;Kind:</source>
        <translation>&amp;Art:</translation>
    </message>
    <message>
        <source>Contents:</source>
        <translation>Inhalt:</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titel:</translation>
    </message>
    <message>
        <source>&amp;Note:</source>
        <translation>&amp;Notiz:</translation>
    </message>
    <message>
        <source>&amp;Paper:</source>
        <translation>&amp;Papier:</translation>
    </message>
    <message>
        <source>&amp;File:</source>
        <translation>&amp;Datei:</translation>
    </message>
    <message>
        <source>PDF report (*.pdf)</source>
        <translation>PDF-Bericht (*.pdf)</translation>
    </message>
    <message>
        <source>Report for the browser (*.html)</source>
        <translation>Bericht für den Browser (*.html)</translation>
    </message>
    <message>
        <source>Table of all recipients (*.csv)</source>
        <translation>Tabelle aller Empfänger (*.csv)</translation>
    </message>
    <message>
        <source>All recipients, one JSON object a line (*.jsonl)</source>
        <translation>Alle Empfänger, ein JSON-Objekt je Zeile (*.jsonl)</translation>
    </message>
    <message>
        <source>Totals and rankings as JSON (*.json)</source>
        <translation>Summen und Ranglisten als JSON (*.json)</translation>
    </message>
    <message>
        <source>Pre&amp;view</source>
        <translation>&amp;Vorschau</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>%1 recipients are written</source>
        <translation>%1 Empfänger sind geschrieben</translation>
    </message>
    <message>
        <source>Stopped. What was there before is still there.</source>
        <translation>Angehalten. Was vorher da war, ist noch da.</translation>
    </message>
</context>
<context>
    <name>backscope::SessionModel</name>
    <message>
        <source>%1 (mixed)</source>
        <translation>%1 (gemischt)</translation>
    </message>
    <message>
        <source>(local)</source>
        <translation>(lokal)</translation>
    </message>
    <message>
        <source>loading …</source>
        <translation>lädt …</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Client name</source>
        <translation>Clientname</translation>
    </message>
    <message>
        <source>Client class</source>
        <translation>Clientklasse</translation>
    </message>
    <message>
        <source>HELO</source>
        <translation>HELO</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Bounced</source>
        <translation>Gebounct</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Nutzer</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Ended by</source>
        <translation>Beendet durch</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>Start (%1)</source>
        <translation>Beginn (%1)</translation>
    </message>
</context>
<context>
    <name>backscope::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>No case is open. Open a mail log or a case file first.</source>
        <translation>Kein Fall ist geöffnet. Öffnen Sie zuerst ein Maillog oder eine Falldatei.</translation>
    </message>
    <message>
        <source>No session under this filter.</source>
        <translation>Keine Sitzung unter diesem Filter.</translation>
    </message>
    <message>
        <source>1 session</source>
        <translation>1 Sitzung</translation>
    </message>
    <message>
        <source>%1 sessions</source>
        <translation>%1 Sitzungen</translation>
    </message>
</context>
<context>
    <name>backscope::ShareBar</name>
    <message>
        <source>%1: %2 (%3)</source>
        <translation>%1: %2 (%3)</translation>
    </message>
</context>
<context>
    <name>backscope::SourceReportModel</name>
    <message>
        <source>%1 (guessed)</source>
        <translation>%1 (geraten)</translation>
    </message>
    <message>
        <source>in the log</source>
        <translation>im Log</translation>
    </message>
    <message>
        <source>not recognised</source>
        <translation>nicht erkannt</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Understood</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Irrelevant</source>
        <translation>Belanglos</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Mail server</source>
        <translation>Mailserver</translation>
    </message>
    <message>
        <source>Time form</source>
        <translation>Zeitform</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>First line (%1)</source>
        <translation>Erste Zeile (%1)</translation>
    </message>
    <message>
        <source>Last line (%1)</source>
        <translation>Letzte Zeile (%1)</translation>
    </message>
</context>
<context>
    <name>backscope::SourcesPage</name>
    <message>
        <source>Search in this table</source>
        <translation>In dieser Tabelle suchen</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>largest by</source>
        <translation>größte nach</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Largest by</source>
        <translation>Größte nach</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Largest groups</source>
        <translation>Größte Gruppen</translation>
    </message>
    <message>
        <source>Rows over time</source>
        <translation>Zeilen im Zeitverlauf</translation>
    </message>
    <message>
        <source>Weekday and hour</source>
        <translation>Wochentag und Stunde</translation>
    </message>
    <message>
        <source>Point at a bar for its numbers, double-click to look inside.</source>
        <translation>Auf einen Balken zeigen nennt seine Zahlen, Doppelklick schaut hinein.</translation>
    </message>
    <message>
        <source>No case is open. Open a mail log or a case file first.</source>
        <translation>Kein Fall ist geöffnet. Öffnen Sie zuerst ein Maillog oder eine Falldatei.</translation>
    </message>
    <message>
        <source>Nothing to group: no mail under this filter.</source>
        <translation>Nichts zu gruppieren: keine Mail unter diesem Filter.</translation>
    </message>
    <message>
        <source>%1 of %2 groups match the search.</source>
        <translation>%1 von %2 Gruppen passen zur Suche.</translation>
    </message>
    <message>
        <source>The largest %1 groups; there may be more. Narrow the filter to see the others.</source>
        <translation>Die größten %1 Gruppen; es kann mehr geben. Ein engerer Filter zeigt die anderen.</translation>
    </message>
    <message>
        <source>1 group. Double-click looks inside.</source>
        <translation>1 Gruppe. Doppelklick schaut hinein.</translation>
    </message>
    <message>
        <source>%1 groups. Double-click looks inside.</source>
        <translation>%1 Gruppen. Doppelklick schaut hinein.</translation>
    </message>
    <message>
        <source>The selected rows of the table, or else its first ones. Ctrl or Shift selects several, up to %1 are shown. Drag to pick a time range.</source>
        <translation>Die markierten Zeilen der Tabelle, sonst die ersten. Strg oder Umschalt markiert mehrere, bis zu %1 werden gezeigt. Ziehen wählt einen Zeitraum.</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Programmeinstellungen…</translation>
    </message>
    <message>
        <source>The country of an address is in no log. Name a database file (GeoLite2-Country.mmdb, DB-IP country lite) in the preferences.</source>
        <translation>Das Land einer Adresse steht in keinem Log. Geben Sie in den Programmeinstellungen eine Datenbankdatei an (GeoLite2-Country.mmdb, DB-IP Country Lite).</translation>
    </message>
    <message>
        <source>The provider of an address is in no log. Name a database file (GeoLite2-ASN.mmdb, DB-IP ASN lite) in the preferences.</source>
        <translation>Der Anbieter einer Adresse steht in keinem Log. Geben Sie in den Programmeinstellungen eine Datenbankdatei an (GeoLite2-ASN.mmdb, DB-IP ASN Lite).</translation>
    </message>
    <message>
        <source>Means of all such hours of the time looked at, with mail or without. Point at an hour for its numbers, double-click to look at the mail of these hours. Hatched: not in the log.</source>
        <translation>Mittel über alle solchen Stunden des betrachteten Zeitraums, mit oder ohne Mail. Zeigen Sie auf eine Stunde für ihre Zahlen, ein Doppelklick zeigt die Mail dieser Stunden. Schraffiert: nicht im Log.</translation>
    </message>
</context>
<context>
    <name>backscope::StartPage</name>
    <message>
        <source>%1 – %2</source>
        <comment>file name, folder</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Backscope</source>
        <translation>Backscope</translation>
    </message>
    <message>
        <source>How many bounces did this server send to people who never wrote to it, and what would have stopped them?</source>
        <translation>Wie viele Bounces sandte dieser Server an Leute, die ihm nie geschrieben haben, und was hätte sie verhindert?</translation>
    </message>
    <message>
        <source>Or drop log files, folders or a case anywhere on this window. Compressed logs are fine. Nothing leaves this computer.</source>
        <translation>Oder legen Sie Logdateien, Ordner oder einen Fall irgendwo auf diesem Fenster ab. Komprimierte Logs gehen auch. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Open &amp;log files…</source>
        <translation>&amp;Logdateien öffnen…</translation>
    </message>
    <message>
        <source>One or more mail logs, also rotated and compressed ones</source>
        <translation>Ein oder mehrere Maillogs, auch rotierte und komprimierte</translation>
    </message>
    <message>
        <source>Open a &amp;folder of logs…</source>
        <translation>Einen &amp;Ordner mit Logs öffnen…</translation>
    </message>
    <message>
        <source>Everything in it that looks like a mail log</source>
        <translation>Alles darin, was nach Maillog aussieht</translation>
    </message>
    <message>
        <source>Open a &amp;case…</source>
        <translation>Einen &amp;Fall öffnen…</translation>
    </message>
    <message>
        <source>Logs that were imported before</source>
        <translation>Früher importierte Logs</translation>
    </message>
    <message>
        <source>&amp;Watch live…</source>
        <translation>Live &amp;beobachten…</translation>
    </message>
    <message>
        <source>Follow a log, a command, syslog, or what Postfix asks as it works</source>
        <translation>Ein Log, ein Programm, Syslog oder Fragen von Postfix im Betrieb verfolgen</translation>
    </message>
    <message>
        <source>Try the &amp;sample log</source>
        <translation>Das &amp;Beispiellog ausprobieren</translation>
    </message>
    <message>
        <source>Two days of a test server in a storm of backscatter</source>
        <translation>Zwei Tage eines Testservers in einem Backscatter-Sturm</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>Letzte Fälle</translation>
    </message>
    <message>
        <source>Recent logs</source>
        <translation>Letzte Logs</translation>
    </message>
</context>
<context>
    <name>backscope::StoryCard</name>
    <message>
        <source>Story of the session</source>
        <translation>Geschichte der Sitzung</translation>
    </message>
    <message>
        <source>Log lines of this story</source>
        <translation>Logzeilen dieser Geschichte</translation>
    </message>
    <message>
        <source>Reconstructed from log lines</source>
        <translation>Aus Logzeilen rekonstruiert</translation>
    </message>
    <message>
        <source>This case was made without the raw lines.</source>
        <translation>Dieser Fall entstand ohne die rohen Zeilen.</translation>
    </message>
    <message>
        <source>… %1 more lines are not shown</source>
        <translation>… %1 weitere Zeilen werden nicht gezeigt</translation>
    </message>
</context>
<context>
    <name>backscope::Tile</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>backscope::TimeLineView</name>
    <message>
        <source>Time line of recipients by outcome</source>
        <translation>Zeitachse der Empfänger nach Ausgang</translation>
    </message>
    <message>
        <source>Recipients</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>%1:  %2</source>
        <translation>%1:  %2</translation>
    </message>
</context>
<context>
    <name>backscope::WatchDialog</name>
    <message>
        <source>A log file on this computer. It is followed through rotation.</source>
        <translation>Eine Logdatei auf diesem Rechner. Sie wird über Rotationen hinweg verfolgt.</translation>
    </message>
    <message>
        <source>A program whose output goes on, e.g. ssh mx1 tail -n0 -F /var/log/mail.log, or journalctl -f -n0 -o json.</source>
        <translation>Ein Programm mit laufender Ausgabe, z. B. ssh mx1 tail -n0 -F /var/log/mail.log oder journalctl -f -n0 -o json.</translation>
    </message>
    <message>
        <source>The systemd journal of this computer (local), or a folder of journal files. Mail only.</source>
        <translation>Das systemd-Journal dieses Rechners (local) oder ein Ordner mit Journaldateien. Nur Mail.</translation>
    </message>
    <message>
        <source>An address where a syslog daemon sends to, e.g. 127.0.0.1:5514, or udp:… or tcp:… only.</source>
        <translation>Eine Adresse, an die ein Syslog-Dienst sendet, z. B. 127.0.0.1:5514, oder nur udp:… oder tcp:….</translation>
    </message>
    <message>
        <source>An address where Postfix asks before it accepts. It is always answered &quot;no opinion&quot;, at once. What becomes of accepted mail only a log tells: watch that too.</source>
        <translation>Eine Adresse, an der Postfix fragt, bevor es annimmt. Die Antwort ist immer „keine Meinung“, sofort. Was aus angenommener Mail wird, sagt nur ein Log: Beobachten Sie auch das.</translation>
    </message>
    <message>
        <source>Watch live</source>
        <translation>Live beobachten</translation>
    </message>
    <message>
        <source>&amp;Start watching</source>
        <translation>Beobachten &amp;starten</translation>
    </message>
    <message>
        <source>What to watch</source>
        <translation>Was beobachtet wird</translation>
    </message>
    <message>
        <source>Kind of feed</source>
        <translation>Art des Feeds</translation>
    </message>
    <message>
        <source>Log file</source>
        <translation>Logdatei</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Syslog</source>
        <translation>Syslog</translation>
    </message>
    <message>
        <source>Postfix policy requests</source>
        <translation>Policy-Anfragen von Postfix</translation>
    </message>
    <message>
        <source>File, command or address</source>
        <translation>Datei, Programm oder Adresse</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>Feeds</source>
        <translation>Feeds</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Also listen where &amp;other computers can connect (nothing there is encrypted or authenticated)</source>
        <translation>Auch dort lauschen, wo &amp;andere Rechner sich verbinden können (nichts ist verschlüsselt oder angemeldet)</translation>
    </message>
    <message>
        <source>What Postfix needs in main.cf</source>
        <translation>Was Postfix in main.cf braucht</translation>
    </message>
    <message>
        <source>Version of Postfix</source>
        <translation>Version von Postfix</translation>
    </message>
    <message>
        <source>As &quot;postconf mail_version&quot; tells it; 3.1 stands for all later ones</source>
        <translation>Wie „postconf mail_version“ sie nennt; 3.1 steht für alle späteren</translation>
    </message>
    <message>
        <source>Lines for main.cf</source>
        <translation>Zeilen für main.cf</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Postfix version:</source>
        <translation>Postfix-Version:</translation>
    </message>
    <message>
        <source>Warn me (0 = never)</source>
        <translation>Warnen (0 = nie)</translation>
    </message>
    <message>
        <source>Bounces a &amp;minute:</source>
        <translation>Bounces je &amp;Minute:</translation>
    </message>
    <message>
        <source>Backscatter an &amp;hour:</source>
        <translation>Backscatter je &amp;Stunde:</translation>
    </message>
    <message>
        <source>Rejected share, %:</source>
        <translation>Anteil abgelehnt, %:</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nie</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>in the open case (none is open)</source>
        <translation>im offenen Fall (keiner ist offen)</translation>
    </message>
    <message>
        <source>in the open case, %1</source>
        <translation>im offenen Fall, %1</translation>
    </message>
    <message>
        <source>in a &amp;new case</source>
        <translation>in einem &amp;neuen Fall</translation>
    </message>
    <message>
        <source>Log to follow</source>
        <translation>Log zum Verfolgen</translation>
    </message>
</context>
<context>
    <name>main</name>
    <message>
        <source>Finds the bounces that a mail server should never have sent.</source>
        <translation>Findet die Bounces, die ein Mailserver nie hätte senden sollen.</translation>
    </message>
    <message>
        <source>Show only what the expression selects, e.g. &quot;outcome:bounced&quot;.</source>
        <translation>Nur zeigen, was der Ausdruck auswählt, z. B. &quot;outcome:bounced&quot;.</translation>
    </message>
    <message>
        <source>Watch log:PATH, command:PROGRAM…, journal:local, syslog:ADDRESS or policy:ADDRESS. May be given several times.</source>
        <translation>log:PFAD, command:PROGRAMM…, journal:local, syslog:ADRESSE oder policy:ADRESSE beobachten. Mehrfach möglich.</translation>
    </message>
    <message>
        <source>A case, or log files and folders.</source>
        <translation>Ein Fall, oder Logdateien und Ordner.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>Writes a report about logs or a case as PDF or HTML, or its data; needs no display.</source>
        <translation>Schreibt einen Bericht über Logs oder einen Fall als PDF oder HTML, oder seine Daten; braucht keine Anzeige.</translation>
    </message>
    <message>
        <source>The file to write: .pdf or .html; .csv, .jsonl and .json give the data.</source>
        <translation>Die Datei: .pdf oder .html; .csv, .jsonl und .json geben die Daten.</translation>
    </message>
    <message>
        <source>Size of the pages: a4 or letter.</source>
        <translation>Größe der Seiten: a4 oder letter.</translation>
    </message>
    <message>
        <source>Title of the report.</source>
        <translation>Titel des Berichts.</translation>
    </message>
    <message>
        <source>Only what the expression selects, e.g. &quot;outcome:bounced&quot;.</source>
        <translation>Nur, was der Ausdruck auswählt, z. B. &quot;outcome:bounced&quot;.</translation>
    </message>
    <message>
        <source>Replace addresses, names and networks by pseudonyms.</source>
        <translation>Adressen, Namen und Netze durch Pseudonyme ersetzen.</translation>
    </message>
    <message>
        <source>Keep what is imported in this case file.</source>
        <translation>Das Importierte in dieser Falldatei behalten.</translation>
    </message>
    <message>
        <source>Year of the first line of logs without years.</source>
        <translation>Jahr der ersten Zeile von Logs ohne Jahr.</translation>
    </message>
    <message>
        <source>Zone of logs without one.</source>
        <translation>Zone von Logs ohne eine.</translation>
    </message>
    <message>
        <source>A case file, or log files, folders and - for standard input.</source>
        <translation>Eine Falldatei, oder Logdateien, Ordner und - für die Standardeingabe.</translation>
    </message>
    <message>
        <source>Name the file with -o FILE</source>
        <translation>Nennen Sie die Datei mit -o DATEI</translation>
    </message>
    <message>
        <source>--paper is a4 or letter</source>
        <translation>--paper ist a4 oder letter</translation>
    </message>
    <message>
        <source>No source is given: a case file, log files, folders, or - for standard input</source>
        <translation>Keine Quelle genannt: eine Falldatei, Logdateien, Ordner oder - für die Standardeingabe</translation>
    </message>
    <message>
        <source>--year takes a year such as 2026</source>
        <translation>--year nimmt ein Jahr wie 2026</translation>
    </message>
</context>
</TS>
