// SPDX-License-Identifier: MIT
#include "engine/features/image_input.h"
#include "engine/features/image_resample.h"
#include "engine/media/video_decoder.h"
#include "tests/support/golden_array.h"
#include "tests/support/test_paths.h"

#include <QCryptographicHash>
#include <QTest>

#include <cmath>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestImageInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytesEqualPillow_data();
    void bytesEqualPillow();
    void officialTensor_data();
    void officialTensor();
    void sslAlignTensor_data();
    void sslAlignTensor();
    void noiseEqualsPillow_data();
    void noiseEqualsPillow();
    void unchangedSizeKeepsBytes();
    void windowEqualsCrop();
    void fullKeepsWholePicture_data();
    void fullKeepsWholePicture();
    void cropRemembersItsRegion();
    void flippedPictureGivesFlippedInput();
    void ownSideIsFollowed_data();
    void ownSideIsFollowed();

private:
    fs::path m_part;
    nlohmann::json m_golden;
};

namespace {

Frame noise(Size size)
{
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size.width * size.height * 3));
    std::uint32_t state = 7;
    for (std::uint8_t &byte : bytes) {
        state = state * 1664525U + 1013904223U;
        byte = static_cast<std::uint8_t>(state >> 24U);
    }
    return Frame(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                 size,
                 size.width * 3);
}

QByteArray sha256(const std::vector<std::uint8_t> &bytes)
{
    return QCryptographicHash::hash(QByteArrayView(reinterpret_cast<const char *>(bytes.data()),
                                                   static_cast<qsizetype>(bytes.size())),
                                    QCryptographicHash::Sha256)
            .toHex();
}

void addImages(const nlohmann::json &images)
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < images.size(); ++i)
        QTest::newRow(images[i].at("id").get<std::string>().c_str()) << static_cast<int>(i);
}

} // namespace

void TestImageInput::initTestCase()
{
    m_part = test::goldenPart("preprocess");
    if (!m_part.empty())
        m_golden = test::readJson(m_part / "golden.json");
}

#define SL_LOAD_IMAGE(entry, frame) \
    const fs::path path = test::goldenInput(m_part, (entry).at("input").get<std::string>()); \
    SL_REQUIRE_PATH(path, "the picture"); \
    const auto frame = readPicture(path, Orientation::Ignore); \
    SL_VERIFY_RESULT(frame)

void TestImageInput::bytesEqualPillow_data()
{
    addImages(m_golden.is_null() ? nlohmann::json::array() : m_golden.at("images"));
    if (m_golden.is_null())
        QTest::newRow("none") << -1;
}

void TestImageInput::bytesEqualPillow()
{
    QFETCH(int, index);
    SL_REQUIRE_PATH(m_part, "the golden part preprocess");
    const auto &entry = m_golden.at("images").at(static_cast<std::size_t>(index));
    SL_LOAD_IMAGE(entry, frame);
    const Size resized{entry.at("eval_resized_size").at(0), entry.at("eval_resized_size").at(1)};
    const PixelWindow window{
            entry.at("eval_crop_left_top").at(0), entry.at("eval_crop_left_top").at(1), {224, 224}};
    const auto hash = [](const nlohmann::json &value) {
        return QByteArray::fromStdString(value.get<std::string>());
    };
    QCOMPARE(sha256(resamplePicture(*frame, resized, window, ResampleFilter::Bicubic)),
             hash(entry.at("eval_uint8_sha256")));
    const Size square{224, 224};
    QCOMPARE(sha256(resamplePicture(*frame, square, {0, 0, square}, ResampleFilter::Bicubic)),
             hash(entry.at("squash_bicubic").at("uint8_sha256")));
    QCOMPARE(sha256(resamplePicture(*frame, square, {0, 0, square}, ResampleFilter::Bilinear)),
             hash(entry.at("squash_bilinear").at("uint8_sha256")));
}

void TestImageInput::officialTensor_data()
{
    bytesEqualPillow_data();
}

void TestImageInput::officialTensor()
{
    QFETCH(int, index);
    SL_REQUIRE_PATH(m_part, "the golden part preprocess");
    const auto &entry = m_golden.at("images").at(static_cast<std::size_t>(index));
    SL_LOAD_IMAGE(entry, frame);
    const auto check = [&](const nlohmann::json &expected, const ImageInput &input) {
        QCOMPARE(input.size, (Size{224, 224}));
        const auto pairs = test::pairUp(m_part, expected, *input.values, {3, 224, 224});
        // The bytes are equal, so only float rounding may differ.
        QVERIFY2(test::largestDifference(pairs) < 1e-6,
                 qPrintable(QString::number(test::largestDifference(pairs))));
    };
    check(entry.at("eval"),
          prepareImage(*frame, modelSpecOf(ModelFamily::SslTie), FitMode::Official));
    check(entry.at("eval"), prepareImage(*frame, modelSpecOf(ModelFamily::Lvs), FitMode::Official));
    check(entry.at("squash_bicubic"),
          prepareImage(*frame, modelSpecOf(ModelFamily::EzVsl), FitMode::Official));
    check(entry.at("squash_bicubic"),
          prepareImage(*frame, modelSpecOf(ModelFamily::SslTie), FitMode::Squash));
}

