#include "cosmodrome/io/mean_elements.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

double number_of(const NdmBlock* block, std::string_view key) {
  return block == nullptr ? 0 : decimal_number(block->value(key)).value_or(0);
}

long long count_of(const NdmBlock* block, std::string_view key) {
  return block == nullptr ? 0 : whole_number(block->value(key)).value_or(0);
}

void demand(const NdmMessage& omm, std::string_view key, std::initializer_list<std::string_view> allowed) {
  const NdmItem& item = *omm.segments.front().metadata().find(key);
  if (std::find(allowed.begin(), allowed.end(), item.value) != allowed.end()) return;
  std::vector<std::string> words(allowed.begin(), allowed.end());
  refuse_at(omm.file, item.line, item.column, fmt::format("{} is {}", key, shortened(item.value)),
            fmt::format("elements of SGP4 have {}", joined(words, "or")));
}

NdmItem field(std::string_view key, std::string_view value, int line) {
  return {NdmItem::Kind::field, std::string(key), std::string(value), "", line, 1};
}

}  // namespace

MeanElements mean_elements(const NdmMessage& omm) {
  if (omm.kind != NdmKind::omm)
    refuse_at(omm.file, omm.header.line, 0, fmt::format("this is an {}", name_of(omm.kind)), "an OMM is due here");
  demand(omm, "CENTER_NAME", {"EARTH", "Earth"});
  demand(omm, "REF_FRAME", {"TEME"});
  demand(omm, "TIME_SYSTEM", {"UTC"});
  demand(omm, "MEAN_ELEMENT_THEORY", {"SGP4", "SGP/SGP4", "SGP"});
  const NdmSegment& segment = omm.segments.front();
  const NdmBlock& elements = *segment.find("meanElements");
  const NdmBlock* tle = segment.find("tleParameters");
  if (elements.find("MEAN_MOTION") == nullptr)
    refuse_at(omm.file, elements.line, 1, "there is no MEAN_MOTION", "SGP4 begins with it");
  MeanElements result;
  result.object_name = segment.metadata().value("OBJECT_NAME");
  result.object_id = segment.metadata().value("OBJECT_ID");
  result.epoch = *ccsds_epoch(elements.value("EPOCH"), "UTC");
  result.mean_motion_rev_day = number_of(&elements, "MEAN_MOTION");
  result.eccentricity = number_of(&elements, "ECCENTRICITY");
  result.inclination_deg = number_of(&elements, "INCLINATION");
  result.ra_of_asc_node_deg = number_of(&elements, "RA_OF_ASC_NODE");
  result.arg_of_pericenter_deg = number_of(&elements, "ARG_OF_PERICENTER");
  result.mean_anomaly_deg = number_of(&elements, "MEAN_ANOMALY");
  if (tle != nullptr && tle->find("CLASSIFICATION_TYPE") != nullptr)
    result.classification = tle->value("CLASSIFICATION_TYPE");
  result.ephemeris_type = static_cast<int>(count_of(tle, "EPHEMERIS_TYPE"));
  result.norad_cat_id = count_of(tle, "NORAD_CAT_ID");
  result.element_set_no = count_of(tle, "ELEMENT_SET_NO");
  result.rev_at_epoch = count_of(tle, "REV_AT_EPOCH");
  result.bstar_per_earth_radius = number_of(tle, "BSTAR");
  result.mean_motion_dot_rev_day2 = number_of(tle, "MEAN_MOTION_DOT");
  result.mean_motion_ddot_rev_day3 = number_of(tle, "MEAN_MOTION_DDOT");
  return result;
}

