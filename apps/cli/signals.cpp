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

volatile std::sig_atomic_t interrupts = 0;

extern "C" void ask(int signal) {
  if (interrupts > 0) leave(signal);
  interrupts = 1;
}

bool is_ignored(int signal) {
  struct sigaction before {};
  sigaction(signal, nullptr, &before);
  return before.sa_handler == SIG_IGN;
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
    if (!is_ignored(signal)) std::signal(signal, leave);
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

Interruptible::Interruptible() {
  interrupts = 0;
  if (!is_ignored(SIGINT)) std::signal(SIGINT, ask);
}

Interruptible::~Interruptible() {
  if (!is_ignored(SIGINT)) std::signal(SIGINT, leave);
}

bool Interruptible::asked() { return interrupts > 0; }

}  // namespace cosmodrome::cli
