#include "cosmodrome/io/ndm_kvn_read.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cosmodrome/io/message_text.hpp"
#include "cosmodrome/io/ndm_schema.hpp"
#include "cosmodrome/io/text_checks.hpp"

namespace cosmodrome {
namespace {

/// "CCSDS_OEM_VERS" to its rule; null for any other word.
const NdmRule* rule_of_version_key(std::string_view key) {
  for (const NdmRule& rule : ndm_rules()) {
    if (key == fmt::format("CCSDS_{}_VERS", rule.name)) return &rule;
  }
  return nullptr;
}

std::string message_names() {
  std::vector<std::string> names;
  for (const NdmRule& rule : ndm_rules()) names.push_back(fmt::format("CCSDS_{}_VERS", rule.name));
  return joined(names, "or");
}

/// Takes the unit off a number's value: "6655.9942 [km]".
void split_unit(NdmItem& item) {
  const std::string_view text = item.value;
  const std::size_t bracket = text.ends_with(']') ? text.rfind('[') : std::string_view::npos;
  if (bracket == std::string_view::npos) return;
  item.unit = trimmed(text, bracket + 1, text.size() - 1).text;
  item.value = std::string(trimmed(text, 0, bracket).text);
}

/// Puts line after line into its block; where a line belongs is told by marks (OEM, AEM) or by its keyword.
class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  void line(std::string_view text, int number) {
    line_ = number;
    const Word whole = trimmed(text);
    if (whole.text.empty()) return;
    if (whole.text == "COMMENT" || whole.text.starts_with("COMMENT ") || whole.text.starts_with("COMMENT\t")) {
      return comment(whole);
    }
    if (rule_ != nullptr && rule_->has_rows && marked_line(text, whole)) return;
    field(text, whole);
  }

  std::vector<NdmMessage> finish() {
    end_message();
    if (messages_.empty()) refuse_at(file_, 0, 0, "the file is empty", "give a CCSDS message");
    return std::move(messages_);
  }

 private:
  enum class Part { keys, metadata, rows, between, covariance };

  [[noreturn]] void refuse(int column, std::string found, std::string remedy) const {
    refuse_at(file_, line_, column, std::move(found), std::move(remedy));
  }

  NdmMessage& message() { return messages_.back(); }
  NdmSegment& segment() { return message().segments.back(); }

  void comment(const Word& whole) {
    if (rule_ == nullptr)
      refuse(whole.column, "a comment stands before the message", "begin with CCSDS_..._VERS = ...");
    NdmItem item;
    item.kind = NdmItem::Kind::comment;
    item.value = trimmed(whole.text, 7, whole.text.size()).text;
    item.line = line_;
    item.column = whole.column;
    // In messages without marks a comment stands above what it is for, and so it does above a matrix.
    if (rule_->has_rows && !(part_ == Part::covariance && matrix_row_ > 6))
      block_->items.push_back(std::move(item));
    else
      comments_.push_back(std::move(item));
  }

  NdmBlock& begin_block(std::vector<NdmBlock>& blocks, std::string_view name) {
    NdmBlock& block = blocks.emplace_back();
    block.name = name;
    block.line = line_;
    block_ = &block;
    return block;
  }

  void begin_segment() {
    message().segments.emplace_back().line = line_;
    begin_block(segment().blocks, "metadata");
    place_ = 0;
  }

  // --- OEM and AEM

  /// Whether the line is one that only messages with rows have.
  bool marked_line(std::string_view text, const Word& whole) {
    if (whole.text == "META_START") return meta_start(), true;
    if (whole.text == "META_STOP") return meta_stop(), true;
    if (whole.text == "DATA_START" || whole.text == "DATA_STOP") return data_mark(whole), true;
    if (whole.text == "COVARIANCE_START" && rule_->kind == NdmKind::oem) return covariance_start(), true;
    if (whole.text == "COVARIANCE_STOP" && rule_->kind == NdmKind::oem) return covariance_stop(), true;
    const bool has_key = text.find('=') != std::string_view::npos;
    if (has_key || (part_ != Part::rows && part_ != Part::covariance)) return false;
    if (part_ == Part::covariance)
      covariance_row(text);
    else
      row(whole);
    return true;
  }

  void meta_start() {
    if (part_ == Part::metadata) refuse(1, "META_START stands within a META_START", "write META_STOP above it");
    if (part_ == Part::covariance) refuse(1, "META_START stands within a covariance", "write COVARIANCE_STOP above it");
    if (part_ == Part::rows && rule_->kind == NdmKind::aem)
      refuse(1, "META_START stands within the data", "write DATA_STOP above it");
    begin_segment();
    part_ = Part::metadata;
  }

