// SPDX-License-Identifier: MIT
// edit_script PROJECT: goes on with the scripted session until it is killed; prints the number of
// each gesture when it is done.
#include "engine/project/project_store.h"
#include "tests/support/scripted_edits.h"

#include <unistd.h>

#include <cstdio>
#include <string>

int main(int argc, char **argv)
{
    using namespace soundlocus;
    if (argc != 2)
        return 2;
    auto store = ProjectStore::open(argv[1]);
    auto state = store ? store->readAll() : Result<AnnotationSet>(Unexpected(store.error()));
    if (!state || store->isReadOnly()) {
        std::fprintf(stderr, "%s\n", state ? "read-only" : toString(state.error()).c_str());
        return 1;
    }
    for (std::int64_t number = std::stoll(state->clips.front().note) + 1;; ++number) {
        const Gesture gesture = test::gestureOf(number, *state);
        if (!store->apply(gesture) || !applyTo(*state, gesture))
            return 1;
        const std::string line = std::to_string(number) + "\n";
        if (write(STDOUT_FILENO, line.data(), line.size()) < 0)
            return 1;
    }
}
