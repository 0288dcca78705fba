// SPDX-License-Identifier: MIT
#include "app/translation.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace soundlocus {

using namespace Qt::StringLiterals;

Translation::~Translation()
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
}

void Translation::use(const QString &language)
{
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
    // English, with its plural forms, for languages that we do not speak.
    if (m_own.load(locale, u"soundlocus"_s, u"_"_s, u":/translations"_s)
        || m_own.load(u":/translations/soundlocus_en"_s))
        QCoreApplication::installTranslator(&m_own);
}

} // namespace soundlocus
