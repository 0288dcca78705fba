// SPDX-License-Identifier: MIT
#pragma once

#include "engine/nn/net.h"
