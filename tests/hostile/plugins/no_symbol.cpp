// A library without the one symbol that makes it a plugin.
extern "C" __attribute__((visibility("default"))) int somebody_elses_library() { return 1; }
