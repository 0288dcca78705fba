// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// Makes OpenMP's threads sleep at barriers instead of spinning, unless the user chose otherwise
/// (OMP_WAIT_POLICY): spinning threads take the cores that decoding and painting need, and on a
/// busy machine a forward pass of the demo model took 200 ms of processor time where 20 ms do.
/// libgomp reads the setting when it is loaded, and FFmpeg and OpenCV bring it along before main();
/// so the program is started again, in the same process, with its arguments. Call it first in
/// main(); it comes back where nothing is to be done, and where the restart fails.
/// @param argv of main()
void waitPassively(char **argv);

} // namespace soundlocus
