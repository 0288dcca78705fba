// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fake_services.h"
#include "tests/support/small_project.h"
#include "tests/support/test_paths.h"
#include "ui/models/annotation_editor.h"

namespace soundlocus::test {

/// The small project, with its first clip in the player and Anna drawing.
struct AnnotationBench
{
    AnnotationBench()
        : selection(project.document())
        , editor(project.document(), selection, player)
    {
        project.openWith(QStringLiteral("/media/small.soundlocus"), smallProject());
        player.open(QStringLiteral("/media/pond.mp4"), MediaTime{0});
        selection.setClip(kPond);
        selection.setAnnotator(kAnna);
    }
    [[nodiscard]] AnnotationDocument &document() { return project.document(); }
    [[nodiscard]] const Track &track(TrackId id) { return *document().track(id); }

    FakePlayer player;
    FakeProjectService project;
    AnnotationSelection selection;
    AnnotationEditor editor;
};

} // namespace soundlocus::test
