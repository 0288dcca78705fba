// SPDX-License-Identifier: MIT

#include "engine/inference/localizer.h"