  void meta_stop() {
    if (part_ != Part::metadata)
      refuse(1, "META_STOP stands without a META_START", "write META_START above the metadata");
    begin_block(segment().blocks, "data");
    part_ = rule_->kind == NdmKind::oem ? Part::rows : Part::between;
  }

  void data_mark(const Word& whole) {
    const bool start = whole.text == "DATA_START";
    const bool due = rule_->kind == NdmKind::aem &&
                     (start ? part_ == Part::between && !message().segments.empty() : part_ == Part::rows);
    if (!due)
      refuse(whole.column, fmt::format("{} does not belong here", whole.text),
             "DATA_START and DATA_STOP enclose the rows of an AEM, below META_STOP");
    part_ = start ? Part::rows : Part::between;
  }

  void row(const Word& whole) {
    NdmItem item;
    item.kind = NdmItem::Kind::row;
    item.value = whole.text;
    item.line = line_;
    item.column = whole.column;
    NdmBlock& data = *std::find_if(segment().blocks.begin(), segment().blocks.end(),
                                   [](const NdmBlock& block) { return block.name == "data"; });
    if (block_ != &data)
      refuse(whole.column, "a state stands below a covariance", "write all states above COVARIANCE_START");
    data.items.push_back(std::move(item));
  }

  void covariance_start() {
    if (part_ != Part::rows) refuse(1, "COVARIANCE_START does not belong here", "write it below the states");
    part_ = Part::covariance;
    matrix_row_ = 7;  // a matrix begins with its EPOCH
  }

  void covariance_stop() {
    if (part_ != Part::covariance) refuse(1, "COVARIANCE_STOP stands without a COVARIANCE_START", "write that above");
    end_matrix();
    part_ = Part::rows;
  }

  void end_matrix() const {
    if (matrix_row_ < 7)
      refuse(1, fmt::format("the matrix above has {} rows", matrix_row_ - 1),
             "write 6 rows of 1, 2, 3, 4, 5 and 6 numbers");
  }

  void covariance_row(std::string_view text) {
    const std::vector<Word> words = words_of(text);
    if (matrix_row_ > 6) {
      refuse(words[0].column, "this is a row too many, or EPOCH = ... is missing above the matrix",
             "write EPOCH = ... and 6 rows");
    }
    if (words.size() != static_cast<std::size_t>(matrix_row_)) {
      refuse(words[0].column, fmt::format("row {} of the matrix has {} numbers", matrix_row_, words.size()),
             fmt::format("write {}: the lower triangle", matrix_row_));
    }
    const std::size_t first = static_cast<std::size_t>(matrix_row_ * (matrix_row_ - 1) / 2);
    for (std::size_t i = 0; i < words.size(); ++i) {
      block_->items.push_back({NdmItem::Kind::field, std::string(covariance_keys()[first + i]),
                               std::string(words[i].text), "", line_, words[i].column});
    }
    ++matrix_row_;
  }

  // --- keywords

