// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/opengl_picture.h"

#include <QFile>
#include <QOpenGLContext>

#include <limits>

namespace soundlocus {

namespace {

/// Texture functions of the shader need GLSL 1.30, or ES 3.
constexpr int kLeastMajor = 3;

QByteArray versionLines(const QOpenGLContext &context)
{
    if (context.isOpenGLES())
        return "#version 300 es\nprecision highp float;\nprecision highp int;\n"
               "precision highp sampler2D;\n";
    const bool isCore = context.format().profile() == QSurfaceFormat::CoreProfile;
    return isCore ? "#version 150\n" : "#version 130\n";
}

QByteArray source(const QByteArray &version, const QString &name)
{
    QFile file(QStringLiteral(":/soundlocus/shaders/") + name);
    return file.open(QIODevice::ReadOnly) ? version + file.readAll() : QByteArray();
}

bool isSamePicture(const Frame &a, const Frame &b)
{
    return !a.isEmpty() && !b.isEmpty() && a.size() == b.size() && a.row(0) == b.row(0);
}

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
    const QByteArray version = versionLines(*context);
    m_program = std::make_unique<QOpenGLShaderProgram>();
    if (!m_program->addShaderFromSourceCode(QOpenGLShader::Vertex,
                                            source(version, QStringLiteral("canvas.vert")))
        || !m_program->addShaderFromSourceCode(QOpenGLShader::Fragment,
                                               source(version, QStringLiteral("canvas.frag")))
        || !m_program->link()) {
        const QString log = m_program->log();
        m_program.reset();
        return QStringLiteral("the shader does not compile: %1").arg(log);
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
    m_program.reset();
    m_frame = {};
    m_halvings = 0;
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
    m_program->bind();
    m_vertices.bind();
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
    uploadFrame(scene.frame, scaling.halvings);
    bind(0, FrameTexture);
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

void OpenGlPicture::uploadFrame(const Frame &frame, int halvings)
{
    const bool isHere = isSamePicture(frame, m_frame);
    if (isHere && halvings <= m_halvings)
        return;
    bind(0, FrameTexture);
    if (!isHere) {
        glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
        const bool isWhole = frame.strideBytes() % 3 == 0;
        const bool isSameSize = frame.size() == m_frame.size();
        glPixelStorei(GL_UNPACK_ROW_LENGTH, isWhole ? frame.strideBytes() / 3 : 0);
        if (!isSameSize || !isWhole) {
            glTexImage2D(GL_TEXTURE_2D,
                         0,
                         GL_RGB8,
                         frame.width(),
                         frame.height(),
                         0,
                         GL_RGB,
                         GL_UNSIGNED_BYTE,
                         isWhole ? frame.row(0) : nullptr);
        } else {
            glTexSubImage2D(GL_TEXTURE_2D,
                            0,
                            0,
                            0,
                            frame.width(),
                            frame.height(),
                            GL_RGB,
                            GL_UNSIGNED_BYTE,
                            frame.row(0));
        }
        for (int y = 0; !isWhole && y < frame.height(); ++y) {
            glTexSubImage2D(GL_TEXTURE_2D,
                            0,
                            0,
                            y,
                            frame.width(),
                            1,
                            GL_RGB,
                            GL_UNSIGNED_BYTE,
                            frame.row(y));
        }
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
        glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
        m_frame = frame;
        m_halvings = 0;
    }
    if (halvings > 0)
        glGenerateMipmap(GL_TEXTURE_2D);
    // Levels above zero can be fetched only with a filter that uses them, and only when all are
    // there.
    glTexParameteri(GL_TEXTURE_2D,
                    GL_TEXTURE_MIN_FILTER,
                    halvings > 0 ? GL_NEAREST_MIPMAP_NEAREST : GL_NEAREST);
    // All levels were made at once.
    m_halvings = halvings > 0 ? std::numeric_limits<int>::max() : 0;
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
