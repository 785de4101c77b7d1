#pragma once
// The registries' words as an import asks for them (io/propose.hpp).
#include "engine/io/propose.hpp"

namespace kith::place {

io::Vocabulary import_vocabulary();

}  // namespace kith::place
