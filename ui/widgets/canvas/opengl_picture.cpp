// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/opengl_picture.h"

#include "ui/widgets/canvas/opengl_program.h"

#include <QOpenGLContext>

#include <utility>

namespace soundlocus {

namespace {

/// Texture functions of the shader need GLSL 1.30, or ES 3.
constexpr int kLeastMajor = 3;

} // namespace

OpenGlPicture::OpenGlPicture() = default;
OpenGlPicture::~OpenGlPicture() = default;

std::optional<QString> OpenGlPicture::initialize()
{
    const QOpenGLContext *context = QOpenGLContext::currentContext();
    if (!context)
        return QStringLiteral("there is no OpenGL context");
    if (context->format().majorVersion() < kLeastMajor)
        return QStringLiteral("OpenGL 3.0 or OpenGL ES 3.0 is needed, here is %1.%2")
                .arg(context->format().majorVersion())
                .arg(context->format().minorVersion());
    initializeOpenGLFunctions();
    m_program = std::make_unique<QOpenGLShaderProgram>();
    auto fault = linkProgram(*m_program, QStringLiteral("canvas.frag"));
    if (!fault)
        fault = m_yuv.initialize();
    if (fault) {
        m_program.reset();
        return fault;
    }
    m_vertices.create(); // core profiles draw nothing without one
    glGenTextures(static_cast<int>(m_textures.size()), m_textures.data());
    for (const unsigned texture : m_textures) {
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
    return std::nullopt;
}

void OpenGlPicture::release()
{
    if (!m_program)
        return;
    glDeleteTextures(static_cast<int>(m_textures.size()), m_textures.data());
    m_textures = {};
    m_vertices.destroy();
    m_yuv.release();
    m_program.reset();
    m_frame = {};
    m_storage = {};
    m_hasHalvings = false;
    m_colors.reset();
    m_maps = {};
}

void OpenGlPicture::paint(const CanvasScene &scene, int heightPx)
{
    glDisable(GL_BLEND);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_SCISSOR_TEST);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    glClearColor(static_cast<float>(scene.background.redF()),
                 static_cast<float>(scene.background.greenF()),
                 static_cast<float>(scene.background.blueF()),
                 1.0F);
    glClear(GL_COLOR_BUFFER_BIT);
    if (!m_program || scene.frame.isEmpty())
        return;
    m_vertices.bind();
    uploadFrame(scene.frame);
    m_program->bind();
    glEnable(GL_SCISSOR_TEST);
    uploadColors(scene.overlay.colorMap);
    for (std::size_t i = 0; i < scene.panes.size() && i < m_maps.size(); ++i)
        paintPane(scene, i, heightPx);
    // As QPainter expects it, which draws next.
    glDisable(GL_SCISSOR_TEST);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_2D, 0);
    m_vertices.release();
    m_program->release();
}

void OpenGlPicture::paintPane(const CanvasScene &scene, std::size_t index, int heightPx)
{
    const CanvasPane &pane = scene.panes[index];
    const QRect visible = pane.geometry.visiblePx() & pane.clipPx;
    if (visible.isEmpty())
        return;
    const QRect picture = pane.geometry.picturePx();
    const Size whole{picture.width(), picture.height()};
    const PictureScaling scaling = scalingFor(scene.frame.size(), whole);
    bind(0, FrameTexture);
    if (scaling.halvings > 0)
        makeHalvings();
    const Texture mapTexture = index == 0 ? FirstMap : SecondMap;
    double weight = 1;
    PixelArea area;
    if (!pane.map.isEmpty()) {
        uploadMap(mapTexture, pane.map, scene.overlay);
        area = coveredArea(whole, pane.map.region);
        weight = pictureWeight(scene.overlay.opacity) / static_cast<double>(kFullWeight);
    }
    bind(1, mapTexture);
    bind(2, ColorTexture);

    QOpenGLShaderProgram &program = *m_program;
    program.setUniformValue("frameTexture", 0);
    program.setUniformValue("mapTexture", 1);
    program.setUniformValue("colorTexture", 2);
    program.setUniformValue("viewportHeight", static_cast<float>(heightPx));
    program.setUniformValue("pictureOrigin", QPointF(picture.topLeft()));
    program.setUniformValue("pictureSize", QSizeF(picture.size()));
    program.setUniformValue("halvings", scaling.halvings);
    program.setUniformValue("isPictureSmooth", scaling.isSmooth ? 1 : 0);
    program.setUniformValue("mapArea",
                            static_cast<float>(area.x),
                            static_cast<float>(area.y),
                            static_cast<float>(area.width),
                            static_cast<float>(area.height));
    program.setUniformValue("isMapSmooth",
                            scene.overlay.interpolation == Interpolation::Smooth ? 1 : 0);
    program.setUniformValue("pictureWeight", static_cast<float>(weight));
    glScissor(visible.x(),
              heightPx - visible.y() - visible.height(),
              visible.width(),
              visible.height());
    glDrawArrays(GL_TRIANGLES, 0, 3);
}

