#include "engine/io/xml_reader.hpp"

#include <expat.h>

#include <algorithm>
#include <cstring>
#include <memory>

namespace kith::io {
namespace {

struct ParserEnd {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};

std::string_view without_prefix(const char* name) {
    const char* colon = std::strchr(name, ':');
    return colon == nullptr ? name : colon + 1;
}

}  // namespace

const char* XmlAttributes::get_or_null(std::string_view name) const {
    for (const char* const* at = pairs_; at[0] != nullptr; at += 2)
        if (name == at[0]) return at[1];
    return nullptr;
}

std::string_view XmlAttributes::get(std::string_view name) const {
    const char* found = get_or_null(name);
    return found == nullptr ? std::string_view() : std::string_view(found);
}

/// One run of expat over a text.
class XmlRun {
public:
    XmlRun(std::string_view text, const std::string& file, XmlHandler& handler, base::JobContext& job)
        : text_(text), file_(file), handler_(handler), job_(job), parser_(XML_ParserCreate("UTF-8")) {}

    base::Status run() {
        if (!parser_) return base::internal_error("The XML reader could not be started.");
        XML_SetUserData(parser_.get(), this);
        XML_SetElementHandler(parser_.get(), &XmlRun::start, &XmlRun::end);
        XML_SetCharacterDataHandler(parser_.get(), &XmlRun::characters);
        XML_SetStartDoctypeDeclHandler(parser_.get(), &XmlRun::doctype);
        // In pieces only because expat counts in int: a piece is not copied.
        constexpr std::size_t piece = std::size_t{1} << 30;
        for (std::size_t at = 0;; at += piece) {
            const std::size_t size = std::min(piece, text_.size() - at);
            const bool last = at + size == text_.size();
            if (XML_Parse(parser_.get(), text_.data() + at, static_cast<int>(size), last) != XML_STATUS_OK) return fault();
            if (last) return {};
        }
    }

private:
    base::Status fault() {
        if (job_.stopped()) return job_.check();
        const auto line = std::to_string(XML_GetCurrentLineNumber(parser_.get()));
        if (doctype_)
            return base::bad_input(file_ + ", line " + line + ": the file has a document type declaration (<!DOCTYPE), which could fetch or multiply texts; delete that declaration and read it again.");
        if (depth_ > most_nested)
            return base::bad_input(file_ + ", line " + line + ": elements are nested more than " + std::to_string(most_nested) + " deep; this is no network that can be read.");
        const char* words = XML_ErrorString(XML_GetErrorCode(parser_.get()));
        return base::bad_input(file_ + ", line " + line + ": the file is no well-formed XML (" + (words == nullptr ? "unknown error" : words) +
                               "), so nothing of it was used; save it anew from the program that made it.");
    }
    void step() {
        handler_.line_ = static_cast<std::int64_t>(XML_GetCurrentLineNumber(parser_.get()));
        if ((++events_ & 1023u) != 0) return;
        const auto at = static_cast<double>(XML_GetCurrentByteIndex(parser_.get()));
        job_.progress(text_.empty() ? 0.0 : 0.5 * at / static_cast<double>(text_.size()));
        if (job_.stopped()) XML_StopParser(parser_.get(), XML_FALSE);
    }
    static XmlRun& self(void* data) { return *static_cast<XmlRun*>(data); }
    static void XMLCALL start(void* data, const XML_Char* name, const XML_Char** attributes) {
        XmlRun& run = self(data);
        if (++run.depth_ > most_nested) {
            XML_StopParser(run.parser_.get(), XML_FALSE);
            return;
        }
        run.step();
        run.handler_.start(without_prefix(name), XmlAttributes(attributes));
    }
    static void XMLCALL end(void* data, const XML_Char* name) {
        XmlRun& run = self(data);
        if (run.depth_ > most_nested) return;
        --run.depth_;
        run.step();
        run.handler_.end(without_prefix(name));
    }
    static void XMLCALL characters(void* data, const XML_Char* text, int size) {
        XmlRun& run = self(data);
        if (run.depth_ <= most_nested) run.handler_.text({text, static_cast<std::size_t>(size)});
    }
    static void XMLCALL doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
        XmlRun& run = self(data);
        run.doctype_ = true;
        XML_StopParser(run.parser_.get(), XML_FALSE);
    }

    std::string_view text_;
    const std::string& file_;
    XmlHandler& handler_;
    base::JobContext& job_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserEnd> parser_;
    int depth_ = 0;
    unsigned events_ = 0;
    bool doctype_ = false;
};

base::Status read_xml(std::string_view text, const std::string& file, XmlHandler& handler, base::JobContext& job) {
    return XmlRun(text, file, handler, job).run();
}

}  // namespace kith::io
