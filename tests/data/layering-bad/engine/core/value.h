// SPDX-License-Identifier: MIT
#pragma once

#include "engine/media/reader.h"
#include <QString>
#include <strange/header.h>
#include <vector>
