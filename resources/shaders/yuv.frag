// SPDX-License-Identifier: MIT
// A picture of the decoder as upright R G B, one pixel for one: core's YuvPlanes. Chroma is mixed
// linearly from the samples around, where they were taken.
uniform sampler2D lumaTexture;
uniform sampler2D chromaTexture;  // U, or U and V together
uniform sampler2D secondTexture;  // V
uniform int isChromaTogether;
uniform vec2 chromaStep;          // luma samples per chroma sample
uniform vec2 chromaPlace;         // of the first chroma sample, in luma samples
uniform int isTransposed;
uniform int isFlippedX;
uniform int isFlippedY;
uniform float lumaScale;
uniform float lumaZero;           // this and the samples: 0 .. 1
uniform vec3 fromU;               // what U adds to R, G, B
uniform vec3 fromV;
out vec4 color;

const float kChromaZero = 128.0 / 255.0;

void main()
{
    ivec2 stored = textureSize(lumaTexture, 0);
    ivec2 shown = isTransposed != 0 ? stored.yx : stored;
    ivec2 place = ivec2(gl_FragCoord.xy);
    if (isFlippedX != 0)
        place.x = shown.x - 1 - place.x;
    if (isFlippedY != 0)
        place.y = shown.y - 1 - place.y;
    if (isTransposed != 0)
        place = place.yx;
    vec2 chroma = ((vec2(place) - chromaPlace) / chromaStep + 0.5)
            / vec2(textureSize(chromaTexture, 0));
    vec2 mixed = texture(chromaTexture, chroma).rg;
    float u = mixed.r - kChromaZero;
    float v = (isChromaTogether != 0 ? mixed.g : texture(secondTexture, chroma).r) - kChromaZero;
    float gray = lumaScale * (texelFetch(lumaTexture, place, 0).r - lumaZero);
    color = vec4(vec3(gray) + u * fromU + v * fromV, 1.0);
}
