#pragma once
// What every use of GDAL here shares: its words, options and data sets, kept to the thread and to the scope. Inside geo only.
#include <memory>
#include <string>

class GDALDataset;

namespace kith::geo {

/// What GDAL says while this lives, instead of on stderr.
class Complaints {
public:
    Complaints();
    ~Complaints();
    Complaints(const Complaints&) = delete;
    Complaints& operator=(const Complaints&) = delete;
    std::string first;  // failures only
};

/// A GDAL option that holds on this thread while a file is opened and read.
class Option {
public:
    Option(const char* key, const char* value);
    ~Option();
    Option(const Option&) = delete;
    Option& operator=(const Option&) = delete;

private:
    const char* key_;
};

struct DatasetEnd {
    void operator()(GDALDataset* dataset) const;
};
using Dataset = std::unique_ptr<GDALDataset, DatasetEnd>;

/// The text in valid UTF-8: as it is, or taken for Windows-1252.
std::string as_utf8(const char* text, bool& recoded);

}  // namespace kith::geo