void TestImageInput::sslAlignTensor_data()
{
    QTest::addColumn<int>("index");
    const auto list = m_golden.is_null() ? nlohmann::json::array() : m_golden.at("sslalign_images");
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].at("variant") == "no_antialias")
            QTest::newRow(list[i].at("id").get<std::string>().c_str()) << static_cast<int>(i);
    }
    if (list.empty())
        QTest::newRow("none") << -1;
}

void TestImageInput::sslAlignTensor()
{
    QFETCH(int, index);
    SL_REQUIRE_PATH(m_part, "the golden part preprocess");
    const auto &entry = m_golden.at("sslalign_images").at(static_cast<std::size_t>(index));
    SL_LOAD_IMAGE(entry, frame);
    const ImageInput input = prepareImage(
            *frame, modelSpecOf(ModelFamily::SslAlign), FitMode::Official);
    const auto pairs = test::pairUp(m_part, entry.at("array"), *input.values, {3, 224, 224});
    QVERIFY2(test::largestDifference(pairs) < entry.at("tolerance_abs").get<double>(),
             qPrintable(QString::number(test::largestDifference(pairs))));
}

void TestImageInput::noiseEqualsPillow_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("newWidth");
    QTest::addColumn<int>("newHeight");
    QTest::addColumn<bool>("isBicubic");
    QTest::addColumn<QByteArray>("hash");
    // SHA-256 of Image.fromarray(noise).resize(size, filter) of Pillow 13.0.
    QTest::newRow("317 x 211 to 336 x 224 bicubic")
            << 317 << 211 << 336 << 224 << true
            << QByteArray("18462ea47d41a47a2859f8173e1c85d1344c311703c066d11e94166b5025bf5d");
    QTest::newRow("211 x 317 to 224 x 336 bicubic")
            << 211 << 317 << 224 << 336 << true
            << QByteArray("ece77a98d09829b727a69bf63507907404d5ac214ee8fdab3486990f2cf9b876");
    QTest::newRow("300 x 400 to 224 x 224 bicubic")
            << 300 << 400 << 224 << 224 << true
            << QByteArray("64f4fa54580d32404d48000aeba8c1fc50cf7d7f975930286f054848622be2d5");
    QTest::newRow("64 x 48 to 224 x 224 bicubic")
            << 64 << 48 << 224 << 224 << true
            << QByteArray("36530f007c3135b50561d865ea9cb915081f470cbf82696b82e89157b1e1ca3f");
    QTest::newRow("300 x 400 to 224 x 224 bilinear")
            << 300 << 400 << 224 << 224 << false
            << QByteArray("38b0dd96a1531bf1d84495092cb217c3a0d1967ce7311f8d4916bc63d9458a5a");
    QTest::newRow("1 x 1 to 224 x 224 bicubic")
            << 1 << 1 << 224 << 224 << true
            << QByteArray("bcc3f95664a34ea3f28da2c0f2ba9fed2b6a169a4df5880bdc2c6edc63cef880");
}

void TestImageInput::noiseEqualsPillow()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(int, newWidth);
    QFETCH(int, newHeight);
    QFETCH(bool, isBicubic);
    QFETCH(QByteArray, hash);
    const Size target{newWidth, newHeight};
    QCOMPARE(
            sha256(resamplePicture(noise({width, height}),
                                   target,
                                   {0, 0, target},
                                   isBicubic ? ResampleFilter::Bicubic : ResampleFilter::Bilinear)),
            hash);
}

void TestImageInput::unchangedSizeKeepsBytes()
{
    const Frame frame = noise({224, 224});
    const auto bytes = resamplePicture(
            frame, {224, 224}, {0, 0, {224, 224}}, ResampleFilter::Bicubic);
    QVERIFY(std::equal(bytes.begin(), bytes.end(), frame.row(0)));
}

void TestImageInput::windowEqualsCrop()
{
    const Frame frame = noise({317, 211});
    const Size target{336, 224};
    const auto whole = resamplePicture(frame, target, {0, 0, target}, ResampleFilter::Bicubic);
    const PixelWindow window{56, 3, {200, 217}};
    const auto part = resamplePicture(frame, target, window, ResampleFilter::Bicubic);
    for (int y = 0; y < window.size.height; ++y) {
        const auto *expected = whole.data() + ((y + window.top) * target.width + window.left) * 3;
        const auto *found = part.data() + y * window.size.width * 3;
        QVERIFY(std::equal(found, found + window.size.width * 3, expected));
    }
}

