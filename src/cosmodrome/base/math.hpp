#pragma once
// Elementary functions for every scalar. The same polynomial serves double and each lane, so that a flight
// has the same bits alone and among fifteen others. Physics calls these, never std::.
#include "cosmodrome/base/elementary.hpp"
#include "cosmodrome/base/scalar.hpp"
