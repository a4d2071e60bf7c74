#include "cosmodrome/io/ndm_xml_read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>

#include "cosmodrome/io/attitude_columns.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"
#include "cosmodrome/io/xml_text.hpp"

namespace cosmodrome {
namespace {

bool is(const pugi::xml_node& node, std::string_view name) { return name == node.name(); }

class Reader {
 public:
  Reader(std::string_view text, const std::string& file) : file_(file), places_(text) {}

  NdmFile file(const pugi::xml_node& root) {
    NdmFile result;
    if (!is(root, "ndm")) {
      result.messages.push_back(message(root));
      return result;
    }
    for (const pugi::xml_node& child : root.children()) {
      if (child.type() != pugi::node_element) stray(child);
      if (is(child, "COMMENT"))
        result.comments.emplace_back(child.child_value());
      else if (!is(child, "MESSAGE_ID"))
        result.messages.push_back(message(child));
    }
    if (result.messages.empty()) refuse(root, "the <ndm> holds no message", "put one or more messages into it");
    return result;
  }

 private:
  XmlPlaces::LineColumn place(const pugi::xml_node& node) const {
    const auto offset = node.offset_debug();
    return places_.at(offset > 0 ? static_cast<std::size_t>(offset) : 0);
  }

  [[noreturn]] void refuse(const pugi::xml_node& node, std::string found, std::string remedy) const {
    const auto [line, column] = place(node);
    refuse_at(file_, line, column, std::move(found), std::move(remedy));
  }

  [[noreturn]] void stray(const pugi::xml_node& node) const {
    refuse(node, fmt::format("the text \"{}\" stands between elements", shortened(node.value())),
           "put it into an element or take it out");
  }

  [[noreturn]] void unknown(const pugi::xml_node& node, std::string_view parent) const {
    refuse(node, fmt::format("<{}> does not belong into <{}>", shortened(node.name()), parent),
           "see the table of keywords in the reference");
  }

  NdmMessage message(const pugi::xml_node& root) {
    const auto& rules = ndm_rules();
    const auto rule =
        std::find_if(rules.begin(), rules.end(), [&](const NdmRule& one) { return is(root, one.element); });
    if (rule == rules.end()) {
      std::vector<std::string> names{"<ndm>"};
      for (const NdmRule& one : rules) names.push_back(fmt::format("<{}>", one.element));
      refuse(root, fmt::format("<{}> is no message that is read", shortened(root.name())),
             fmt::format("{} are", joined(names)));
    }
    rule_ = &*rule;
    NdmMessage result;
    result.kind = rule->kind;
    result.file = file_;
    result.version = root.attribute("version").value();
    if (fmt::format("CCSDS_{}_VERS", rule->name) != root.attribute("id").value()) {
      refuse(root, fmt::format("the id is \"{}\"", shortened(root.attribute("id").value())),
             fmt::format("write id=\"CCSDS_{}_VERS\"", rule->name));
    }
    result.header.name = "header";
    result.header.line = place(root).line;
    bool body = false;
    for (const pugi::xml_node& child : root.children()) {
      if (is(child, "header")) {
        result.header = block(child, "header");
      } else if (is(child, "body") && !body) {
        body = true;
        read_body(child, result);
      } else {
        child.type() == pugi::node_element ? unknown(child, rule->element) : stray(child);
      }
    }
    return result;
  }

  void read_body(const pugi::xml_node& body, NdmMessage& result) {
    for (const pugi::xml_node& child : body.children()) {
      if (is(child, "segment"))
        result.segments.push_back(segment(child, major_version(result)));
      else if (is(child, "relativeMetadataData") && rule_->kind == NdmKind::cdm)
        result.relative.push_back(block(child, "relativeMetadataData"));
      else
        child.type() == pugi::node_element ? unknown(child, "body") : stray(child);
    }
  }