NdmMessage to_omm(const MeanElements& elements, const std::string& creation_utc, const std::string& originator) {
  NdmMessage omm = omm_of_fields({{"CREATION_DATE", creation_utc},
                                  {"ORIGINATOR", originator},
                                  {"OBJECT_NAME", elements.object_name},
                                  {"OBJECT_ID", elements.object_id},
                                  {"EPOCH", ccsds_time_text(elements.epoch, "UTC")},
                                  {"MEAN_MOTION", number_text(elements.mean_motion_rev_day)},
                                  {"ECCENTRICITY", number_text(elements.eccentricity)},
                                  {"INCLINATION", number_text(elements.inclination_deg)},
                                  {"RA_OF_ASC_NODE", number_text(elements.ra_of_asc_node_deg)},
                                  {"ARG_OF_PERICENTER", number_text(elements.arg_of_pericenter_deg)},
                                  {"MEAN_ANOMALY", number_text(elements.mean_anomaly_deg)},
                                  {"EPHEMERIS_TYPE", std::to_string(elements.ephemeris_type)},
                                  {"CLASSIFICATION_TYPE", elements.classification},
                                  {"NORAD_CAT_ID", std::to_string(elements.norad_cat_id)},
                                  {"ELEMENT_SET_NO", std::to_string(elements.element_set_no)},
                                  {"REV_AT_EPOCH", std::to_string(elements.rev_at_epoch)},
                                  {"BSTAR", number_text(elements.bstar_per_earth_radius)},
                                  {"MEAN_MOTION_DOT", number_text(elements.mean_motion_dot_rev_day2)},
                                  {"MEAN_MOTION_DDOT", number_text(elements.mean_motion_ddot_rev_day3)}},
                                 "", 0);
  check_ndm(omm);
  return omm;
}

NdmMessage omm_of_fields(const std::vector<std::pair<std::string, std::string>>& fields, const std::string& file,
                         int line) {
  const NdmRule& rule = ndm_rule(NdmKind::omm);
  NdmMessage omm;
  omm.kind = NdmKind::omm;
  omm.version = "3.0";
  omm.file = file;
  std::vector<NdmBlock> blocks(rule.blocks.size() + 1);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const NdmBlockRule& block = i == 0 ? rule.header : rule.blocks[i - 1];
    blocks[i].name = block.name;
    blocks[i].line = line;
    for (const NdmKey& key : block.keys) {
      const auto given =
          std::find_if(fields.begin(), fields.end(), [&](const auto& one) { return one.first == key.name; });
      const auto usual = [&]() -> std::optional<std::string_view> {
        if (key.name == "CENTER_NAME") return "EARTH";
        if (key.name == "REF_FRAME") return "TEME";
        if (key.name == "TIME_SYSTEM") return "UTC";
        if (key.name == "MEAN_ELEMENT_THEORY") return "SGP4";
        if (key.due == NdmDue::maybe_empty) return "";
        return std::nullopt;
      }();
      if (given != fields.end() && !(given->second.empty() && usual))
        blocks[i].items.push_back(field(key.name, given->second, line));
      else if (usual)
        blocks[i].items.push_back(field(key.name, *usual, line));
    }
  }
  for (const auto& [key, value] : fields) {
    if (key == "CCSDS_OMM_VERS") {
      omm.version = value;
      continue;
    }
    if (key == "COMMENT") {
      if (!value.empty())
        blocks[0].items.insert(blocks[0].items.begin(), {NdmItem::Kind::comment, "", value, "", line, 1});
      continue;
    }
    const auto knows = [&key = key](const NdmBlockRule& block) { return block.find(key) != nullptr; };
    if (knows(rule.header) || std::any_of(rule.blocks.begin(), rule.blocks.end(), knows)) continue;
    const bool prefixed = key.starts_with(user_defined_prefix);
    blocks.back().items.push_back(field(prefixed ? key : std::string(user_defined_prefix) + key, value, line));
  }
  omm.header = std::move(blocks.front());
  omm.segments.emplace_back().line = line;
  for (std::size_t i = 1; i < blocks.size(); ++i) {
    if (!blocks[i].items.empty() || rule.blocks[i - 1].due) omm.segments.back().blocks.push_back(std::move(blocks[i]));
  }
  return omm;
}

std::string_view mean_elements_form(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = text.substr(begin);
  const std::string_view first = rest.substr(0, rest.find('\n'));
  if ((rest[0] == '[' || rest[0] == '{') && rest.substr(0, 4096).find("\"MEAN_MOTION\"") != std::string_view::npos)
    return "json";
  if (first.find(',') != std::string_view::npos && first.find("MEAN_MOTION") != std::string_view::npos) return "csv";
  // The first or second line is a line 1.
  const auto is_line_1 = [](std::string_view line) { return line.size() >= 60 && line.starts_with("1 "); };
  const auto second = rest.find('\n');
  if (is_line_1(first) || (second != std::string_view::npos &&
                           is_line_1(rest.substr(second + 1, rest.find('\n', second + 1) - second - 1))))
    return "tle";
  return {};
}

}  // namespace cosmodrome
