// SPDX-License-Identifier: MIT
#include "ui/panels/error_sentences.h"

#include <QSet>
#include <QTest>

using namespace soundlocus;

class TestErrorSentences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsOwnSentence()
    {
        QSet<QString> sentences;
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            const QString sentence = errorSentence(code);
            const QByteArray name(toString(code).data());
            QVERIFY2(!sentence.isEmpty() && sentence.endsWith(QLatin1Char('.')), name);
            QVERIFY2(!sentences.contains(sentence), name);
            sentences.insert(sentence);
        }
    }

    void detailHoldsContextOnALineOfItsOwn()
    {
        QCOMPARE(errorDetail(Error{ErrorCode::NotFound, "a.mp4: not there", {}}),
                 QStringLiteral("a.mp4: not there"));
        QCOMPARE(errorDetail(Error{ErrorCode::NotFound, "a.mp4: not there", "ENOENT"}),
                 QStringLiteral("a.mp4: not there\nENOENT"));
    }
};

QTEST_MAIN(TestErrorSentences)
#include "tst_error_sentences.moc"