  NdmSegment segment(const pugi::xml_node& node, int version) {
    NdmSegment result;
    result.line = place(node).line;
    result.blocks.emplace_back();
    bool has_metadata = false;
    for (const pugi::xml_node& child : node.children()) {
      if (is(child, "metadata") && !has_metadata) {
        has_metadata = true;
        result.blocks.front() = block(child, "metadata");
      } else if (is(child, "data") && has_metadata && result.blocks.size() == 1) {
        data(child, result, version);
      } else {
        child.type() == pugi::node_element ? unknown(child, "segment") : stray(child);
      }
    }
    if (!has_metadata) refuse(node, "this segment has no <metadata>", "write it above <data>");
    return result;
  }

  void data(const pugi::xml_node& node, NdmSegment& result, int version) {
    NdmBlock loose;  // rows and what stands in <data> itself
    loose.name = "data";
    loose.line = place(node).line;
    std::vector<NdmBlock> blocks;
    const AttitudeColumns attitude = columns_of(result.metadata(), version);
    for (const pugi::xml_node& child : node.children()) {
      if (is(child, "COMMENT")) {
        loose.items.push_back(comment(child));
      } else if (rule_->kind == NdmKind::oem && is(child, "stateVector")) {
        loose.items.push_back(state(child));
      } else if (rule_->kind == NdmKind::aem && is(child, "attitudeState")) {
        loose.items.push_back(attitude_state(child, attitude));
      } else if (const std::string_view name = data_block(child); !name.empty()) {
        blocks.push_back(block(child, name));
      } else {
        child.type() == pugi::node_element ? unknown(child, "data") : stray(child);
      }
    }
    if (rule_->has_rows || !loose.items.empty()) result.blocks.push_back(std::move(loose));
    for (NdmBlock& one : blocks) result.blocks.push_back(std::move(one));
  }

  /// The name of the block that an element within <data> is; empty if it is none.
  std::string_view data_block(const pugi::xml_node& node) const {
    for (std::size_t i = 1; i < rule_->blocks.size(); ++i) {
      if (is(node, rule_->blocks[i].name) && rule_->blocks[i].name != "data") return rule_->blocks[i].name;
    }
    return {};
  }

  NdmItem comment(const pugi::xml_node& node) const {
    const auto [line, column] = place(node);
    std::string text = value_of(node);
    std::replace(text.begin(), text.end(), '\n', ' ');
    return {NdmItem::Kind::comment, "", std::move(text), "", line, column};
  }

  /// The text of an element that holds nothing else.
  std::string value_of(const pugi::xml_node& node) const {
    const pugi::xml_node first = node.first_child();
    if (first && (first.type() != pugi::node_pcdata || first.next_sibling())) {
      refuse(node, fmt::format("<{}> holds more than a value", shortened(node.name())), "write its value alone");
    }
    return first.value();
  }

  NdmItem field(const pugi::xml_node& node) const {
    const auto [line, column] = place(node);
    NdmItem item{NdmItem::Kind::field, node.name(), value_of(node), "", line, column};
    if (item.key == "USER_DEFINED") item.key = std::string(user_defined_prefix) + node.attribute("parameter").value();
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name == "units" || name == "unit")
        item.unit = attribute.value();
      else if (name != "parameter" && name != "nil" && name != "xsi:nil")
        refuse(node, fmt::format("unknown attribute \"{}\"", shortened(name)), "units is the one that values have");
    }
    return item;
  }

