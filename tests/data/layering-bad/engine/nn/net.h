// SPDX-License-Identifier: MIT
#pragma once

#include <torch/nn/module.h>
