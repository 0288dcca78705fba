// SPDX-License-Identifier: MIT

#include "tst_reader.moc"
#include "engine/media/handles.h"
#include <ATen/Tensor.h>
#include <QTest>
