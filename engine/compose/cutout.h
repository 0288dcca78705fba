// SPDX-License-Identifier: MIT
// Internal to engine/compose: pictures of objects with alpha, and how they are put into a scene.
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <opencv2/core.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// Alpha from here on is the object: more than one half of 255.
inline constexpr int kSolidAlpha = 128;
/// Cut-outs are kept at most this large; scenes show them smaller.
inline constexpr int kMaxCutoutSide = 768;

/// How an object stands in the picture.
struct Pose
{
    double centerX = 0; ///< of the cut-out's solid box, in pixels of the scene
    double centerY = 0;
    double side = 0; ///< longer side of its solid box before rotation, in pixels
    double rotationDegrees = 0;
    bool isFlipped = false;
    std::array<double, 3> gain{1, 1, 1}; ///< of red, green and blue
};

/// A posed cut-out on the pixels of the scene. Threads: a value, read-only.
struct Patch
{
    cv::Mat color;    ///< [h, w, 3] uint8 RGB, multiplied by alpha
    cv::Mat alpha;    ///< [h, w] uint8
    cv::Point origin; ///< of its first pixel in the scene; may lie outside
    cv::Rect solid;   ///< tight box of alpha >= kSolidAlpha, within the patch

    [[nodiscard]] bool isSolid(int sceneX, int sceneY) const
    {
        const cv::Point at = cv::Point(sceneX, sceneY) - origin;
        return solid.contains(at) && alpha.at<std::uint8_t>(at) >= kSolidAlpha;
    }
};

/// A picture of an object with alpha, with smaller copies for quick and clean scaling.
/// Threads: read-only after load().
class Cutout
{
public:
    /// @param bytes PNG, WebP or JPEG; one without alpha is an object that fills its rectangle
    /// @param name for the messages Errors: CorruptData, TooLarge, InvalidArgument (nothing solid).
    [[nodiscard]] static Result<Cutout> load(const std::string &bytes, const std::string &name);

    [[nodiscard]] bool hasAlpha() const { return m_hasAlpha; }
    /// Of the solid box, at the size of the file.
    [[nodiscard]] Size solidSize() const { return m_solidSize; }
    [[nodiscard]] Patch posed(const Pose &pose) const;

private:
    struct Level
    {
        cv::Mat rgba; ///< multiplied by alpha
        double scale = 1;
    };
    std::vector<Level> m_levels; // the largest first
    cv::Rect2d m_solid;          // in pixels of level 0
    Size m_solidSize;
    bool m_hasAlpha = false;
};

/// Lays a patch over a scene. @param scene [H, W, 3] uint8 RGB
void blend(cv::Mat &scene, const Patch &patch);

/// What is to be seen of each object: solid, and not behind a solid pixel of a later one.
struct Visibility
{
    std::optional<cv::Rect> box; ///< tight; none where nothing is to be seen
    double share = 0;            ///< of the object's solid pixels
    cv::Mat mask;                ///< [H, W] uint8, 255 where the object is to be seen
};

/// @param patches from back to front
[[nodiscard]] std::vector<Visibility> visibilityOf(const std::vector<Patch> &patches, Size scene);

} // namespace soundlocus
