#pragma once
// XML from memory, element by element (expat), for formats that are XML. Document types are refused, and with them entities of the
// file's own and whatever they would fetch or multiply; elements nest at most `most_nested` deep.
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/job.hpp"
#include "engine/base/status.hpp"

namespace kith::io {

/// The attributes of one element, with their prefixes ("nc:caseId").
class XmlAttributes {
public:
    explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
    /// "" when it is not there.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const { return get_or_null(name) != nullptr; }
    template <class Take>
    void each(Take take) const {
        for (const char* const* at = pairs_; at[0] != nullptr; at += 2) take(std::string_view(at[0]), std::string_view(at[1]));
    }

private:
    const char* get_or_null(std::string_view name) const;
    const char* const* pairs_;
};

/// Names of elements come without their prefixes.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    /// A piece of text; a text may come in several.
    virtual void text(std::string_view) {}

    /// The line that is being read, from 1.
    std::int64_t line() const { return line_; }

private:
    friend class XmlRun;
    std::int64_t line_ = 0;
};

constexpr int most_nested = 200;

/// `text` is UTF-8, whatever its declaration says. The error names `file`, the line and what is wrong; nothing of a file that is not
/// well formed should be used. Reports progress up to a half, and stops when asked to. O(text).
base::Status read_xml(std::string_view text, const std::string& file, XmlHandler& handler, base::JobContext& job);

}  // namespace kith::io
