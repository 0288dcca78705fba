// SPDX-License-Identifier: MIT
// The fakes are inline; moc's code of them is compiled here.
#include "tests/support/fake_services.h"
