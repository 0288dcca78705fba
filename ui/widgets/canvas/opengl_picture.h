// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: pictures and colours of a scene, on the graphics card.
#pragma once

#include "ui/widgets/canvas/canvas_scene.h"
#include "ui/widgets/canvas/opengl_yuv.h"

#include <QOpenGLExtraFunctions>
#include <QOpenGLShaderProgram>
#include <QOpenGLVertexArrayObject>

#include <array>
#include <memory>
#include <optional>

namespace soundlocus {

/// Draws what PictureComposer composes, with a shader, within 4 of 255 of it; a picture that
/// carries the planes of its decoder without R G B on the processor. There the two mix chroma
/// differently: a few of 255 more where colours change slowly, up to the half of a step at sharp
/// edges of colour. Belongs to one context, which must be current in every call; release() before
/// the context goes.
class OpenGlPicture final : protected QOpenGLExtraFunctions
{
public:
    OpenGlPicture();
    ~OpenGlPicture();
    Q_DISABLE_COPY_MOVE(OpenGlPicture)

    /// Makes shader and textures in the current context.
    /// @return none, or why it cannot draw here (English)
    [[nodiscard]] std::optional<QString> initialize();
    void release();

    /// Background and panes of a scene, on the framebuffer that is bound.
    /// @param heightPx of the framebuffer
    void paint(const CanvasScene &scene, int heightPx);

private:
    enum Texture : std::size_t { FrameTexture, ColorTexture, FirstMap, SecondMap, TextureCount };

    struct Storage
    {
        Size size;
        int format = 0;
        bool operator==(const Storage &) const = default;
    };

    void uploadFrame(const Frame &frame);
    void uploadRgb(const Frame &frame);
    void makeStorage(const Storage &storage);
    void makeHalvings();
    void uploadColors(ColorMap map);
    void uploadMap(Texture texture, const Heatmap &map, const OverlayOptions &options);
    void paintPane(const CanvasScene &scene, std::size_t index, int heightPx);
    void bind(int unit, Texture texture);

    std::unique_ptr<QOpenGLShaderProgram> m_program;
    OpenGlYuv m_yuv;
    QOpenGLVertexArrayObject m_vertices;
    std::array<unsigned, TextureCount> m_textures{};
    // What the textures hold. The copies keep addresses from being used again.
    Frame m_frame;
    Storage m_storage;
    bool m_hasHalvings = false;
    std::optional<ColorMap> m_colors;
    struct Uploaded
    {
        Heatmap map;
        std::optional<ValueRange> scale;
    };
    std::array<Uploaded, 2> m_maps;
};

} // namespace soundlocus
