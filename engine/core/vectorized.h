// SPDX-License-Identifier: MIT
#pragma once

/// Put before a function with a plain inner loop: it is compiled for AVX-512, AVX2 and the
/// baseline, and the loader picks one. Without effect where the loader's resolvers and sanitizers
/// do not go together.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) \
        && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SOUNDLOCUS_VECTORIZED __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define SOUNDLOCUS_VECTORIZED
#endif
