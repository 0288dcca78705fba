// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/opengl_yuv.h"

#include "ui/widgets/canvas/opengl_program.h"

#include <QVector2D>
#include <QVector3D>

namespace soundlocus {

namespace {

constexpr double kLargestSample = 255;

QVector3D vectorOf(double red, double green, double blue)
{
    return {static_cast<float>(red), static_cast<float>(green), static_cast<float>(blue)};
}

} // namespace

OpenGlYuv::OpenGlYuv() = default;
OpenGlYuv::~OpenGlYuv() = default;

std::optional<QString> OpenGlYuv::initialize()
{
    initializeOpenGLFunctions();
    m_program = std::make_unique<QOpenGLShaderProgram>();
    if (auto fault = linkProgram(*m_program, QStringLiteral("yuv.frag"))) {
        m_program.reset();
        return fault;
    }
    glGenFramebuffers(1, &m_framebuffer);
    glGenTextures(static_cast<int>(m_textures.size()), m_textures.data());
    for (const unsigned texture : m_textures) {
        const int filter = texture == m_textures[Luma] ? GL_NEAREST : GL_LINEAR;
        glBindTexture(GL_TEXTURE_2D, texture);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
        glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
    return std::nullopt;
}

void OpenGlYuv::release()
{
    if (!m_program)
        return;
    glDeleteFramebuffers(1, &m_framebuffer);
    glDeleteTextures(static_cast<int>(m_textures.size()), m_textures.data());
    m_framebuffer = 0;
    m_textures = {};
    m_storages = {};
    m_program.reset();
}

bool OpenGlYuv::convert(const YuvPlanes &planes, unsigned target)
{
    int framebufferBefore = 0;
    std::array<int, 4> viewportBefore{};
    glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebufferBefore);
    glGetIntegerv(GL_VIEWPORT, viewportBefore.data());
    glBindFramebuffer(GL_FRAMEBUFFER, m_framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target, 0);
    const bool canDraw = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    if (canDraw) {
        const bool isTogether = planes.arrangement == YuvPlanes::Chroma::Together;
        upload(Luma, planes.luma, 1);
        upload(Chroma, planes.chroma[0], isTogether ? 2 : 1);
        if (!isTogether)
            upload(SecondChroma, planes.chroma[1], 1);
        const Size shown = planes.shownSize();
        glViewport(0, 0, shown.width, shown.height);
        m_program->bind();
        setUniforms(planes);
        glDrawArrays(GL_TRIANGLES, 0, 3);
        m_program->release();
    }
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, 0, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, static_cast<unsigned>(framebufferBefore));
    glViewport(viewportBefore[0], viewportBefore[1], viewportBefore[2], viewportBefore[3]);
    return canDraw;
}

/// Leaves the texture bound to the unit of its number.
void OpenGlYuv::upload(Texture texture, const SamplePlane &plane, int channels)
{
    glActiveTexture(static_cast<unsigned>(GL_TEXTURE0 + texture));
    glBindTexture(GL_TEXTURE_2D, m_textures.at(texture));
    const unsigned format = channels == 2 ? GL_RG : GL_RED;
    const Storage storage{plane.size, channels};
    if (m_storages.at(texture) != storage) {
        glTexImage2D(GL_TEXTURE_2D,
                     0,
                     channels == 2 ? GL_RG8 : GL_R8,
                     plane.size.width,
                     plane.size.height,
                     0,
                     format,
                     GL_UNSIGNED_BYTE,
                     nullptr);
        m_storages.at(texture) = storage;
    }
    const auto write = [&](int y, int height) {
        glTexSubImage2D(GL_TEXTURE_2D,
                        0,
                        0,
                        y,
                        plane.size.width,
                        height,
                        format,
                        GL_UNSIGNED_BYTE,
                        plane.row(y));
    };
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (plane.strideBytes % channels == 0) {
        glPixelStorei(GL_UNPACK_ROW_LENGTH, plane.strideBytes / channels);
        write(0, plane.size.height);
        glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    } else {
        for (int y = 0; y < plane.size.height; ++y)
            write(y, 1);
    }
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
}

void OpenGlYuv::setUniforms(const YuvPlanes &planes)
{
    QOpenGLShaderProgram &program = *m_program;
    const YuvColors &colors = planes.colors;
    program.setUniformValue("lumaTexture", static_cast<int>(Luma));
    program.setUniformValue("chromaTexture", static_cast<int>(Chroma));
    program.setUniformValue("secondTexture", static_cast<int>(SecondChroma));
    program.setUniformValue("isChromaTogether",
                            planes.arrangement == YuvPlanes::Chroma::Together ? 1 : 0);
    program.setUniformValue("chromaStep",
                            QVector2D(static_cast<float>(planes.chromaStepX),
                                      static_cast<float>(planes.chromaStepY)));
    program.setUniformValue(
            "chromaPlace",
            QVector2D(static_cast<float>(planes.chromaX), static_cast<float>(planes.chromaY)));
    program.setUniformValue("isTransposed", planes.turn.transpose ? 1 : 0);
    program.setUniformValue("isFlippedX", planes.turn.flipX ? 1 : 0);
    program.setUniformValue("isFlippedY", planes.turn.flipY ? 1 : 0);
    program.setUniformValue("lumaScale", static_cast<float>(colors.lumaScale));
    program.setUniformValue("lumaZero", static_cast<float>(colors.lumaZero / kLargestSample));
    program.setUniformValue("fromU", vectorOf(0, colors.greenFromU, colors.blueFromU));
    program.setUniformValue("fromV", vectorOf(colors.redFromV, colors.greenFromV, 0));
}

} // namespace soundlocus
