// Writes what read_ndm reads, in both forms.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "cosmodrome/base/error.hpp"
#include "cosmodrome/io/attitude_columns.hpp"
#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm.hpp"
#include "cosmodrome/io/ndm_check.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/xml_text.hpp"

namespace cosmodrome {
namespace {

using Kind = NdmItem::Kind;

/// A row's words with one blank between them.
std::string even_row(std::string_view row) {
  std::string text;
  for (const Word& word : words_of(row)) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  return text;
}

class KvnWriter {
 public:
  std::string message(const NdmMessage& message) {
    const NdmRule& rule = ndm_rule(message.kind);
    rule_ = &rule;
    line("CCSDS_{}_VERS = {}", rule.name, message.version);
    block(message.header, std::string_view("CCSDS_OEM_VERS").size());
    for (const NdmBlock& one : message.relative) apart(one);
    for (const NdmSegment& segment : message.segments) rule.has_rows ? marked(segment, rule) : flat(segment);
    return fmt::to_string(text_);
  }

 private:
  template <class... Args>
  void line(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
    text_.push_back('\n');
  }

  [[nodiscard]] bool may_be_empty(std::string_view key) const {
    const NdmKey* known = rule_->header.find(key);
    if (known == nullptr) known = rule_->blocks.front().find(key);
    return known != nullptr && known->due == NdmDue::maybe_empty;
  }

  void item(const NdmItem& item, std::size_t width) {
    if (item.kind == Kind::comment)
      item.value.empty() ? line("COMMENT") : line("COMMENT {}", item.value);
    else if (item.kind == Kind::row)
      line("{}", even_row(item.value));
    else if (item.value.empty() && !may_be_empty(item.key))
      return;  // an empty element of XML says nothing that the keyword form could
    else if (item.unit.empty())
      line("{:<{}} = {}", item.key, width, item.value);
    else
      line("{:<{}} = {} [{}]", item.key, width, item.value, item.unit);
  }

  void block(const NdmBlock& block, std::size_t width = 0) {
    for (const NdmItem& one : block.items) width = std::max(width, one.key.size());
    for (const NdmItem& one : block.items) item(one, width);
  }

  void apart(const NdmBlock& one) {
    line("");
    block(one);
  }

  void flat(const NdmSegment& segment) {
    for (const NdmBlock& one : segment.blocks) apart(one);
  }

  void marked(const NdmSegment& segment, const NdmRule& rule) {
    const bool attitude = rule.kind == NdmKind::aem;
    line("\nMETA_START");
    block(segment.metadata());
    line("META_STOP");
    bool in_covariance = false;
    for (std::size_t i = 1; i < segment.blocks.size(); ++i) {
      const NdmBlock& one = segment.blocks[i];
      if (one.name == "covarianceMatrix") {
        if (!in_covariance) line("\nCOVARIANCE_START");
        in_covariance = true;
        covariance(one);
        continue;
      }
      if (attitude) line("DATA_START");
      block(one);
      if (attitude) line("DATA_STOP");
    }
    if (in_covariance) line("COVARIANCE_STOP");
  }

  void covariance(const NdmBlock& matrix) {
    // Its time begins a matrix; what is said of the matrix may stand above that.
    const NdmItem* epoch = matrix.find("EPOCH");
    for (const NdmItem& one : matrix.items) {
      if (one.kind == Kind::comment && &one < epoch) item(one, 0);
    }
    item(*epoch, 0);
    for (const NdmItem& one : matrix.items) {
      if ((one.kind == Kind::comment && &one > epoch) || one.key == "COV_REF_FRAME") item(one, 0);
    }
    const auto& keys = covariance_keys();
    std::size_t at = 0;
    for (std::size_t row = 1; row <= 6; ++row) {
      std::string numbers;
      for (std::size_t i = 0; i < row; ++i, ++at) {
        if (i > 0) numbers += ' ';
        numbers += matrix.value(keys[at]);
      }
      line("{}", numbers);
    }
  }

  fmt::memory_buffer text_;
  const NdmRule* rule_ = nullptr;
};

class XmlWriter {
 public:
  std::string file(const NdmFile& file) {
    text_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    const bool combined = file.messages.size() > 1 || !file.comments.empty();
    if (combined) {
      open("ndm", names_);
      for (const std::string& comment : file.comments) leaf("COMMENT", "", comment);
    }
    for (const NdmMessage& one : file.messages) message(one, combined ? "" : names_);
    if (combined) close("ndm");
    return std::move(text_);
  }

 private:
  static constexpr std::string_view names_ =
      " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
      "xsi:noNamespaceSchemaLocation=\"http://sanaregistry.org/r/ndmxml_unqualified/ndmxml-2.0.0-master-2.0.xsd\"";

  void indent() { text_.append(2 * depth_, ' '); }
  void open(std::string_view name, std::string_view attributes = {}) {
    indent();
    text_ += fmt::format("<{}{}>\n", name, attributes);
    ++depth_;
  }
  void close(std::string_view name) {
    --depth_;
    indent();
    text_ += fmt::format("</{}>\n", name);
  }
  void leaf(std::string_view name, std::string_view attributes, std::string_view value) {
    indent();
    text_ += fmt::format("<{0}{1}>{2}</{0}>\n", name, attributes, xml_escaped(value));
  }

