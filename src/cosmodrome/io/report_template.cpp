#include "cosmodrome/io/report_template.hpp"

#include <string_view>

#ifdef COSMODROME_HAS_REPORT_TEMPLATE
using namespace std::string_view_literals;
#include "campaign_template.inc"
#include "payload_template.inc"
#include "report_template.inc"  // made by web/build.mjs: constexpr std::string_view report_template_pieces[]
#include "windows_template.inc"
#endif

namespace cosmodrome {

std::string report_template() {
  std::string text;
#ifdef COSMODROME_HAS_REPORT_TEMPLATE
  for (const std::string_view piece : report_template_pieces) text += piece;
#endif
  return text;
}

std::string payload_template() {
  std::string text;
#ifdef COSMODROME_HAS_REPORT_TEMPLATE
  for (const std::string_view piece : payload_template_pieces) text += piece;
#endif
  return text;
}

std::string campaign_template() {
  std::string text;
#ifdef COSMODROME_HAS_REPORT_TEMPLATE
  for (const std::string_view piece : campaign_template_pieces) text += piece;
#endif
  return text;
}

std::string windows_template() {
  std::string text;
#ifdef COSMODROME_HAS_REPORT_TEMPLATE
  for (const std::string_view piece : windows_template_pieces) text += piece;
#endif
  return text;
}

}  // namespace cosmodrome
