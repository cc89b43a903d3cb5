// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filterline.h"
#include "pages/mainwindow.h"
#include "pages/messagebar.h"
#include "samplecase.h"
#include "state/bouncemail.h"

#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QSettings>
#include <QTest>

using namespace backscope;
using namespace Qt::StringLiterals;

namespace {

QByteArray bounce(const QByteArray &queueId, const QByteArray &recipient)
{
    return "Return-Path: <>\r\nDate: Sun, 1 Nov 2026 01:00:05 +0000 (UTC)\r\nFrom: MAILER-DAEMON@mx1\r\nSubject: Undelivered\r\n"
           "Message-Id: <20261101010005.DSN60@mx1>\r\nContent-Type: multipart/report; boundary=\"x\"\r\n\r\n--x\r\n"
           "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx1\r\nX-Postfix-Queue-ID: "
        + queueId + "\r\n\r\nFinal-Recipient: rfc822; " + recipient
        + "\r\nAction: failed\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\nReceived: from pc (unknown [198.51.100.7])\r\n"
          "\tby mx1 (Postfix) with SMTP id QUEUE61\r\n\tfor <gone@ours.example>\r\nMessage-ID: <spam@pc>\r\n\r\n--x--\r\n";
}

} // namespace

class TestBounceMail : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void readsTheIdsOfTheMailBehindIt();
    void anyBytesWillDo();
    void findsTheMailInTheCase_data();
    void findsTheMailInTheCase();
    void droppedOnATextFieldItShowsTheSession();
    void withoutACaseItSaysWhatToDo();

private:
    QString written(const QByteArray &bytes);
    QTemporaryDir m_folder;
};

void TestBounceMail::initTestCase()
{
    QCoreApplication::setOrganizationName(u"Backscope"_s);
    QCoreApplication::setApplicationName(u"tst_bouncemail"_s);
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    qputenv("XDG_DATA_HOME", m_folder.path().toLocal8Bit());
}

QString TestBounceMail::written(const QByteArray &bytes)
{
    QFile file(m_folder.filePath(u"complaint.eml"_s));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void TestBounceMail::readsTheIdsOfTheMailBehindIt()
{
    const BounceMail mail = readBounceMail(bounce("QUEUE60", "gone@ours.example"));
    QCOMPARE(mail.queueIds.front(), std::string("QUEUE60"));
    QCOMPARE(mail.queueIds.back(), std::string("QUEUE61"));
    QCOMPARE(mail.messageIds.front(), std::string("<spam@pc>"));
    QCOMPARE(mail.recipients, (std::vector<std::string> { "gone@ours.example" }));
    QVERIFY(mail.date.startsWith(u"Sun, 1 Nov"_s));
}

void TestBounceMail::anyBytesWillDo()
{
    QVERIFY(readBounceMail({}).queueIds.empty());
    QVERIFY(readBounceMail(QByteArray(100'000, '\0')).queueIds.empty());
    QVERIFY(readBounceMail(QByteArray("Received: id ").repeated(100'000)).queueIds.size() <= 20);
}

void TestBounceMail::findsTheMailInTheCase_data()
{
    QTest::addColumn<QByteArray>("mail");
    QTest::addColumn<QString>("filter");
    QTest::newRow("by queue id") << bounce("QUEUE60", "x@y.example") << u"qid:QUEUE60"_s;
    QTest::newRow("by a Received line") << bounce("OTHER", "x@y.example") << u"qid:QUEUE61"_s;
    QTest::newRow("by recipient") << QByteArray("Final-Recipient: rfc822; gone@ours.example\n")
                                  << u"rcpt:gone@ours.example outcome:bounced"_s;
    QTest::newRow("not there") << QByteArray("X-Postfix-Queue-ID: NOSUCH\n") << QString();
}

void TestBounceMail::findsTheMailInTheCase()
{
    QFETCH(QByteArray, mail);
    QFETCH(QString, filter);
    const sample::Case file;
    CaseReader reader(file.path().toStdString());
    const auto found = findBouncedMail(reader, readBounceMail(mail));
    QCOMPARE(found ? QString::fromStdString(toText(*found)) : QString(), filter);
}

void TestBounceMail::droppedOnATextFieldItShowsTheSession()
{
    const sample::Case file;
    MainWindow window;
    window.show();
    window.openPaths({ file.path() });
    QTRY_COMPARE(window.state()->casePath(), file.path());
    auto *const line = window.findChild<FilterLine *>(u"filterLine"_s);
    QMimeData data;
    data.setUrls({ QUrl::fromLocalFile(written(bounce("QUEUE60", "x@y.example"))) });
    QDragEnterEvent enter(QPoint(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(line, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(5, 5), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(line, &drop);
    QTRY_COMPARE(window.state()->filter(), (Filter { { Term { Field::QueueId, false, true, { "QUEUE60" } } } }));
    QVERIFY(line->text().isEmpty());
}

void TestBounceMail::withoutACaseItSaysWhatToDo()
{
    MainWindow window;
    window.show();
    window.openPaths({ written(bounce("QUEUE60", "x@y.example")) });
    auto *const messages = window.findChild<MessageBar *>(u"messageBar"_s);
    QTRY_VERIFY(messages->isVisible());
    QVERIFY(!messages->problems().back().hint.isEmpty());
}

QTEST_MAIN(TestBounceMail)
#include "tst_bouncemail.moc"