  NdmBlock block(const pugi::xml_node& node, std::string_view name) const {
    NdmBlock result;
    result.name = name;
    result.line = place(node).line;
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() != pugi::node_element) stray(child);
      if (is(child, "COMMENT"))
        result.items.push_back(comment(child));
      else if (is(child, "relativeStateVector") && name == "relativeMetadataData")
        for (const pugi::xml_node& part : child.children()) result.items.push_back(field(part));
      else
        result.items.push_back(field(child));
    }
    return result;
  }

  NdmItem row_of(const pugi::xml_node& node, const std::vector<std::string>& words) const {
    const auto [line, column] = place(node);
    std::string text;
    for (const std::string& word : words) {
      if (!text.empty()) text += ' ';
      text += word;
    }
    return {NdmItem::Kind::row, "", std::move(text), "", line, column};
  }

  /// One word of a row: it must be one, so that the row can be taken apart again.
  std::string word_of(const pugi::xml_node& node) const {
    std::string text = value_of(node);
    if (text.empty() || text.find_first_of(" \t\r\n") != std::string::npos) {
      refuse(node, fmt::format("<{}> holds \"{}\"", shortened(node.name()), shortened(text)),
             "write one number or time");
    }
    return text;
  }

  NdmItem state(const pugi::xml_node& node) const {
    static constexpr std::string_view names[] = {"EPOCH", "X",     "Y",      "Z",      "X_DOT",
                                                 "Y_DOT", "Z_DOT", "X_DDOT", "Y_DDOT", "Z_DDOT"};
    std::vector<std::string> words;
    for (const pugi::xml_node& child : node.children()) {
      if (words.size() == std::size(names) || !is(child, names[words.size()])) {
        refuse(child, fmt::format("<{}> does not belong here", shortened(child.name())),
               "write EPOCH, X, Y, Z, X_DOT, Y_DOT, Z_DOT in this order");
      }
      const std::string_view unit = child.attribute("units").value();
      const std::string_view due = words.size() < 4 ? "km" : words.size() < 7 ? "km/s" : "km/s**2";
      if (!unit.empty() && unit != due)
        refuse(child, fmt::format("{} is in [{}] here", child.name(), shortened(unit)),
               fmt::format("the standard has it in [{}] only", due));
      words.push_back(word_of(child));
    }
    return row_of(node, words);
  }

  // --- attitude

  struct AttitudeColumns {
    const AttitudeType* type = nullptr;
    std::vector<std::string_view> names;
  };

  AttitudeColumns columns_of(const NdmBlock& metadata, int version) const {
    AttitudeColumns result;
    if (rule_->kind != NdmKind::aem) return result;
    result.type = attitude_type(metadata.value("ATTITUDE_TYPE"), version);
    if (result.type != nullptr) result.names = attitude_columns(*result.type, metadata.value("QUATERNION_TYPE"));
    return result;
  }

  struct Leaf {
    std::string name;
    std::string value;
  };

  /// Elements without elements in them. <rotation1> is an angle or a rate by what it stands in.
  void leaves(const pugi::xml_node& node, std::vector<Leaf>& found) const {
    for (const pugi::xml_node& child : node.children()) {
      if (child.type() != pugi::node_element) stray(child);
      if (child.first_child().type() == pugi::node_element) {
        leaves(child, found);
        continue;
      }
      std::string name = child.name();
      if (name.starts_with("rotation")) name = (is(node, "rotationAngles") ? "ANGLE_" : "RATE_") + name.substr(8);
      found.push_back({std::move(name), word_of(child)});
    }
  }

  NdmItem attitude_state(const pugi::xml_node& node, const AttitudeColumns& columns) const {
    if (columns.type == nullptr) return row_of(node, {});  // refused with its metadata
    std::vector<Leaf> found;
    leaves(node, found);
    std::vector<std::string> words;
    std::vector<std::string_view> due{"EPOCH"};
    due.insert(due.end(), columns.names.begin(), columns.names.end());
    for (const std::string_view name : due) {
      const auto at = std::find_if(found.begin(), found.end(), [&](const Leaf& leaf) { return leaf.name == name; });
      if (at == found.end())
        refuse(node, fmt::format("{} is missing in this attitude", name),
               fmt::format("ATTITUDE_TYPE {} needs it", columns.type->name));
      words.push_back(at->value);
    }
    if (found.size() != due.size())
      refuse(node, "this attitude has elements too many",
             fmt::format("ATTITUDE_TYPE {} has {}", columns.type->name, joined({due.begin(), due.end()})));
    return row_of(node, words);
  }

  const std::string& file_;
  XmlPlaces places_;
  const NdmRule* rule_ = nullptr;
};

}  // namespace

NdmFile read_ndm_xml(std::string_view text, const std::string& file) {
  pugi::xml_document document;
  parse_xml(text, file, document);
  return Reader(text, file).file(document.document_element());
}

}  // namespace cosmodrome
