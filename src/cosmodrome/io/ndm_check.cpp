#include "cosmodrome/io/ndm_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "cosmodrome/io/attitude_columns.hpp"
#include "cosmodrome/io/ccsds_time.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// Time systems of 502.0-B-3, 3.2.3.2 and annex B, whose times are dates; the others count from an event.
bool has_dates(std::string_view system) {
  constexpr std::array systems{"UTC", "TAI", "TT", "GPS", "TDB", "TCB", "TCG", "UT1", "GMST"};
  return std::find(systems.begin(), systems.end(), system) != systems.end();
}

bool counts_from_an_event(std::string_view system) { return system == "MET" || system == "MRT" || system == "SCLK"; }

class Check {
 public:
  explicit Check(const NdmMessage& message)
      : message_(message), rule_(ndm_rule(message.kind)), version_(major_version(message)) {}

  void all() {
    version();
    block(message_.header, rule_.header, "UTC");
    blocks(message_.relative, rule_.relative, message_.header.line, "UTC");
    if (message_.segments.empty()) refuse(0, 0, "the message ends behind its header", "write metadata and data");
    for (const NdmSegment& segment : message_.segments) this->segment(segment);
    if (message_.kind == NdmKind::cdm) two_objects();
  }

 private:
  [[noreturn]] void refuse(int line, int column, std::string found, std::string remedy) const {
    refuse_at(message_.file, line, column, std::move(found), std::move(remedy));
  }
  [[noreturn]] void refuse(const NdmItem& item, std::string found, std::string remedy) const {
    refuse(item.line, item.column, std::move(found), std::move(remedy));
  }

  void version() const {
    const auto& known = rule_.versions;
    if (std::find(known.begin(), known.end(), message_.version) != known.end()) return;
    refuse(message_.header.line, 0,
           fmt::format("version {} of the {} is unknown", shortened(message_.version), rule_.name),
           fmt::format("versions {} are read", joined({known.begin(), known.end()})));
  }

  void segment(const NdmSegment& segment) {
    const std::string_view system = message_.kind == NdmKind::cdm ? "UTC" : time_system(segment);
    blocks(segment.blocks, rule_.blocks, segment.line, system);
    if (message_.kind == NdmKind::opm) anomaly(segment);
    if (message_.kind == NdmKind::omm) size_of_orbit(segment);
    if (rule_.has_rows) rows(segment, system);
  }

  std::string_view time_system(const NdmSegment& segment) {
    const NdmItem* item = segment.metadata().find("TIME_SYSTEM");
    if (item == nullptr) return "UTC";  // that it is missing is found below
    if (!has_dates(item->value) && !counts_from_an_event(item->value)) {
      refuse(*item, fmt::format("the time system {} is unknown", shortened(item->value)),
             "UTC, TAI, TT, GPS, TDB, TCB, TCG, UT1, GMST, MET, MRT and SCLK are known");
    }
    // 502.0-B-3, 5.2.3.5, and 504.0-B-2, 4.2.3: one time system in a message.
    if (system_.empty()) system_ = item->value;
    if (item->value != system_) {
      refuse(*item, fmt::format("the time system is {} here and {} above", item->value, system_),
             "one message has one time system");
    }
    return item->value;
  }

  void blocks(const std::vector<NdmBlock>& found, const std::vector<NdmBlockRule>& rules, int line,
              std::string_view system) const {
    for (const NdmBlockRule& rule : rules) {
      int count = 0;
      for (const NdmBlock& block : found) {
        if (block.name != rule.name) continue;
        if (++count > 1 && !rule.repeats) {
          refuse(block.line, 1, fmt::format("there is a second {}", rule.name), "give it once");
        }
        this->block(block, rule, system);
      }
      if (count > 0 || !rule.due) continue;
      if (rule.keys.empty()) refuse(line, 1, "this segment has no rows", "write lines of time and numbers");
      refuse(line, 1, fmt::format("the {} {} is missing", rule_.name, rule.name),
             fmt::format("write {} = ... and what belongs to it", first_due(rule)));
    }
  }

  static std::string_view first_due(const NdmBlockRule& rule) {
    const auto due = [](const NdmKey& key) { return key.due == NdmDue::yes; };
    const auto found = std::find_if(rule.keys.begin(), rule.keys.end(), due);
    return found == rule.keys.end() ? rule.name : found->name;
  }

  void block(const NdmBlock& block, const NdmBlockRule& rule, std::string_view system) const {
    if (rule.name == user_defined_block) return;
    for (const NdmItem& item : block.items) {
      if (item.kind == NdmItem::Kind::field) field(item, block, rule, system);
    }
    for (const NdmKey& key : rule.keys) {
      const bool due =
          key.due == NdmDue::yes || key.due == NdmDue::maybe_empty || (key.due == NdmDue::before_3 && version_ < 3);
      if (!due || version_ > key.until || block.find(key.name) != nullptr) continue;
      refuse(block.line, 1, fmt::format("{} is missing in this {}", key.name, rule.name),
             fmt::format("write {} = ...", key.name));
    }
  }

