// SPDX-License-Identifier: MIT
// The picture and the colours of its map, to the rules of engine/render: scaledPart() and
// HeatmapOverlay. Texels are fetched one by one and mixed here, because the filters of graphics
// cards differ.
uniform sampler2D frameTexture;  // R G B; its mip levels are the halvings
uniform sampler2D mapTexture;    // one float per cell, in steps of the colour table
uniform sampler2D colorTexture;  // 256 x 1
uniform float viewportHeight;    // in device pixels
uniform vec2 pictureOrigin;      // in device pixels from the top left corner
uniform vec2 pictureSize;
uniform int halvings;
uniform int isPictureSmooth;
uniform vec4 mapArea;            // x, y, width, height in pixels of the picture on the screen
uniform int isMapSmooth;
uniform float pictureWeight;     // 0 .. 1; 1: no map
out vec4 color;

vec3 pictureTexel(ivec2 place)
{
    return texelFetch(frameTexture, place, halvings).rgb;
}

vec3 pictureAt(vec2 pixel)
{
    ivec2 last = textureSize(frameTexture, halvings) - 1;
    vec2 place = pixel * vec2(last + 1) / pictureSize;
    if (isPictureSmooth == 0)
        return pictureTexel(clamp(ivec2(place), ivec2(0), last));
    vec2 centered = clamp(place - 0.5, vec2(0.0), vec2(last));
    ivec2 first = ivec2(centered);
    ivec2 second = min(first + 1, last);
    vec2 share = centered - vec2(first);
    vec3 top = mix(pictureTexel(first), pictureTexel(ivec2(second.x, first.y)), share.x);
    vec3 bottom = mix(pictureTexel(ivec2(first.x, second.y)), pictureTexel(second), share.x);
    return mix(top, bottom, share.y);
}

float mapTexel(ivec2 place)
{
    return texelFetch(mapTexture, place, 0).r;
}

float levelAt(vec2 pixel)
{
    ivec2 last = textureSize(mapTexture, 0) - 1;
    vec2 place = (pixel - mapArea.xy) * vec2(last + 1) / mapArea.zw;
    if (isMapSmooth == 0)
        return mapTexel(clamp(ivec2(place), ivec2(0), last));
    vec2 centered = clamp(place - 0.5, vec2(0.0), vec2(last));
    ivec2 first = ivec2(centered);
    ivec2 second = min(first + 1, last);
    vec2 share = centered - vec2(first);
    float top = mix(mapTexel(first), mapTexel(ivec2(second.x, first.y)), share.x);
    float bottom = mix(mapTexel(ivec2(first.x, second.y)), mapTexel(second), share.x);
    return mix(top, bottom, share.y);
}

void main()
{
    vec2 device = vec2(gl_FragCoord.x, viewportHeight - gl_FragCoord.y);
    vec2 pixel = device - pictureOrigin;
    vec3 picture = pictureAt(pixel);
    bool isCovered = all(greaterThanEqual(pixel, mapArea.xy))
            && all(lessThan(pixel, mapArea.xy + mapArea.zw));
    if (pictureWeight < 1.0 && isCovered) {
        int level = int(clamp(levelAt(pixel), 0.0, 255.0) + 0.5);
        vec3 mapColor = texelFetch(colorTexture, ivec2(level, 0), 0).rgb;
        picture = mix(mapColor, picture, pictureWeight);
    }
    color = vec4(picture, 1.0);
}
