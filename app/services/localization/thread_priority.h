// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// How far work stands behind what people see and hear at once.
enum class Background {
    Live,   ///< soon: it is on screen, but behind the picture and the sound
    Patient ///< whenever nothing else is to be done
};

/// The calling thread, and the threads that it makes from now on, give way to others of the program
/// (Linux, where a thread has a nice value of its own; elsewhere nothing happens).
void giveWay(Background kind);

} // namespace soundlocus
