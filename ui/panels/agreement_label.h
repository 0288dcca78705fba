// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"

#include <QLabel>

namespace soundlocus {

/// How far the annotators agree on the picture shown: IoU of each pair, and the score of each one's
/// boxes against the others' consensus, by the Flickr-SoundNet rule. Layers that are hidden or have
/// no box there do not count; hidden itself below two. Threads: GUI thread only.
class AgreementLabel final : public QLabel
{
    Q_OBJECT
public:
    /// @param editor outlives it
    /// @param panel worked out only while it is seen
    AgreementLabel(AnnotationEditor &editor, QWidget &panel);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();

    AnnotationEditor &m_editor;
};

} // namespace soundlocus
