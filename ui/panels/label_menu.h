// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"

#include <functional>

class QMenu;

namespace soundlocus {

/// Fills a menu with the labels of a project, each with its colour and, where it has one, its digit
/// as access key. @param chosen called with the one that is chosen
void fillWithLabels(QMenu &menu,
                    const AnnotationDocument &document,
                    const std::function<void(LabelId)> &chosen);

} // namespace soundlocus
