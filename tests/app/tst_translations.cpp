// SPDX-License-Identifier: MIT
#include <QDir>
#include <QFile>
#include <QKeySequence>
#include <QRegularExpression>
#include <QTest>
#include <QXmlStreamReader>

#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct Message
{
    QString context;
    QString source;
    QStringList translations; // several where the text has plural forms
    bool isPlural = false;
    bool isUnfinished = false;
};

std::vector<Message> messagesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader xml(&file);
    std::vector<Message> messages;
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const bool isPlural = !messages.empty() && messages.back().isPlural;
        if (xml.name() == u"name"_s) {
            context = xml.readElementText();
        } else if (xml.name() == u"message"_s) {
            messages.emplace_back();
            messages.back().context = context;
            messages.back().isPlural = xml.attributes().hasAttribute(u"numerus"_s);
        } else if (xml.name() == u"source"_s) {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == u"translation"_s) {
            messages.back().isUnfinished = xml.attributes().hasAttribute(u"type"_s);
            if (!isPlural)
                messages.back().translations.append(xml.readElementText());
        } else if (xml.name() == u"numerusform"_s) {
            messages.back().translations.append(xml.readElementText());
        }
    }
    return messages;
}

QStringList placeholdersOf(const QString &text)
{
    static const QRegularExpression kPlaceholder(u"%L?(\\d|n)"_s);
    QStringList found;
    for (auto it = kPlaceholder.globalMatch(text); it.hasNext();)
        found.append(it.next().captured());
    found.sort();
    return found;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isComplete_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("German") << u"de"_s;
        QTest::newRow("Simplified Chinese") << u"zh_CN"_s;
    }

    void isComplete()
    {
        QFETCH(const QString, language);
        const QDir data(qEnvironmentVariable("SOUNDLOCUS_TEST_DATA"));
        const auto messages = messagesOf(
                data.filePath(u"../../translations/soundlocus_%1.ts"_s.arg(language)));
        QVERIFY(messages.size() > 300);
        for (const Message &message : messages) {
            const QByteArray name = message.source.toUtf8();
            QVERIFY2(!message.isUnfinished, name);
            QVERIFY2(!message.translations.isEmpty(), name);
            for (const QString &text : message.translations) {
                QVERIFY2(!text.isEmpty(), name);
                QCOMPARE(placeholdersOf(text), placeholdersOf(message.source));
            }
        }
    }

    /// The texts are English already, but for what is counted: "1 file", "2 files".
    void englishCounts()
    {
        const QDir data(qEnvironmentVariable("SOUNDLOCUS_TEST_DATA"));
        const QString folder = data.filePath(u"../../translations/"_s);
        const auto english = messagesOf(folder + u"soundlocus_en.ts"_s);
        std::size_t plurals = 0;
        for (const Message &message : messagesOf(folder + u"soundlocus_de.ts"_s))
            plurals += message.isPlural ? 1 : 0;
        QCOMPARE(english.size(), plurals);
        for (const Message &message : english) {
            QVERIFY(message.isPlural && !message.isUnfinished);
            QCOMPARE(message.translations.size(), 2);
            for (const QString &text : message.translations) {
                QVERIFY2(!text.contains(u"(s)"_s) && !text.contains(u"(es)"_s), qPrintable(text));
                QCOMPARE(placeholdersOf(text), placeholdersOf(message.source));
            }
        }
    }

    /// Access keys of the menu bar lead to one menu each, in every language.
    void menusHaveKeysOfTheirOwn_data() { isComplete_data(); }
    void menusHaveKeysOfTheirOwn()
    {
        QFETCH(const QString, language);
        const QDir data(qEnvironmentVariable("SOUNDLOCUS_TEST_DATA"));
        const auto messages = messagesOf(
                data.filePath(u"../../translations/soundlocus_%1.ts"_s.arg(language)));
        const QStringList titles{u"&File"_s,
                                 u"&Playback"_s,
                                 u"&View"_s,
                                 u"&Heat map"_s,
                                 u"&Annotation"_s,
                                 u"&Export"_s,
                                 u"He&lp"_s};
        QStringList keys;
        for (const Message &message : messages) {
            if (!titles.contains(message.source) || message.context != u"soundlocus::WindowMenus"_s)
                continue;
            const QString key = QKeySequence::mnemonic(message.translations.first()).toString();
            QVERIFY2(!key.isEmpty() && !keys.contains(key),
                     qPrintable(message.translations.first()));
            keys.append(key);
        }
        QCOMPARE(keys.size(), titles.size());
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