  void message(const NdmMessage& message, std::string_view names) {
    const NdmRule& rule = ndm_rule(message.kind);
    open(rule.element,
         fmt::format("{} id=\"CCSDS_{}_VERS\" version=\"{}\"", names, rule.name, xml_escaped(message.version)));
    block(message.header);
    open("body");
    for (const NdmBlock& one : message.relative) block(one);
    for (const NdmSegment& one : message.segments) segment(one, message);
    close("body");
    close(rule.element);
  }

  void segment(const NdmSegment& segment, const NdmMessage& message) {
    open("segment");
    block(segment.metadata());
    open("data");
    for (std::size_t i = 1; i < segment.blocks.size(); ++i) {
      const NdmBlock& one = segment.blocks[i];
      one.name == "data" ? data(one, segment.metadata(), message) : block(one);
    }
    close("data");
    close("segment");
  }

  /// Comments first: among rows they have no place in XML.
  void data(const NdmBlock& data, const NdmBlock& metadata, const NdmMessage& message) {
    for (const NdmItem& item : data.items) {
      if (item.kind == Kind::comment) this->item(item);
    }
    const bool attitude = message.kind == NdmKind::aem;
    const AttitudeType* type =
        attitude ? attitude_type(metadata.value("ATTITUDE_TYPE"), major_version(message)) : nullptr;
    for (const NdmItem& item : data.items) {
      if (item.kind != Kind::row) continue;
      if (type != nullptr)
        attitude_state(item.value, *type, metadata);
      else
        state(item.value);
    }
  }

  void state(std::string_view row) {
    static constexpr std::string_view names[] = {"EPOCH", "X",     "Y",      "Z",      "X_DOT",
                                                 "Y_DOT", "Z_DOT", "X_DDOT", "Y_DDOT", "Z_DDOT"};
    open("stateVector");
    std::size_t i = 0;
    for (const Word& word : words_of(row)) leaf(names[i++], "", word.text);
    close("stateVector");
  }

  void attitude_state(std::string_view row, const AttitudeType& type, const NdmBlock& metadata) {
    const std::vector<Word> words = words_of(row);
    const auto columns = attitude_columns(type, metadata.value("QUATERNION_TYPE"));
    const auto value = [&](std::string_view column) {
      const auto at = std::find(columns.begin(), columns.end(), column);
      return words[static_cast<std::size_t>(at - columns.begin()) + 1].text;
    };
    open("attitudeState");
    open(type.element);
    leaf("EPOCH", "", words[0].text);
    for (const AttitudeGroup& group : type.groups) {
      if (!group.element.empty()) open(group.element);
      for (const std::string_view column : group.columns) attitude_leaf(group, column, value(column), metadata);
      if (!group.element.empty()) close(group.element);
    }
    close(type.element);
    close("attitudeState");
  }

  /// Version 1 names the axis of a rotation in an attribute: <rotation1 angle="X_ANGLE">.
  void attitude_leaf(const AttitudeGroup& group, std::string_view column, std::string_view value,
                     const NdmBlock& metadata) {
    const bool angles = group.element == "rotationAngles";
    if (!angles && group.element != "rotationRates") return leaf(column, "", value);
    const auto number = static_cast<std::size_t>(column.back() - '1');
    const std::string_view sequence = metadata.value("EULER_ROT_SEQ");
    const char turn = sequence.size() == 3 ? sequence[number] : static_cast<char>('1' + number);
    const char axis = turn >= 'X' ? turn : static_cast<char>('X' + (turn - '1'));
    leaf(fmt::format("rotation{}", number + 1),
         fmt::format(" {0}=\"{1}_{2}\"", angles ? "angle" : "rate", axis, angles ? "ANGLE" : "RATE"), value);
  }

  void item(const NdmItem& item) {
    if (item.kind == Kind::comment) return leaf("COMMENT", "", item.value);
    std::string attributes;
    std::string_view name = item.key;
    if (name.starts_with(user_defined_prefix)) {
      attributes = fmt::format(" parameter=\"{}\"", xml_escaped(name.substr(user_defined_prefix.size())));
      name = "USER_DEFINED";
    }
    if (!item.unit.empty()) attributes += fmt::format(" units=\"{}\"", xml_escaped(item.unit));
    leaf(name, attributes, item.value);
  }

  void block(const NdmBlock& block) {
    open(block.name);
    bool in_relative_state = false;
    for (const NdmItem& one : block.items) {
      const bool relative = one.key.starts_with("RELATIVE_POSITION_") || one.key.starts_with("RELATIVE_VELOCITY_");
      if (relative != in_relative_state) relative ? open("relativeStateVector") : close("relativeStateVector");
      in_relative_state = relative;
      item(one);
    }
    if (in_relative_state) close("relativeStateVector");
    close(block.name);
  }

  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string write_ndm(const NdmFile& file, NdmForm form) {
  for (const NdmMessage& message : file.messages) check_ndm(message);
  if (form == NdmForm::xml) return XmlWriter().file(file);
  std::string text;
  for (const NdmMessage& message : file.messages) {
    if (!text.empty()) text += '\n';
    text += KvnWriter().message(message);
  }
  return text;
}

std::string write_ndm(const NdmMessage& message, NdmForm form) { return write_ndm(NdmFile{{}, {message}}, form); }

NdmMessage in_version(NdmMessage message, const std::string& version) {
  message.version = version;
  check_ndm(message);
  return message;
}

}  // namespace cosmodrome
