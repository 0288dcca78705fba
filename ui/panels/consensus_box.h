// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/annotator_agreement.h"
#include "ui/services/settings.h"

#include <QComboBox>

namespace soundlocus {

/// "flickr", "union" or "intersection"; another id is "flickr".
[[nodiscard]] ConsensusRule consensusRuleOf(const QString &id);

/// Whether the consensus of the layers that are shown lies over the picture, and by which rule:
/// AnnotationSettings. Threads: GUI thread only.
class ConsensusBox final : public QComboBox
{
    Q_OBJECT
public:
    /// @param settings outlive it
    explicit ConsensusBox(Settings &settings, QWidget *parent = nullptr);

private:
    void showChoice();
    void choose();

    Settings &m_settings;
};

} // namespace soundlocus
