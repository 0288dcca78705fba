// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTranslator>

namespace soundlocus {

/// The language of the program's own texts and of Qt's. Threads: GUI thread only.
class Translation
{
public:
    Translation() = default;
    ~Translation();
    Translation(const Translation &) = delete;
    Translation &operator=(const Translation &) = delete;

    /// @param language "en", "de", "zh_CN"; empty: that of the system. One that we have no texts
    /// of shows English. Numbers and times follow it too.
    void use(const QString &language);

private:
    QTranslator m_own;
    QTranslator m_qt;
};

} // namespace soundlocus
