#include "engine/store/words.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "engine/process/descriptor.hpp"
#include "engine/process/private_file.hpp"

namespace kith::store {
namespace {

constexpr std::size_t sheet_groups = 8, group_letters = 4;
constexpr std::string_view sheet_letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's: none is taken for another

std::string safe_in_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '>') out += "&gt;";
        else out += c;
    }
    return out;
}

constexpr std::string_view sheet_style =
    "@page{size:A4;margin:22mm}body{font:12pt/1.5 'Noto Sans','DejaVu Sans',sans-serif;color:#1c1c1c;background:#fff;max-width:166mm;margin:12mm auto;padding:0 5mm}"
    "@media print{body{margin:0 auto;padding:0}}h1{font-size:22pt;line-height:1.2;margin:0 0 2mm}p{margin:0 0 4mm}ol.letters{list-style:none;margin:8mm 0;padding:6mm;border:1.5pt solid #1c1c1c;"
    "display:grid;grid-template-columns:repeat(4,1fr);gap:5mm 2mm}ol.letters li{text-align:center;font:bold 20pt 'DejaVu Sans Mono',monospace;letter-spacing:.08em}"
    "ol.letters small{display:block;font:9pt 'DejaVu Sans',sans-serif;letter-spacing:0;color:#595959}h2{font-size:13pt;margin:8mm 0 2mm}ul{padding-left:6mm;margin:0}li{margin-bottom:1.5mm}"
    "table{width:100%;border-collapse:collapse;margin-top:10mm}th{text-align:left;font-weight:normal;width:42mm;padding:4mm 0 1mm}td{border-bottom:.75pt solid #595959}@media(max-width:520px){ol.letters{grid-template-columns:repeat(2,1fr)}}";

/// One page of A4, all in itself: the letters in numbered groups, what they are, and room to write where it is kept.
std::string sheet_page(const std::string& workspace, std::string_view letters) {
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Recovery sheet</title><style>";
    page.append(sheet_style).append("</style></head><body><main>\n<h1>Recovery sheet</h1>\n<p>of the workspace <strong>").append(safe_in_html(workspace)).append("</strong></p>\n<ol class=\"letters\">\n");
    for (std::size_t group = 0; group < sheet_groups; ++group) page.append("<li><small>").append(std::to_string(group + 1)).append("</small>").append(letters.substr(group * (group_letters + 1), group_letters)).append("</li>\n");
    page += "</ol>\n<p>When the passphrase is lost, type these letters where it is asked for: all eight groups in order, in capitals, with a hyphen between two groups. "
            "There is no letter I, L, O or U among them; 0 and 1 are numbers.</p>\n<h2>Keep it as you keep a key</h2>\n<ul><li>Whoever has this page and the workspace can read everything in it.</li>"
            "<li>Print it, keep it locked up and apart from the computer, and then delete the file that it was printed from.</li>"
            "<li>A changed passphrase makes it useless: destroy it then, and print a new one.</li></ul>\n"
            "<table><tr><th scope=\"row\">Printed on</th><td></td></tr><tr><th scope=\"row\">Kept at</th><td></td></tr><tr><th scope=\"row\">Who may fetch it</th><td></td></tr></table>\n</main></body></html>\n";
    return page;
}

}  // namespace

base::Result<Secret> line_from(int descriptor, std::string_view nothing) {
    auto typed = Secret::zeros(longest_passphrase + 1);
    if (!typed) return typed;
    std::size_t size = 0;
    for (;;) {
        const ssize_t got = ::read(descriptor, typed->bytes().data() + size, 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || typed->bytes()[size] == '\n') break;
        if (++size == longest_passphrase + 1) return base::misuse("A passphrase has at most " + std::to_string(longest_passphrase) + " bytes.");
    }
    if (size > 0 && typed->bytes()[size - 1] == '\r') --size;
    if (size == 0) return base::misuse(std::string(nothing));
    return Secret::copy_of(std::as_bytes(typed->bytes().first(size)));
}

base::Result<Secret> passphrase_in(const std::filesystem::path& file) {
    const process::Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!opened.valid()) return base::not_found("The file with the passphrase, " + file.filename().string() + ", cannot be read.");
    return line_from(opened.get(), "The first line of " + file.filename().string() + " is empty; the passphrase should stand there.");
}

base::Result<Secret> sheet_words() {
    auto random = Secret::random(sheet_groups * group_letters);
    if (!random) return random;
    auto words = Secret::zeros(sheet_groups * (group_letters + 1) - 1);
    if (!words) return words;
    std::size_t at = 0;
    for (std::size_t i = 0; i < random->size(); ++i) {
        if (i > 0 && i % group_letters == 0) words->bytes()[at++] = '-';
        words->bytes()[at++] = static_cast<unsigned char>(sheet_letters[random->bytes()[i] % sheet_letters.size()]);
    }
    return words;
}

base::Status write_sheet(const std::filesystem::path& sheet, const std::filesystem::path& workspace, const Secret& words) {
    if (sheet.extension() == ".html") return process::write_private(sheet, sheet_page(workspace.filename().string(), {reinterpret_cast<const char*>(words.bytes().data()), words.size()}));
    std::string text = "Recovery sheet of " + workspace.filename().string() + "\n\nThese letters open the workspace instead of its passphrase:\n\n    ";
    text.append(reinterpret_cast<const char*>(words.bytes().data()), words.size());
    text += "\n\nPrint this page, keep it locked up and apart from the computer, and delete the file. Whoever has it and the workspace\ncan read everything in it. A changed passphrase makes this sheet useless: then print a new one.\n";
    return process::write_private(sheet, text);
}

}  // namespace kith::store