  void field(std::string_view text, const Word& whole) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      refuse(whole.column, fmt::format("found \"{}\", KEYWORD = value is due", shortened(whole.text)),
             rule_ == nullptr ? fmt::format("begin with {}", message_names()) : "write a keyword, =, and its value");
    }
    const Word key = trimmed(text, 0, equals);
    const Word value = trimmed(text, equals + 1, text.size());
    NdmItem item{NdmItem::Kind::field, std::string(key.text), std::string(value.text), "", line_, value.column};
    if (const NdmRule* begun = rule_of_version_key(key.text)) return begin_message(*begun, item);
    if (rule_ == nullptr) {
      refuse(key.column, fmt::format("found \"{}\"", shortened(key.text)),
             fmt::format("begin with {}", message_names()));
    }
    rule_->has_rows ? marked_field(std::move(item), key) : place(std::move(item), key);
  }

  void begin_message(const NdmRule& rule, const NdmItem& item) {
    end_message();
    rule_ = &rule;
    NdmMessage& begun = messages_.emplace_back();
    begun.kind = rule.kind;
    begun.version = item.value;
    begun.file = file_;
    begun.header.name = "header";
    begun.header.line = line_;
    block_ = &begun.header;
    part_ = Part::keys;
    place_ = 0;
  }

  void end_message() {
    if (rule_ == nullptr) return;
    const std::string end = "the message ends within ";
    if (part_ == Part::metadata) refuse(0, end + "a META_START", "write META_STOP and rows below it");
    if (part_ == Part::covariance) refuse(0, end + "a covariance", "write COVARIANCE_STOP");
    if (part_ == Part::rows && rule_->kind == NdmKind::aem) refuse(0, end + "the data", "write DATA_STOP");
    for (NdmItem& comment : comments_) block_->items.push_back(std::move(comment));
    comments_.clear();
    rule_ = nullptr;
  }

  void marked_field(NdmItem item, const Word& key) {
    switch (part_) {
      case Part::keys:
      case Part::metadata:
        return keep(std::move(item), key, part_ == Part::keys ? rule_->header : rule_->blocks.front());
      case Part::covariance:
        if (item.key == "EPOCH") {
          end_matrix();
          matrix_row_ = 1;
          begin_block(segment().blocks, "covarianceMatrix");
        } else if (matrix_row_ != 1) {
          refuse(key.column, fmt::format("{} does not belong here", shortened(key.text)),
                 "write EPOCH and COV_REF_FRAME above the matrix");
        }
        return keep(std::move(item), key, rule_->blocks.back());
      case Part::rows:
      case Part::between:
        refuse(key.column, fmt::format("the keyword {} stands among the rows", shortened(key.text)),
               "write keywords between META_START and META_STOP");
    }
  }

  /// The keyword decides the block: this one, or a later one.
  void place(NdmItem item, const Word& key) {
    const bool in_header = message().segments.empty() && message().relative.empty();
    if (in_header && rule_->header.find(item.key) != nullptr) return keep(std::move(item), key, rule_->header);
    if (rule_->kind == NdmKind::cdm && item.key == "OBJECT") {
      begin_segment();
      return keep(std::move(item), key, rule_->blocks.front());
    }
    const bool relative = message().segments.empty() && !rule_->relative.empty();
    if (relative) {
      if (message().relative.empty()) begin_block(message().relative, rule_->relative.front().name);
      return keep(std::move(item), key, rule_->relative.front());
    }
    if (message().segments.empty()) begin_segment();
    place_in_segment(std::move(item), key);
  }

  void place_in_segment(NdmItem item, const Word& key) {
    const auto& rules = rule_->blocks;
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const bool fits = rules[i].name == user_defined_block ? item.key.starts_with(user_defined_prefix)
                                                            : rules[i].find(item.key) != nullptr;
      if (!fits) continue;
      if (i < place_) {
        refuse(key.column, fmt::format("{} of the {} stands below the {}", item.key, rules[i].name, rules[place_].name),
               "write the parts in the order of the standard");
      }
      const bool next = rules[i].repeats && item.key == rules[i].keys.front().name;
      if (i > place_ || (next && block_->find(item.key) != nullptr)) begin_block(segment().blocks, rules[i].name);
      place_ = i;
      return keep(std::move(item), key, rules[i]);
    }
    unknown(key);
  }

  [[noreturn]] void unknown(const Word& key) const {
    std::vector<std::string> known;
    for (const NdmKey& one : rule_->header.keys) known.emplace_back(one.name);
    for (const NdmBlockRule& block : rule_->relative)
      for (const NdmKey& one : block.keys) known.emplace_back(one.name);
    for (const NdmBlockRule& block : rule_->blocks)
      for (const NdmKey& one : block.keys) known.emplace_back(one.name);
    const std::string meant = nearest(key.text, known);
    refuse(
        key.column, fmt::format("unknown keyword \"{}\"", shortened(key.text)),
        meant.empty() ? fmt::format("an {} has no such keyword", rule_->name) : fmt::format("did you mean {}?", meant));
  }

  void keep(NdmItem item, const Word& key, const NdmBlockRule& rule) {
    const NdmKey* known = rule.find(item.key);
    if (known == nullptr && rule.name != user_defined_block) unknown_in(key, rule);
    if (known != nullptr && (known->type == NdmType::number || known->type == NdmType::whole)) split_unit(item);
    for (NdmItem& comment : comments_) block_->items.push_back(std::move(comment));
    comments_.clear();
    block_->items.push_back(std::move(item));
  }

  [[noreturn]] void unknown_in(const Word& key, const NdmBlockRule& rule) const {
    std::vector<std::string> known;
    for (const NdmKey& one : rule.keys) known.emplace_back(one.name);
    const std::string meant = nearest(key.text, known);
    refuse(key.column, fmt::format("unknown keyword \"{}\" in the {}", shortened(key.text), rule.name),
           meant.empty() ? fmt::format("known here: {}", joined(known)) : fmt::format("did you mean {}?", meant));
  }

  const std::string& file_;
  int line_ = 0;
  std::vector<NdmMessage> messages_;
  const NdmRule* rule_ = nullptr;
  NdmBlock* block_ = nullptr;  ///< that lines go into
  Part part_ = Part::keys;
  std::size_t place_ = 0;          ///< which rule block_ follows, in a segment without marks
  std::vector<NdmItem> comments_;  ///< that wait for what they are for
  int matrix_row_ = 7;
};

}  // namespace

std::vector<NdmMessage> read_ndm_kvn(std::string_view text, const std::string& file) {
  Reader reader(file);
  Lines lines(text);
  while (const auto line = lines.next()) reader.line(*line, lines.number());
  return reader.finish();
}

}  // namespace cosmodrome
