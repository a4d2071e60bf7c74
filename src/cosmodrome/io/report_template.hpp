#pragma once
#include <string>

namespace cosmodrome {

/// The page of web/ that shows one flight: HTML, style and program in one text, with marks where write_report()
/// puts the data. Empty if this program was built without web/ (no Node.js when it was built).
std::string report_template();

/// The page of a map of payloads, likewise; see write_payload_page().
std::string payload_template();

/// The page of a campaign, likewise; see write_campaign_page().
std::string campaign_template();

/// The page of launch windows, likewise; see write_windows_page().
std::string windows_template();

}  // namespace cosmodrome
