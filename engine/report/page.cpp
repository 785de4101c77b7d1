#include "engine/report/page.hpp"

#include <algorithm>
#include <array>

#include "engine/base/text.hpp"
#include "engine/picture/svg.hpp"
#include "engine/picture/text.hpp"
#include "engine/report/result_files.hpp"
#include "engine/report/text_file.hpp"

namespace kith::report {
namespace {

/// The text of a CSS string: what the margin of every printed page says.
std::string css_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '<') out += "\\3c ";  // so that nothing ends the style early
        else out += c == '\n' ? ' ' : c;
    }
    return out + "\"";
}

std::string short_audience(const privacy::View& view) {
    switch (view.audience()) {
        case privacy::Audience::team: return "Audience: team only";
        case privacy::Audience::anybody: return "Audience: everybody";
        case privacy::Audience::partners: return "Audience: partners, by agreement";
        case privacy::Audience::safe: break;
    }
    return "Audience: safe to show";
}

std::string head(const Shell& page) {
    const std::string place = page.view.place_name();
    std::string out = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n";
    if (page.view.audience() != privacy::Audience::anybody) out += "<meta name=\"robots\" content=\"noindex\">\n";
    out += "<title>" + picture::escaped(place + ": " + page.title) + "</title>\n<style>";
    out += screen_style();
    out += print_style();
    out += picture::black_and_white_css("#bw:checked~.page");
    out += "@media (monochrome){" + picture::black_and_white_css(".page") + "}\n";
    // Margin boxes are not known to every browser: the others get the audience beside each heading.
    out += "@media print{@supports (-moz-appearance:none) or (font:-apple-system-body){h2::after{float:right;font:600 8.5pt Inter,sans-serif;content:" + css_string(short_audience(page.view)) + "}}}\n";
    out += "@page{size:A4;margin:18mm 16mm 20mm;@bottom-left{content:" + css_string("Kith · " + place) + ";font:8.5pt Inter,sans-serif;color:#5b636d}@bottom-center{content:" +
           css_string(short_audience(page.view)) + ";font:600 8.5pt Inter,sans-serif;color:#1f2328}@bottom-right{content:counter(page) \" / \" counter(pages);font:8.5pt Inter,sans-serif;color:#5b636d}}\n";
    return out + "</style>\n</head>\n";
}

void add_header(const Shell& page, Html& html) {
    html.open("header");
    html.heading(1, page.view.place_name());
    html.paragraph(page.view.note(), "note");
    std::string line = page.lead;
    if (page.view.as_of()) line += " As of " + day_in_words(*page.view.as_of()) + ".";
    html.paragraph(line, "lead");
    html.open("p", "audience");
    html.open("strong");
    html.text(short_audience(page.view));
    html.raw(".</strong> ");
    html.text(audience_words(page.view.audience()));
    html.close("p");
    html.raw("<p class=\"switch\"><label for=\"bw\">Patterns instead of colours on maps, for printing in black and white</label></p>\n");
    html.close("header");
}

void add_contents(const std::vector<Html::Entry>& entries, Html& html) {
    html.open("nav", {}, "aria-label=\"Contents\"");
    html.open("ul");
    for (const Html::Entry& entry : entries) {
        html.open("li");
        html.open("a", {}, "href=\"#" + entry.id + "\"");
        html.text(entry.title);
        html.raw("</a>");
        html.close("li");
    }
    html.close("ul");
    html.close("nav");
}

void add_footer(const Shell& page, Html& html) {
    html.open("footer");
    html.paragraph(short_audience(page.view) + ". " + audience_words(page.view.audience()));
    html.paragraph("Made by Kith " + page.kith + " on this machine; nothing was sent anywhere. This product includes color specifications and designs developed by Cynthia Brewer (colorbrewer.org).");
    html.close("footer");
}

/// Analyses about assets and areas before those about people; otherwise as the recipe has them.
std::vector<std::size_t> reading_order(std::span<const host::AnalysisResult> results) {
    std::vector<std::size_t> out;
    for (const bool people : {false, true})
        for (std::size_t i = 0; i < results.size(); ++i)
            if (results[i].ok() && results[i].plugin->manifest.about_people() == people) out.push_back(i);
    return out;
}

}  // namespace

base::Result<std::vector<picture::Base>> maps_of(const privacy::View& view, base::JobContext& job) {
    std::vector<picture::Base> out;
    for (const auto& layer : view.layers()) {
        if (auto status = job.check(); !status) return status.error();
        auto base = picture::base_of(view, layer.as);
        if (base) out.insert(layer.primary ? out.begin() : out.end(), std::move(*base));
    }
    if (!view.layers().empty()) return out;
    if (auto ground = picture::base_of(view, "")) out.push_back(std::move(*ground));
    return out;
}

std::string page_in(const Shell& page, Html body) {
    Html html;
    html.raw(head(page));
    html.raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<input type=\"checkbox\" id=\"bw\">\n");
    html.raw(picture::svg_patterns());
    html.open("div", "page");
    add_header(page, html);
    add_contents(body.entries(), html);
    html.open("main", {}, "id=\"main\"");
    html.raw(std::move(body).take());
    html.close("main");
    add_footer(page, html);
    html.close("div");
    html.raw("</body>\n</html>\n");
    return std::move(html).take();
}

base::Result<std::string> report_html(const privacy::View& view, std::span<const host::AnalysisResult> results, const RunFacts& facts, base::JobContext& job) {
    auto maps = maps_of(view, job);
    if (!maps) return maps.error();
    const Page page{view, results, facts, std::move(*maps)};
    Html body;
    add_summary(page, body);
    add_assets(page, body);
    std::size_t number = 0;
    for (const std::size_t i : reading_order(results)) {
        if (auto status = job.check(); !status) return status.error();
        add_analysis(page, results[i], ++number, body);
    }
    add_not_asked(page, body);
    add_doubles(page, body);
    add_ladder(page, body);
    add_reading(page, body);
    add_making(page, body);

    return page_in({view, "what is here and who connects", "What is here, who connects, and what nobody has asked yet.", facts.kith}, std::move(body));
}

}  // namespace kith::report
