// SPDX-License-Identifier: MIT
#pragma once

#include "engine/media/handles.h"
#include <vector>