  void field(const NdmItem& item, const NdmBlock& block, const NdmBlockRule& rule, std::string_view system) const {
    const NdmKey* key = rule.find(item.key);
    if (key == nullptr) unknown(item, rule);
    if (key->since > version_) {
      refuse(item, fmt::format("{} has come with version {}.0, this is {}", key->name, key->since, message_.version),
             "raise the version, or leave it out");
    }
    if (key->until < version_) {
      refuse(item,
             fmt::format("{} has gone with version {}.0, this is {}", key->name, key->until + 1, message_.version),
             "leave it out, and see that the data are as the version has them");
    }
    if (block.find(item.key) != &item) refuse(item, fmt::format("{} is given twice", item.key), "give it once");
    if (item.value.empty()) return empty(item, *key);
    if (!item.unit.empty() && item.unit != key->unit) {
      refuse(item, fmt::format("{} is in [{}] here", item.key, shortened(item.unit)),
             key->unit.empty() ? "it has no unit" : fmt::format("the standard has it in [{}] only", key->unit));
    }
    value(item, *key, system);
  }

  [[noreturn]] void unknown(const NdmItem& item, const NdmBlockRule& rule) const {
    std::vector<std::string> known;
    for (const NdmKey& key : rule.keys) known.emplace_back(key.name);
    const std::string meant = nearest(item.key, known);
    refuse(item, fmt::format("unknown keyword \"{}\" in the {}", shortened(item.key), rule.name),
           meant.empty() ? fmt::format("known here: {}", joined(known)) : fmt::format("did you mean {}?", meant));
  }

  void empty(const NdmItem& item, const NdmKey& key) const {
    const bool due = key.due == NdmDue::yes || (key.due == NdmDue::before_3 && version_ < 3);
    if (due) refuse(item, fmt::format("{} has no value", item.key), "write one");
  }

  void value(const NdmItem& item, const NdmKey& key, std::string_view system) const {
    switch (key.type) {
      case NdmType::text:
        return;
      case NdmType::number:
        if (!decimal_number(item.value)) {
          refuse(item, fmt::format("{} is \"{}\", which is no number", item.key, shortened(item.value)),
                 "write one such as -6378.137 or 1.5e-3");
        }
        return;
      case NdmType::whole:
        if (!whole_number(item.value)) {
          refuse(item, fmt::format("{} is \"{}\", which is no whole number", item.key, shortened(item.value)),
                 "write one such as 7");
        }
        return;
      case NdmType::time:
        return time(item.value, item.line, item.column, system);
      case NdmType::word:
        return word(item, key);
    }
  }

  void word(const NdmItem& item, const NdmKey& key) const {
    std::vector<std::string> allowed;
    for (const Word& one : words_of(key.words)) allowed.emplace_back(one.text);
    if (std::find(allowed.begin(), allowed.end(), item.value) != allowed.end()) return;
    refuse(item, fmt::format("{} is \"{}\"", item.key, shortened(item.value)),
           fmt::format("write {}", joined(allowed, "or")));
  }

  void time(std::string_view text, int line, int column, std::string_view system) const {
    const bool good = has_dates(system) ? is_ccsds_date(text, system) : text.find(' ') == std::string_view::npos;
    if (good) return;
    refuse(line, column, fmt::format("\"{}\" is no time in {}", shortened(text), system),
           "write it as 2023-08-10T23:10:57.000 or 2023-222T23:10:57.000");
  }

  void anomaly(const NdmSegment& segment) const {
    const NdmBlock* elements = segment.find("keplerianElements");
    if (elements == nullptr) return;
    const bool true_anomaly = elements->find("TRUE_ANOMALY") != nullptr;
    if (true_anomaly != (elements->find("MEAN_ANOMALY") != nullptr)) return;
    refuse(elements->line, 1, true_anomaly ? "there are two anomalies" : "there is no anomaly",
           "write either TRUE_ANOMALY or MEAN_ANOMALY");
  }

  void size_of_orbit(const NdmSegment& segment) const {
    const NdmBlock& elements = *segment.find("meanElements");
    const bool axis = elements.find("SEMI_MAJOR_AXIS") != nullptr;
    if (axis != (elements.find("MEAN_MOTION") != nullptr)) return;
    refuse(elements.line, 1, axis ? "there are both SEMI_MAJOR_AXIS and MEAN_MOTION" : "there is no MEAN_MOTION",
           "write either SEMI_MAJOR_AXIS or MEAN_MOTION");
  }

