// SPDX-License-Identifier: MIT

#include "engine/pipeline/job.h"
#include <CLI/CLI.hpp>
#include <QCoreApplication>
