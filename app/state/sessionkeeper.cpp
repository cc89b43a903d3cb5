// SPDX-FileCopyrightText: 2026 The Backscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "state/sessionkeeper.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace backscope {

namespace {

constexpr int SaveEvery = 2000; // ms
constexpr std::size_t MostSteps = 50;

QString settingsKey()
{
    return u"session/last"_s;
}

QString lockPath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return folder + u"/session.lock"_s;
}

QJsonArray stepsOf(const SavedHistory &history)
{
    QJsonArray steps;
    for (std::size_t i = 0; i < history.filters.size(); ++i) {
        const Place &place = history.places[i];
        steps << QJsonObject { { u"filter"_s, QJsonArray::fromStringList(history.filters[i]) }, { u"page"_s, place.page },
            { u"spot"_s, place.spot } };
    }
    return steps;
}

QStringList strings(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonArray all = value.toArray(); const QJsonValue &one : all)
        texts << one.toString();
    return texts;
}

QJsonObject importJson(const PendingImport &import)
{
    const ImportOptions &options = import.options;
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    return { { u"case"_s, import.casePath }, { u"logs"_s, QJsonArray::fromStringList(import.logs) },
        { u"year"_s, options.year.value_or(0) }, { u"zone"_s, text(options.timezone) }, { u"host"_s, text(options.host) },
        { u"format"_s, text(options.format) } };
}

PendingImport importOf(const QJsonValue &json)
{
    PendingImport import { json[u"case"_s].toString(), strings(json[u"logs"_s]), {} };
    if (const int year = json[u"year"_s].toInt(); year > 0)
        import.options.year = year;
    import.options.timezone = json[u"zone"_s].toString().toStdString();
    import.options.host = json[u"host"_s].toString().toStdString();
    import.options.format = json[u"format"_s].toString().toStdString();
    return import;
}

SavedSession sessionOf(const QJsonObject &json)
{
    SavedSession session;
    session.casePath = json[u"case"_s].toString();
    session.endedBadly = json[u"running"_s].toBool();
    session.geometry = QByteArray::fromBase64(json[u"geometry"_s].toString().toLatin1());
    session.layout = QByteArray::fromBase64(json[u"layout"_s].toString().toLatin1());
    session.history.at = json[u"at"_s].toInt();
    for (const QJsonArray all = json[u"steps"_s].toArray(); const QJsonValue &step : all) {
        session.history.filters.push_back(strings(step[u"filter"_s]));
        session.history.places.push_back({ step[u"page"_s].toString(), step[u"spot"_s].toString() });
    }
    for (const QJsonArray all = json[u"imports"_s].toArray(); const QJsonValue &import : all)
        session.imports.push_back(importOf(import));
    return session;
}

void write(const QJsonObject &json)
{
    QSettings settings;
    settings.setValue(settingsKey(), QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact)));
    settings.sync();
}

} // namespace

SessionKeeper::SessionKeeper(DrillState *state, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_lock(lockPath())
{
    m_pool.setMaxThreadCount(1);
    m_lock.setStaleLockTime(0); // only a program that is gone leaves a stale lock, however long this one runs
    m_keeps = m_lock.tryLock();
    if (!m_keeps)
        return;
    m_saved = QJsonDocument::fromJson(QSettings().value(settingsKey()).toString().toUtf8()).object();
    m_last = sessionOf(m_saved);
    m_timer.setInterval(SaveEvery);
    connect(&m_timer, &QTimer::timeout, this, &SessionKeeper::save);
    // An earlier run that ended badly stays on disk until there is something newer to keep.
    connect(state, &DrillState::caseChanged, this, [this] {
        m_timer.start();
        save();
    });
}

SessionKeeper::~SessionKeeper()
{
    end();
}

QJsonObject SessionKeeper::snapshot(bool running) const
{
    const SavedHistory history = m_state->savedHistory(MostSteps);
    QJsonArray imports;
    for (const PendingImport &import : m_imports)
        imports << importJson(import);
    return { { u"running"_s, running }, { u"case"_s, m_state->casePath() }, { u"at"_s, history.at }, { u"steps"_s, stepsOf(history) },
        { u"geometry"_s, QString::fromLatin1(m_geometry.toBase64()) }, { u"layout"_s, QString::fromLatin1(m_layout.toBase64()) },
        { u"imports"_s, imports } };
}

void SessionKeeper::save()
{
    if (!m_keeps || m_ended)
        return;
    Q_EMIT aboutToSave();
    const QJsonObject now = snapshot(true);
    if (now == m_saved)
        return;
    m_saved = now;
    m_pool.start([now] { write(now); });
}

void SessionKeeper::end()
{
    if (!m_keeps || m_ended)
        return;
    const bool wasUsed = m_timer.isActive();
    if (wasUsed)
        Q_EMIT aboutToSave();
    m_ended = true;
    m_timer.stop();
    m_pool.waitForDone();
    if (wasUsed)
        write(snapshot(false));
    m_lock.unlock();
}

} // namespace backscope
