// SPDX-License-Identifier: MIT

#include "engine/media/reader.h"
#include "handles.h"
#include <cmath>
#include <fcntl.h>
#include <torch/torch.h>