void TestImageInput::fullKeepsWholePicture_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("pixelAspect");
    QTest::addColumn<int>("mapWidth");
    QTest::addColumn<int>("mapHeight");
    QTest::newRow("16:9") << 1280 << 720 << 1.0 << 25 << 14;
    QTest::newRow("portrait") << 720 << 1280 << 1.0 << 14 << 25;
    QTest::newRow("square") << 300 << 300 << 1.0 << 14 << 14;
    QTest::newRow("anamorphic DVD 16:9") << 720 << 576 << 64.0 / 45 << 25 << 14;
    QTest::newRow("one pixel") << 1 << 1 << 1.0 << 14 << 14;
    QTest::newRow("longer than 4:1 is squashed") << 4000 << 10 << 1.0 << 56 << 14;
}

void TestImageInput::fullKeepsWholePicture()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, pixelAspect);
    QFETCH(int, mapWidth);
    QFETCH(int, mapHeight);
    Frame frame = noise({width, height});
    frame.pixelAspect = pixelAspect;
    const ImageInput input = prepareImage(frame, modelSpecOf(ModelFamily::SslTie), FitMode::Full);
    QCOMPARE(input.size, (Size{mapWidth * 16, mapHeight * 16}));
    QCOMPARE(input.region, FrameRegion());
    QCOMPARE(input.values->size(), static_cast<std::size_t>(mapWidth * mapHeight * 256 * 3));
}

void TestImageInput::cropRemembersItsRegion()
{
    const ImageInput input = prepareImage(
            noise({640, 360}), modelSpecOf(ModelFamily::SslTie), FitMode::Official);
    // 398 x 224, crop from 87: fact sheet 1.2.
    QCOMPARE(input.region.x0, 87.0 / 398);
    QCOMPARE(input.region.x1, (87.0 + 224) / 398);
    QCOMPARE(input.region.y0, 0.0);
    QCOMPARE(input.region.y1, 1.0);
}

void TestImageInput::flippedPictureGivesFlippedInput()
{
    const Frame frame = noise({320, 224});
    std::vector<std::uint8_t> bytes(320 * 224 * 3);
    for (int y = 0; y < 224; ++y) {
        for (int x = 0; x < 320; ++x)
            std::copy_n(frame.row(y) + x * 3, 3, bytes.data() + (y * 320 + 319 - x) * 3);
    }
    const Frame flipped(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                        {320, 224},
                        320 * 3);
    const ImageInput a = prepareImage(frame, modelSpecOf(ModelFamily::SslTie), FitMode::Squash);
    const ImageInput b = prepareImage(flipped, modelSpecOf(ModelFamily::SslTie), FitMode::Squash);
    for (int y = 0; y < 224; ++y) {
        for (int x = 0; x < 224; ++x) {
            const float left = (*a.values)[static_cast<std::size_t>(y * 224 + x)];
            const float right = (*b.values)[static_cast<std::size_t>(y * 224 + 223 - x)];
            // One 8-bit step: halves round up on both sides.
            QVERIFY(std::fabs(left - right) < 0.018F);
        }
    }
}

void TestImageInput::ownSideIsFollowed_data()
{
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<FitMode>("mode");
    QTest::addColumn<Size>("expected");
    using F = ModelFamily;
    QTest::newRow("crop") << F::SslTie << FitMode::Official << Size{112, 112};
    QTest::newRow("squash as float") << F::SslAlign << FitMode::Official << Size{112, 112};
    QTest::newRow("squash") << F::SslTie << FitMode::Squash << Size{112, 112};
    QTest::newRow("whole") << F::SslTie << FitMode::Full << Size{192, 112};
}

void TestImageInput::ownSideIsFollowed()
{
    QFETCH(ModelFamily, family);
    QFETCH(FitMode, mode);
    QFETCH(Size, expected);
    ModelSpec spec = modelSpecOf(family);
    spec.imageSide = 112;
    const Frame frame = noise({640, 360});
    const ImageInput input = prepareImage(frame, spec, mode);
    QCOMPARE(input.size, expected);
    QCOMPARE(input.values->size(), static_cast<std::size_t>(expected.width * expected.height * 3));
    if (mode == FitMode::Official && family == ModelFamily::SslTie) {
        // 199 x 112; round(43.5) is 44, the even neighbour.
        QCOMPARE(input.region.x0, 44.0 / 199);
        QCOMPARE(input.region.x1, (44.0 + 112) / 199);
        return;
    }
    QCOMPARE(input.region, FrameRegion());
    if (mode != FitMode::Official) {
        const auto bytes = resamplePicture(
                frame, expected, {0, 0, expected}, ResampleFilter::Bicubic);
        QCOMPARE((*input.values)[0], (static_cast<float>(bytes[0]) / 255.0F - 0.485F) / 0.229F);
    }
}

QTEST_GUILESS_MAIN(TestImageInput)
#include "tst_image_input.moc"
