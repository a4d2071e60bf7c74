#pragma once
#include <string>

namespace cosmodrome {

/// Elements of the oldest satellite that is still up there, with its name.
inline const std::string vanguard =
    "VANGUARD 1\n"
    "1 00005U 58002B   20287.20333880 -.00000016  00000-0 -22483-4 0  9998\n"
    "2 00005  34.2443 225.5254 1845686 162.2516 205.2356 10.84869164218149\n";

}  // namespace cosmodrome
