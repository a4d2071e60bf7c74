#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

namespace cosmodrome {

/// Compares a table of docs/validation-orbit.md, which `head` begins, with its rows; renew the page with
/// COSMODROME_RENEW_REFERENCE=1.
inline void expect_on_orbit_page(const std::string& head, const std::string& rows) {
  const std::string path = COSMODROME_SOURCE_DIR "/docs/validation-orbit.md";
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  std::string page = text.str();
  const auto begin = page.find(head), end = page.find("\n\n", begin);
  ASSERT_NE(begin, std::string::npos) << path;
  const std::string fresh = page.substr(0, begin) + head + rows + page.substr(end + 1);
  const char* renew = std::getenv("COSMODROME_RENEW_REFERENCE");
  if (renew != nullptr && *renew == '1') std::ofstream(path) << (page = fresh);
  EXPECT_EQ(page, fresh) << "renew it with COSMODROME_RENEW_REFERENCE=1";
}

}  // namespace cosmodrome
