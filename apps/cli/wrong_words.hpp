#pragma once
#include <string>
#include <vector>

#include "words.hpp"

namespace cosmodrome::cli {

/// What to say of a command line that was not understood: the word at fault and the one that was probably meant.
/// `otherwise` is what the parser says, for what needs no guess.
std::string wrong_words(const std::vector<std::string>& words, const std::vector<CommandWords>& commands,
                        const std::string& otherwise);

}  // namespace cosmodrome::cli
