#pragma once
// Whoever was started and is still there.
#include <dirent.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <fstream>
#include <string>

namespace kith::test {

/// Every process whose parent we are, dead (nobody would ever fetch it) or alive. Orphans too: what a worker had started and left would be
/// given to us.
inline int children() {
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    int count = 0;
    DIR* folder = opendir("/proc");
    while (const dirent* entry = readdir(folder)) {
        std::ifstream stat(std::string("/proc/") + entry->d_name + "/stat");
        std::string id, name, state;
        int parent = 0;
        if (stat >> id >> name >> state >> parent && parent == getpid()) ++count;
    }
    closedir(folder);
    return count;
}

}  // namespace kith::test
