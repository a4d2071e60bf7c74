#pragma once

namespace cosmodrome::cli {

/// From here on Ctrl-C and a request to end leave at once, with the exit codes that shells give them, 130 and 143, and
/// a closed pipe ends the program silently, as it does other commands.
void handle_signals();

/// While it lives Ctrl-C and requests to end wait: files are written all or none.
class Undisturbed {
 public:
  Undisturbed();
  ~Undisturbed();
  Undisturbed(const Undisturbed&) = delete;
  Undisturbed& operator=(const Undisturbed&) = delete;
};

/// While it lives the first Ctrl-C only asks: what runs ends when it can and hands over what it has. The second leaves
/// at once. One at a time.
class Interruptible {
 public:
  Interruptible();
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

  [[nodiscard]] static bool asked();
};

}  // namespace cosmodrome::cli