void OpenGlPicture::uploadFrame(const Frame &frame)
{
    if (frame.sharesPixels(m_frame))
        return;
    const YuvPicture *yuv = frame.yuv();
    bool isThere = false;
    if (yuv) {
        makeStorage({frame.size(), GL_RGBA8}); // OpenGL ES draws on it, too
        isThere = m_yuv.convert(yuv->planes(), m_textures[FrameTexture]);
    }
    if (!isThere)
        uploadRgb(frame);
    m_frame = frame;
    // Levels above zero can be fetched only with a filter that uses them, and only when all are
    // there.
    m_hasHalvings = false;
    bind(0, FrameTexture);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
}

void OpenGlPicture::makeStorage(const Storage &storage)
{
    bind(0, FrameTexture);
    if (m_storage == storage)
        return;
    glTexImage2D(GL_TEXTURE_2D,
                 0,
                 storage.format,
                 storage.size.width,
                 storage.size.height,
                 0,
                 storage.format == GL_RGBA8 ? GL_RGBA : GL_RGB,
                 GL_UNSIGNED_BYTE,
                 nullptr);
    m_storage = storage;
}

void OpenGlPicture::uploadRgb(const Frame &frame)
{
    constexpr int kChannels = 3;
    makeStorage({frame.size(), GL_RGB8});
    const auto write = [&](int y, int height) {
        glTexSubImage2D(GL_TEXTURE_2D,
                        0,
                        0,
                        y,
                        frame.width(),
                        height,
                        GL_RGB,
                        GL_UNSIGNED_BYTE,
                        frame.row(y));
    };
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (frame.strideBytes() % kChannels == 0) {
        glPixelStorei(GL_UNPACK_ROW_LENGTH, frame.strideBytes() / kChannels);
        write(0, frame.height());
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    } else {
        for (int y = 0; y < frame.height(); ++y)
            write(y, 1);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

/// Of the picture in the texture that is bound; all at once.
void OpenGlPicture::makeHalvings()
{
    if (std::exchange(m_hasHalvings, true))
        return;
    glGenerateMipmap(GL_TEXTURE_2D);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST_MIPMAP_NEAREST);
}

void OpenGlPicture::uploadColors(ColorMap map)
{
    if (m_colors == map)
        return;
    bind(2, ColorTexture);
    const ColorTable &table = colorTable(map);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D,
                 0,
                 GL_RGB8,
                 static_cast<int>(table.size()),
                 1,
                 0,
                 GL_RGB,
                 GL_UNSIGNED_BYTE,
                 table.front().data());
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    m_colors = map;
}

void OpenGlPicture::uploadMap(Texture texture, const Heatmap &map, const OverlayOptions &options)
{
    Uploaded &uploaded = m_maps.at(texture - FirstMap);
    if (!uploaded.map.isEmpty() && uploaded.map.values().data() == map.values().data()
        && uploaded.map.size() == map.size() && uploaded.scale == options.scale)
        return;
    bind(1, texture);
    const std::vector<float> levels = colorLevels(map, options.scale);
    glTexImage2D(GL_TEXTURE_2D,
                 0,
                 GL_R32F,
                 map.width(),
                 map.height(),
                 0,
                 GL_RED,
                 GL_FLOAT,
                 levels.data());
    uploaded = {map, options.scale};
}

void OpenGlPicture::bind(int unit, Texture texture)
{
    glActiveTexture(static_cast<unsigned>(GL_TEXTURE0 + unit));
    glBindTexture(GL_TEXTURE_2D, m_textures.at(texture));
}

} // namespace soundlocus
