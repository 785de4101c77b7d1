#include "engine/cli/exported.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

namespace kith::cli {
namespace {

/// The bytes of a file, read as records that must lie inside it.
class Bytes {
public:
    explicit Bytes(std::string text) : text_(std::move(text)) {}
    template <class Record>
    std::optional<Record> at(std::uint64_t offset) const {
        if (offset > text_.size() || text_.size() - offset < sizeof(Record)) return {};
        Record record;
        std::memcpy(&record, text_.data() + offset, sizeof(Record));
        return record;
    }
    /// The text that ends with a zero; "" when there is none.
    std::string text(std::uint64_t offset) const {
        if (offset >= text_.size()) return {};
        const std::size_t end = text_.find('\0', offset);
        return end == std::string::npos ? std::string() : text_.substr(offset, end - offset);
    }

private:
    std::string text_;
};

/// Defined here, for everybody, and something that can be called or read (the names of symbol versions are absolute).
bool is_exported(const Elf64_Sym& symbol) {
    const int binding = ELF64_ST_BIND(symbol.st_info), visible = ELF64_ST_VISIBILITY(symbol.st_other);
    return symbol.st_shndx != SHN_UNDEF && symbol.st_shndx != SHN_ABS && binding != STB_LOCAL && (visible == STV_DEFAULT || visible == STV_PROTECTED);
}

}  // namespace

base::Result<std::vector<std::string>> exported_symbols(const std::filesystem::path& library) {
    std::ifstream file(library, std::ios::binary);
    const Bytes bytes({std::istreambuf_iterator<char>(file), {}});
    const base::Error none = base::bad_input(library.filename().string() + " is no shared library for this kind of machine.");
    const auto header = bytes.at<Elf64_Ehdr>(0);
    if (!header || std::memcmp(header->e_ident, ELFMAG, SELFMAG) != 0 || header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_type != ET_DYN) return none;
    std::vector<std::string> names;
    for (unsigned i = 0; i < header->e_shnum; ++i) {
        const auto section = bytes.at<Elf64_Shdr>(header->e_shoff + i * sizeof(Elf64_Shdr));
        if (!section) return none;
        if (section->sh_type != SHT_DYNSYM) continue;
        const auto strings = bytes.at<Elf64_Shdr>(header->e_shoff + section->sh_link * sizeof(Elf64_Shdr));
        if (!strings) return none;
        for (std::uint64_t at = 0; at + sizeof(Elf64_Sym) <= section->sh_size; at += sizeof(Elf64_Sym)) {
            const auto symbol = bytes.at<Elf64_Sym>(section->sh_offset + at);
            if (!symbol) return none;
            if (is_exported(*symbol)) names.push_back(bytes.text(strings->sh_offset + symbol->st_name));
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace kith::cli
