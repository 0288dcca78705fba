// SPDX-License-Identifier: MIT
#include "engine/media/yuv_layout.h"

#include <cstddef>

namespace soundlocus {

namespace {

struct ChromaPlace
{
    double x = 0;
    double y = 0;
};

/// Seen from the first luma sample of two by two (libavutil/pixfmt.h). Unstated: on the left, as in
/// MPEG-2 and later; FFmpeg's decoders of JPEG and MPEG-1 state theirs.
ChromaPlace chromaPlaceOf(AVChromaLocation location)
{
    constexpr double kMiddle = 0.5;
    switch (location) {
    case AVCHROMA_LOC_CENTER:
        return {kMiddle, kMiddle};
    case AVCHROMA_LOC_TOPLEFT:
        return {0, 0};
    case AVCHROMA_LOC_TOP:
        return {kMiddle, 0};
    case AVCHROMA_LOC_BOTTOMLEFT:
        return {0, 1};
    case AVCHROMA_LOC_BOTTOM:
        return {kMiddle, 1};
    default:
        return {0, kMiddle};
    }
}

/// What libswscale reckons with, so that both ways to R G B mean the same colours.
YuvColors colorsOf(const AVFrame &picture)
{
    constexpr double kOne = 1 << 16;
    constexpr double kStudioZero = 16;
    constexpr double kStudioLuma = 255.0 / 219; // ITU-R BT.601, 2.5.3
    constexpr double kStudioChroma = 224.0 / 255;
    // For studio range: V to red, U to blue, U and V to green; the last two with the sign left out.
    const int *coefficients = sws_getCoefficients(swscaleSpaceOf(picture));
    const bool isFull = hasFullRange(picture);
    const double scale = (isFull ? kStudioChroma : 1) / kOne;
    YuvColors colors;
    colors.lumaScale = isFull ? 1 : kStudioLuma;
    colors.lumaZero = isFull ? 0 : kStudioZero;
    colors.redFromV = coefficients[0] * scale;
    colors.blueFromU = coefficients[1] * scale;
    colors.greenFromU = -coefficients[2] * scale;
    colors.greenFromV = -coefficients[3] * scale;
    return colors;
}

struct Subsampling
{
    int stepX = 1;
    int stepY = 1;
    YuvPlanes::Chroma arrangement = YuvPlanes::Chroma::Separate;
};

std::optional<Subsampling> subsamplingOf(AVPixelFormat format)
{
    switch (plainFormat(format)) {
    case AV_PIX_FMT_YUV420P:
        return Subsampling{2, 2};
    case AV_PIX_FMT_YUV422P:
        return Subsampling{2, 1};
    case AV_PIX_FMT_YUV444P:
        return Subsampling{1, 1};
    case AV_PIX_FMT_NV12:
        return Subsampling{2, 2, YuvPlanes::Chroma::Together};
    default:
        return std::nullopt;
    }
}

} // namespace

AVPixelFormat plainFormat(AVPixelFormat format)
{
    switch (format) {
    case AV_PIX_FMT_YUVJ420P:
        return AV_PIX_FMT_YUV420P;
    case AV_PIX_FMT_YUVJ422P:
        return AV_PIX_FMT_YUV422P;
    case AV_PIX_FMT_YUVJ444P:
        return AV_PIX_FMT_YUV444P;
    case AV_PIX_FMT_YUVJ440P:
        return AV_PIX_FMT_YUV440P;
    case AV_PIX_FMT_YUVJ411P:
        return AV_PIX_FMT_YUV411P;
    default:
        return format;
    }
}

bool hasFullRange(const AVFrame &picture)
{
    const auto format = static_cast<AVPixelFormat>(picture.format);
    return picture.color_range == AVCOL_RANGE_JPEG || plainFormat(format) != format;
}

int swscaleSpaceOf(const AVFrame &picture)
{
    return picture.colorspace == AVCOL_SPC_UNSPECIFIED || picture.colorspace == AVCOL_SPC_RGB
                   ? SWS_CS_DEFAULT
                   : static_cast<int>(picture.colorspace);
}

std::optional<YuvPlanes> yuvPlanesOf(const AVFrame &picture,
                                     const ffmpeg::DisplayTransform &transform)
{
    const auto subsampling = subsamplingOf(static_cast<AVPixelFormat>(picture.format));
    if (!subsampling)
        return std::nullopt;
    const auto planeOf = [&](std::size_t i, Size size) {
        return SamplePlane{picture.data[i], picture.linesize[i], size};
    };
    YuvPlanes planes;
    planes.luma = planeOf(0, {picture.width, picture.height});
    planes.arrangement = subsampling->arrangement;
    planes.chromaStepX = subsampling->stepX;
    planes.chromaStepY = subsampling->stepY;
    const Size chroma{(picture.width + planes.chromaStepX - 1) / planes.chromaStepX,
                      (picture.height + planes.chromaStepY - 1) / planes.chromaStepY};
    const std::size_t count = planes.arrangement == YuvPlanes::Chroma::Together ? 1 : 2;
    bool isTopDown = planes.luma.strideBytes > 0;
    for (std::size_t i = 0; i < count; ++i) {
        planes.chroma[i] = planeOf(i + 1, chroma);
        isTopDown = isTopDown && planes.chroma[i].strideBytes > 0;
    }
    if (!isTopDown)
        return std::nullopt; // the rows of some uncompressed films lie the other way
    const ChromaPlace place = chromaPlaceOf(picture.chroma_location);
    planes.chromaX = planes.chromaStepX == 2 ? place.x : 0;
    planes.chromaY = planes.chromaStepY == 2 ? place.y : 0;
    planes.colors = colorsOf(picture);
    planes.turn = {transform.transpose, transform.flipX, transform.flipY};
    return planes;
}

} // namespace soundlocus
