// The contract as C++ of every standard that an author may use.
#include "plugins/abi/kith_plugin.h"
static_assert(sizeof(kith_finding) == 72, "the same as in C");
static_assert(sizeof(kith_entry) == 24, "the same as in C");
