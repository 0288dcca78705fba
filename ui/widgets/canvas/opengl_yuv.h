// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: planes of a decoder to R G B, on the graphics card.
#pragma once

#include "engine/core/yuv_picture.h"

#include <QOpenGLExtraFunctions>
#include <QOpenGLShaderProgram>
#include <QString>

#include <array>
#include <memory>
#include <optional>

namespace soundlocus {

/// Belongs to one context, which must be current in every call; release() before the context goes.
class OpenGlYuv final : protected QOpenGLExtraFunctions
{
public:
    OpenGlYuv();
    ~OpenGlYuv();
    Q_DISABLE_COPY_MOVE(OpenGlYuv)

    /// @return none, or why it cannot draw here (English)
    [[nodiscard]] std::optional<QString> initialize();
    void release();

    /// Fills the lowest level of a texture of shownSize() with the upright picture. Needs a vertex
    /// array, no scissor and no blending. Framebuffer and viewport are as before; program, textures
    /// and texture unit are not.
    /// @return false: this card does not draw on such a texture
    [[nodiscard]] bool convert(const YuvPlanes &planes, unsigned target);

private:
    enum Texture : std::size_t { Luma, Chroma, SecondChroma, TextureCount };
    struct Storage
    {
        Size size;
        int channels = 0;
        bool operator==(const Storage &) const = default;
    };

    void upload(Texture texture, const SamplePlane &plane, int channels);
    void setUniforms(const YuvPlanes &planes);

    std::unique_ptr<QOpenGLShaderProgram> m_program;
    std::array<unsigned, TextureCount> m_textures{};
    std::array<Storage, TextureCount> m_storages;
    unsigned m_framebuffer = 0;
};

} // namespace soundlocus
