#include "signals.hpp"

#include <unistd.h>

#include <csignal>

namespace cosmodrome::cli {
namespace {

constexpr int leave_by[] = {SIGINT, SIGTERM, SIGHUP};

extern "C" void leave(int signal) {
  // The progress line is cleared, so that the prompt stands on a line of its own.
  if (isatty(STDERR_FILENO) != 0 && write(STDERR_FILENO, "\r\033[K", 4) < 0) _exit(128 + signal);
  _exit(128 + signal);
}

sigset_t these() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : leave_by) sigaddset(&set, signal);
  return set;
}

}  // namespace

void handle_signals() {
  for (const int signal : leave_by) {
    // nohup and shells in the background set a signal to be ignored: that stays.
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    if (before.sa_handler != SIG_IGN) std::signal(signal, leave);
  }
  std::signal(SIGPIPE, SIG_DFL);
}

Undisturbed::Undisturbed() {
  const sigset_t set = these();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

Undisturbed::~Undisturbed() {
  const sigset_t set = these();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace cosmodrome::cli
