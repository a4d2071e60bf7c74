#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace cosmodrome {

/// Throws InputError for text that no TOML parser should be handed: larger than `largest_document_bytes`, with
/// NUL bytes, not UTF-8, or keys dotted so deep that they would exhaust the stack.
void refuse_unreadable_text(std::string_view text, const std::string& file);

/// Throws InputError for text with NUL bytes or that is not UTF-8, with the place.
void refuse_bad_bytes(std::string_view text, const std::string& file);

/// The text with control characters made visible, for messages.
std::string printable(std::string_view text);

/// At most 60 characters of it, printable.
std::string shortened(std::string_view text);

/// The candidate that differs least from `word`, if it differs so little that it is probably meant; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "a, b and c".
std::string joined(const std::vector<std::string>& words, std::string_view last = "and");

}  // namespace cosmodrome
