// SPDX-License-Identifier: MIT
// Files that are damaged, foreign or made to do harm, for every reader: one message that names the
// file, or a set in which everything fits; never a crash, never half a file of a format that has an
// end.
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/core/file_io.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <set>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

/// A reader, a good file of it, and whether such a file has an end that can be missed.
struct Reader
{
    const char *format;
    const char *file; ///< in tests/data/exchange
    bool hasEnd;
};

constexpr std::array kReaders{Reader{"table", "table.tsv", false},
                              Reader{"table", "table.csv", false},
                              Reader{"table", "table.jsonl", false},
                              Reader{"vggss", "vggss.json", true},
                              Reader{"ssltie-xml", "ssltie.xml", true},
                              Reader{"flickr-xml", "flickr.xml", true},
                              Reader{"coco", "coco.json", true},
                              Reader{"cocovid", "cocovid.json", true},
                              Reader{"cvat-video", "cvat-video.xml", true},
                              Reader{"cvat-images", "cvat-images.xml", true},
                              Reader{"voc", "voc.xml", true},
                              Reader{"ssl-boxes", "ssl-boxes.json", true},
                              Reader{"labelme", "labelme.json", true},
                              Reader{"via3", "via3.json", true},
                              Reader{"yolo", "yolo/labels/train/000012.txt", false},
                              Reader{"yolo", "yolo/classes.txt", false}};

void addReaders()
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < kReaders.size(); ++i)
        QTest::newRow(kReaders[i].file) << static_cast<int>(i);
}

std::string contentOf(const Reader &reader)
{
    return readWholeFile(testDataDir() / "exchange" / reader.file, 1 << 20).value();
}

/// Puts a text where the reader's file lies; the path that is read.
fs::path place(const fs::path &folder, const Reader &reader, const std::string &text)
{
    const fs::path name = fs::path(reader.file);
    const bool isYolo = std::string_view(reader.format) == "yolo";
    if (isYolo) {
        write(folder / "yolo/classes.txt", "person\ndog\n");
        write(folder / "yolo/labels/train/000012.txt", "0 0.5 0.5 0.5 0.5\n");
    }
    write(folder / name, text);
    return isYolo ? folder / "yolo" : folder / name;
}

bool isInside(const BoundingBox &box)
{
    return box.x0 >= 0 && box.y0 >= 0 && box.x1 <= 1 && box.y1 <= 1 && !box.isEmpty();
}

/// What is wrong with a set, or nothing.
std::string faultOf(const AnnotationSet &set)
{
    std::set<std::int64_t> ids;
    std::set<std::string> names;
    for (const Label &label : set.labels)
        ids.insert(label.id.value);
    for (const Annotator &annotator : set.annotators)
        ids.insert(annotator.id.value);
    for (const Clip &clip : set.clips) {
        ids.insert(clip.id.value);
        names.insert(clip.name);
    }
    for (const Track &track : set.tracks)
        ids.insert(track.id.value);
    const std::size_t count = set.labels.size() + set.annotators.size() + set.clips.size()
                              + set.tracks.size();
    if (ids.size() != count || ids.contains(0))
        return "an id twice";
    if (names.size() != set.clips.size())
        return "a name twice";
    for (const Track &track : set.tracks) {
        const bool isKnown = clipIn(set, track.clip) != nullptr
                             && (!track.label.isValid() || labelIn(set, track.label) != nullptr);
        if (!isWellFormed(track) || !isKnown || (track.keys.empty() && track.sounding.empty()))
            return "a bad track";
        for (const KeyFrame &key : track.keys) {
            if (key.state != KeyState::Ended && !isInside(key.box))
                return "a bad box";
        }
    }
    return {};
}

/// Reads; a fault where there is neither a good set nor a message with the file's name.
std::string outcomeOf(const fs::path &path, const Reader &reader)
{
    AnnotationFileOptions options;
    options.size = {640, 360};
    const auto import = readAnnotations(path, *annotationFormatFromString(reader.format), options);
    if (import)
        return faultOf(import->set);
    const std::string &message = import.error().message;
    const bool isNamed = message.find(fs::path(reader.file).filename().string())
                                 != std::string::npos
                         || std::string_view(reader.format) == "yolo";
    return isNamed && message.find('\n') == std::string::npos ? std::string() : message;
}

std::string utf16(const std::string &ascii, bool isBig)
{
    std::string text = isBig ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : ascii) {
        if (isBig)
            text += {'\0', c};
        else
            text += {c, '\0'};
    }
    return text;
}

std::string replacedAll(std::string text, const std::string &from, const std::string &to)
{
    for (std::size_t place = 0; (place = text.find(from, place)) != std::string::npos;) {
        text.replace(place, from.size(), to);
        place += to.size();
    }
    return text;
}

} // namespace

class TestHostileFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodFiles_data() { addReaders(); }
    void goodFiles()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        const QTemporaryDir folder;
        const fs::path path = place(pathOf(folder), reader, contentOf(reader));
        QVERIFY(guessAnnotationFormat(path) == annotationFormatFromString(reader.format));
        QCOMPARE(outcomeOf(path, reader), std::string());
        AnnotationFileOptions options;
        options.size = {640, 360};
        const auto import = readAnnotations(
                path, *annotationFormatFromString(reader.format), options);
        SL_VERIFY_RESULT(import);
        QVERIFY(!import->set.tracks.empty());
    }

    void cutOff_data() { addReaders(); }
    /// At every seventh byte: what has an end is refused as a whole.
    void cutOff()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        const std::string good = contentOf(reader);
        const std::size_t last = good.find_last_not_of(" \n");
        const QTemporaryDir folder;
        for (std::size_t length = 0; length < good.size(); length += 7) {
            const fs::path path = place(pathOf(folder), reader, good.substr(0, length));
            const std::string fault = outcomeOf(path, reader);
            QVERIFY2(fault.empty(), (std::to_string(length) + ": " + fault).c_str());
            AnnotationFileOptions options;
            options.size = {640, 360};
            QVERIFY2(!reader.hasEnd || length > last
                             || !readAnnotations(
                                     path, *annotationFormatFromString(reader.format), options),
                     std::to_string(length).c_str());
        }
    }

    void encodings_data() { addReaders(); }
    void encodings()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        const std::string good = contentOf(reader);
        const QTemporaryDir folder;
        const auto check = [&](const std::string &text, const char *what) {
            const fs::path path = place(pathOf(folder), reader, text);
            const std::string fault = outcomeOf(path, reader);
            QVERIFY2(fault.empty(), (what + (": " + fault)).c_str());
        };
        const auto refuses = [&](const std::string &text, const char *what) {
            check(text, what);
            const fs::path path = place(pathOf(folder), reader, text);
            QVERIFY2(!readAnnotations(path, *annotationFormatFromString(reader.format)), what);
        };
        refuses(utf16(good, false), "UTF-16 LE");
        refuses(utf16(good, true), "UTF-16 BE");
        refuses(utf16(good, false).substr(2), "UTF-16 LE without a mark");
        refuses(utf16(good, true).substr(2), "UTF-16 BE without a mark");
        check("\xEF\xBB\xBF" + good, "UTF-8 with a mark");
        check(replacedAll(good, "dog", "h\xFCnd"), "Latin-1");
        check(replacedAll(good, "a", "\xED\xA0\x80"), "half a surrogate");
        check(replacedAll(good, "0", std::string(1, '\0')), "zeros");
        check(replacedAll(good, "\n", "\r\n"), "CRLF");
        check(replacedAll(good, "\n", "\r"), "CR");
        check(std::string(1000, '\0'), "nothing but zeros");
        check(std::string(100'000, '\xFF'), "nothing but ones");
    }

    void numbers_data() { addReaders(); }
    /// Every number in the file in turn becomes one that is no use.
    void numbers()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        const std::string good = contentOf(reader);
        const QTemporaryDir folder;
        const std::string digits = "0123456789.";
        for (std::size_t begin = good.find_first_of(digits); begin != std::string::npos;) {
            const std::size_t end = std::min(good.find_first_not_of(digits, begin), good.size());
            for (const char *bad : {"NaN",
                                    "-1",
                                    "1e999",
                                    "-1e300",
                                    "9999999999999999999999",
                                    "1e18",
                                    "0",
                                    "",
                                    "null",
                                    "[[[]]]",
                                    "\"x\"",
                                    "true",
                                    "inf",
                                    "0x10"}) {
                std::string text = good;
                text.replace(begin, end - begin, bad);
                const std::string fault = outcomeOf(place(pathOf(folder), reader, text), reader);
                QVERIFY2(fault.empty(), (std::to_string(begin) + " " + bad + ": " + fault).c_str());
            }
            begin = good.find_first_of(digits, end);
        }
    }

    void deep_data() { addReaders(); }
    void deep()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        const QTemporaryDir folder;
        constexpr std::size_t kDepth = 200'000;
        std::string brackets(kDepth, '[');
        std::string tags;
        for (std::size_t i = 0; i < kDepth; ++i)
            tags += "<a>";
        std::string closed = tags;
        for (std::size_t i = 0; i < kDepth; ++i)
            closed += "</a>";
        const std::string good = contentOf(reader);
        const std::size_t middle = good.find_last_of("0123456789");
        if (middle == std::string::npos)
            QSKIP("no number in it");
        std::string inside = good;
        inside.replace(middle, 1, brackets + std::string(kDepth, ']'));
        std::string insideXml = good;
        insideXml.replace(middle, 1, closed);
        for (const std::string &text :
             {brackets, brackets + std::string(kDepth, ']'), tags, closed, inside, insideXml}) {
            const std::string fault = outcomeOf(place(pathOf(folder), reader, text), reader);
            QVERIFY2(fault.empty(), fault.substr(0, 200).c_str());
        }
    }

    void entityBombs_data() { addReaders(); }
    void entityBombs()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        if (fs::path(reader.file).extension() != ".xml")
            QSKIP("no XML");
        std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n<!ENTITY l0 \"lol\">\n"
                           "<!ENTITY f SYSTEM \"file:///etc/hostname\">\n";
        for (int i = 1; i < 30; ++i) {
            const std::string last = "&l" + std::to_string(i - 1) + ";";
            bomb += "<!ENTITY l" + std::to_string(i) + " \"" + last + last + last + last + "\">\n";
        }
        std::string good = contentOf(reader);
        if (good.starts_with("<?xml"))
            good.erase(0, good.find('\n') + 1);
        const std::string text = bomb + "]>\n" + replacedAll(good, "dog", "&l29;&f;");
        const QTemporaryDir folder;
        const fs::path path = place(pathOf(folder), reader, text);
        const auto import = readAnnotations(path, *annotationFormatFromString(reader.format));
        SL_VERIFY_RESULT(import);
        for (const Label &label : import->set.labels)
            QVERIFY(label.name.size() < 100);
    }

    void repeatedEntries_data() { addReaders(); }
    /// Every line, and every run of lines up to the next of the same kind, a second time.
    void repeatedEntries()
    {
        QFETCH(int, number);
        const Reader &reader = kReaders[static_cast<std::size_t>(number)];
        std::vector<std::string> lines;
        const std::string good = contentOf(reader);
        for (std::size_t begin = 0; begin < good.size();) {
            const std::size_t end = std::min(good.find('\n', begin), good.size() - 1) + 1;
            lines.push_back(good.substr(begin, end - begin));
            begin = end;
        }
        const QTemporaryDir folder;
        for (std::size_t first = 0; first < lines.size(); ++first) {
            for (std::size_t count = 1; count <= 4 && first + count <= lines.size(); ++count) {
                std::string text;
                for (std::size_t i = 0; i < lines.size(); ++i) {
                    text += lines[i];
                    for (std::size_t k = 0; i + 1 == first + count && k < count; ++k)
                        text += lines[first + k];
                }
                const std::string fault = outcomeOf(place(pathOf(folder), reader, text), reader);
                QVERIFY2(fault.empty(), (std::to_string(first) + ": " + fault).c_str());
            }
        }
    }

    void lines_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("place");
        QTest::newRow("vggss") << "a.json"
                               << "vggss"
                               << "a.json:3:";
        QTest::newRow("ssl-boxes") << "a.json"
                                   << "ssl-boxes"
                                   << "a.json:3:";
        QTest::newRow("labelme") << "a.json"
                                 << "labelme"
                                 << "a.json:3:";
        QTest::newRow("via3") << "a.json"
                              << "via3"
                              << "a.json:3:";
        QTest::newRow("coco") << "a.json"
                              << "coco"
                              << "a.json:3:";
        QTest::newRow("ssltie-xml") << "a.xml"
                                    << "ssltie-xml"
                                    << "a.xml:3:";
        QTest::newRow("flickr-xml") << "a.xml"
                                    << "flickr-xml"
                                    << "a.xml:3:";
        QTest::newRow("cvat-images") << "a.xml"
                                     << "cvat-images"
                                     << "a.xml:3:";
    }

    /// Where a file is damaged is told with the line.
    void lines()
    {
        QFETCH(QString, file);
        QFETCH(QString, format);
        QFETCH(QString, place);
        const bool isJson = file.endsWith("json");
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / file.toStdString();
        write(path,
              isJson ? "[\n{},\n{\"a\":}]\n" : "<annotations>\n<bbox>\n<box xtl=></box></bbox>\n");
        const auto import = readAnnotations(path,
                                            *annotationFormatFromString(format.toStdString()));
        SL_COMPARE_CODE(import, ErrorCode::CorruptData);
        QVERIFY2(import.error().message.find(place.toStdString()) != std::string::npos,
                 import.error().message.c_str());
    }
};

QTEST_GUILESS_MAIN(TestHostileFiles)
#include "tst_hostile_files.moc"
