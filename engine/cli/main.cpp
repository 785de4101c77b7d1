#include "engine/cli/commands.hpp"

int main(int argc, char** argv) { return kith::cli::main(argc, argv); }
