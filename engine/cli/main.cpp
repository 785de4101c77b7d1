#include "engine/cli/commands.hpp"
#include "engine/process/quiet.hpp"

int main(int argc, char** argv) {
    kith::process::no_core_dumps();
    return kith::cli::main(argc, argv);
}