  void two_objects() const {
    const auto& segments = message_.segments;
    if (segments.size() != 2) {
      refuse(message_.header.line, 0, fmt::format("the message has {} object(s)", segments.size()),
             "write OBJECT = OBJECT1 and OBJECT = OBJECT2 and what belongs to them");
    }
    for (std::size_t i = 0; i < 2; ++i) {
      const NdmItem& item = *segments[i].metadata().find("OBJECT");
      if (item.value != (i == 0 ? "OBJECT1" : "OBJECT2")) {
        refuse(item, fmt::format("{} stands here", item.value), "write OBJECT1 first, then OBJECT2");
      }
    }
  }

  /// Times of rows rise, within START_TIME to STOP_TIME; as many numbers as the type of ephemeris has.
  void rows(const NdmSegment& segment, std::string_view system) const {
    const NdmBlock& metadata = segment.metadata();
    const bool dated = is_known_time_system(system);
    const auto at = [&](std::string_view key) {
      return dated ? ccsds_epoch(metadata.value(key), system) : std::optional<Epoch>{};
    };
    const auto start = at("START_TIME"), stop = at("STOP_TIME");
    if (start && stop && *stop < *start) {
      refuse(*metadata.find("STOP_TIME"), "STOP_TIME is before START_TIME", "exchange them");
    }
    const std::size_t numbers = message_.kind == NdmKind::aem ? attitude_numbers(metadata) : 6;
    std::optional<Epoch> last;
    int count = 0;
    for (const NdmItem& item : segment.find("data")->items) {
      if (item.kind != NdmItem::Kind::row) continue;
      ++count;
      const std::string_view text = row(item, numbers);
      if (!dated) {
        time(text, item.line, item.column, system);
        continue;
      }
      const auto epoch = ccsds_epoch(text, system);
      if (!epoch) time(text, item.line, item.column, system);
      if (last && *epoch <= *last) {
        refuse(item, "this time is not after that of the line above", "sort the lines by time, each time once");
      }
      if ((start && *epoch < *start) || (stop && *stop < *epoch)) {
        refuse(item, "this time is outside START_TIME to STOP_TIME", "correct the segment's times");
      }
      last = epoch;
    }
    if (count == 0) refuse(segment.line, 1, "this segment has no rows", "write lines of time and numbers");
  }

  std::size_t attitude_numbers(const NdmBlock& metadata) const {
    const NdmItem& item = *metadata.find("ATTITUDE_TYPE");
    const AttitudeType* type = attitude_type(item.value, version_);
    if (type == nullptr) {
      refuse(item, fmt::format("version {} knows no attitude type \"{}\"", message_.version, shortened(item.value)),
             "see the table of attitude types in the reference");
    }
    if (type->has_euler_angles) euler_sequence(metadata, item);
    if (version_ == 1 && item.value.starts_with("QUATERNION") && metadata.find("QUATERNION_TYPE") == nullptr) {
      refuse(metadata.line, 1, "QUATERNION_TYPE is missing", "write QUATERNION_TYPE = LAST or FIRST");
    }
    return attitude_columns(*type, "").size();
  }

  void euler_sequence(const NdmBlock& metadata, const NdmItem& type) const {
    const NdmItem* item = metadata.find("EULER_ROT_SEQ");
    if (item == nullptr) {
      refuse(metadata.line, 1, fmt::format("EULER_ROT_SEQ is missing, which {} needs", type.value),
             "write EULER_ROT_SEQ = 321");
    }
    const std::string& axes = item->value;
    const bool known = axes.size() == 3 && axes.find_first_not_of(axes[0] >= 'X' ? "XYZ" : "123") == std::string::npos;
    if (known && axes[0] != axes[1] && axes[1] != axes[2]) return;
    refuse(*item, fmt::format("\"{}\" is no sequence of rotations", shortened(axes)), "write one such as 321 or ZXZ");
  }

  /// Its time, after its numbers have been looked at.
  std::string_view row(const NdmItem& item, std::size_t due) const {
    const std::vector<Word> words = words_of(item.value);
    const bool accelerated = message_.kind == NdmKind::oem && words.size() == 10;
    if (words.size() != due + 1 && !accelerated) {
      refuse(item, fmt::format("this line has {} words", words.size()),
             message_.kind == NdmKind::oem
                 ? "write time, position in km and velocity in km/s: 7 words, or 10 with an acceleration"
                 : fmt::format("write time and {} numbers", due));
    }
    for (std::size_t i = 1; i < words.size(); ++i) {
      if (decimal_number(words[i].text)) continue;
      refuse(item.line, item.column + words[i].column - 1, fmt::format("\"{}\" is no number", shortened(words[i].text)),
             "write one such as -6378.137");
    }
    return words.empty() ? std::string_view() : words[0].text;
  }

  const NdmMessage& message_;
  const NdmRule& rule_;
  int version_;
  std::string system_;
};

}  // namespace

int major_version(const NdmMessage& message) {
  return message.version.empty() || message.version[0] < '1' || message.version[0] > '9' ? 0 : message.version[0] - '0';
}

void check_ndm(const NdmMessage& message) { Check(message).all(); }

}  // namespace cosmodrome
