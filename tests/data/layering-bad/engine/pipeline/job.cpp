// SPDX-License-Identifier: MIT

#include "engine/inference/localizer.h"
#include "engine/media/reader.h"
#include "engine/nn/net.h"
#include "engine/pipeline/missing.h"
