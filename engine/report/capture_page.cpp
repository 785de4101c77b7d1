#include "engine/report/capture_page.hpp"

#include <nlohmann/json.hpp>

#include "engine/report/capture_page_data.hpp"
#include "engine/report/html.hpp"

namespace kith::report {
namespace {

/// A tag whose attributes hold somebody's words.
std::string tag_with(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string>> attributes, std::string_view flags = {}) {
    std::string out = "<" + std::string(name);
    for (const auto& [key, value] : attributes) {
        if (value.empty()) continue;
        Html escaped;
        escaped.text(value);
        out += " " + std::string(key) + "=\"" + std::move(escaped).take() + "\"";
    }
    return out + std::string(flags) + ">";
}

void add_choices(Html& html, const CaptureInput& input, const std::string& id, const std::string& help) {
    html.raw(tag_with("fieldset", {{"class", "field"}, {"aria-describedby", help}}) + "<legend>");
    html.text(input.label);
    html.raw("</legend>");
    if (!help.empty()) {
        html.raw(tag_with("span", {{"class", "help"}, {"id", help}}));
        html.text(input.help);
        html.raw("</span>");
    }
    for (std::size_t i = 0; i < input.choices.size(); ++i) {
        const std::string one = id + "-" + std::to_string(i);
        html.raw("<span class=\"one\">" + tag_with("input", {{"type", "checkbox"}, {"id", one}, {"name", input.name}, {"value", input.choices[i].first}}) + tag_with("label", {{"for", one}}));
        html.text(input.choices[i].second);
        html.raw("</label></span>");
    }
    html.raw("</fieldset>\n");
}

void add_control(Html& html, const CaptureInput& input, const std::string& id, const std::string& help) {
    const std::string_view required = input.required ? " required" : "";
    if (input.kind == CaptureInput::Kind::long_text) {
        html.raw(tag_with("textarea", {{"id", id}, {"name", input.name}, {"maxlength", "2000"}, {"aria-describedby", help}}, required) + "</textarea>");
    } else if (input.kind == CaptureInput::Kind::choice) {
        html.raw(tag_with("select", {{"id", id}, {"name", input.name}, {"aria-describedby", help}}, required) + "<option value=\"\"></option>");
        for (const auto& [value, words] : input.choices) {
            html.raw(tag_with("option", {{"value", value}}));
            html.text(words);
            html.raw("</option>");
        }
        html.raw("</select>");
    } else {
        const bool suggests = !input.suggestions.empty();
        html.raw(tag_with("input", {{"type", input.kind == CaptureInput::Kind::date ? "date" : "text"}, {"id", id}, {"name", input.name}, {"maxlength", "500"}, {"list", suggests ? id + "-list" : ""}, {"aria-describedby", help}, {"autocomplete", "off"}}, required));
        if (!suggests) return;
        html.raw(tag_with("datalist", {{"id", id + "-list"}}));
        for (const std::string& one : input.suggestions) html.raw(tag_with("option", {{"value", one}}));
        html.raw("</datalist>");
    }
}

void add_input(Html& html, const CaptureForm& form, const CaptureInput& input) {
    const std::string id = form.table + "-" + input.name, help = input.help.empty() ? "" : id + "-help";
    if (input.kind == CaptureInput::Kind::choices) return add_choices(html, input, id, help);
    html.raw("<div class=\"field\">" + tag_with("label", {{"class", "over"}, {"for", id}}));
    html.text(input.label + (input.required ? " (needed)" : ""));
    html.raw("</label>");
    if (!help.empty()) {
        html.raw(tag_with("span", {{"class", "help"}, {"id", help}}));
        html.text(input.help);
        html.raw("</span>");
    }
    add_control(html, input, id, help);
    html.raw("</div>\n");
}

void add_choice_of_form(Html& html, const CapturePage& page) {
    html.raw("<section id=\"choose\" aria-labelledby=\"choose-head\"><fieldset><legend id=\"choose-head\">What do you want to write down?</legend>\n");
    for (std::size_t i = 0; i < page.forms.size(); ++i) {
        const std::string id = "what-" + page.forms[i].table;
        html.raw("<span class=\"one\">" + tag_with("input", {{"type", "radio"}, {"name", "what"}, {"id", id}, {"value", page.forms[i].table}}, i == 0 ? " checked" : "") + tag_with("label", {{"for", id}}));
        html.text(page.forms[i].title);
        html.raw("</label></span>\n");
    }
    html.raw("</fieldset><div class=\"field\"><label class=\"over\" for=\"by\">Who is writing?</label><span class=\"help\" id=\"by-help\">Your name or initials. Leave it empty if you like.</span>"
             "<input type=\"text\" id=\"by\" maxlength=\"100\" autocomplete=\"off\" aria-describedby=\"by-help\"></div></section>\n");
}

void add_kept(Html& html) {
    html.raw("<section id=\"keep\" aria-labelledby=\"keep-head\"><h2 id=\"keep-head\">What is sealed here</h2>\n"
             "<p id=\"count\"></p>\n"
             "<button type=\"button\" class=\"first\" id=\"save\" hidden>Save them as a file</button>\n"
             "<button type=\"button\" id=\"text-of\" hidden>Copy them as text</button>\n"
             "<button type=\"button\" id=\"remove\" hidden>Remove them from this device</button>\n"
             "<div id=\"text-field\" hidden><label class=\"over\" for=\"text\">Sealed text</label><textarea id=\"text\" readonly spellcheck=\"false\"></textarea></div></section>\n");
}

std::string opening(const CapturePage& page) {
    return page.resident ? "What is good here, and what could you share? Write it down in your own words. Each entry is sealed on this device as soon as you press the button: only the workspace below can open it, and not this page. Nothing is sent. When you are done, save the file and give it to whoever gave you this page."
                         : "Write down what you saw and heard, in people's own words, with their agreement. Each entry is sealed on this device as soon as you press the button: only the workspace below can open it, and not this page. Nothing is sent. When you are done, save the file and take it along.";
}

/// Words into a script of data: no "<" of theirs can end it.
std::string data_of(const CapturePage& page) {
    std::string text = nlohmann::json{{"key", store::text_of(page.key)}, {"name", store::short_name(page.key)}, {"page", page.page}, {"audience", page.resident ? "resident" : "worker"}}.dump();
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
    return text;
}

}  // namespace

std::string html_of(const CapturePage& page) {
    Html html;
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '" + store::csp_hash(nacl_script) + "' '" + store::csp_hash(capture_script) +
             "'; style-src '" + store::csp_hash(capture_style) + "'; base-uri 'none'; form-action 'none'\"><meta name=\"referrer\" content=\"no-referrer\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
    html.text(page.resident ? "What is here, and what we could share" : "Write down what you heard");
    html.raw("</title><style>" + std::string(capture_style) + "</style></head><body><main>");
    html.heading(1, page.resident ? "What is here, and what we could share" : "Write down what you heard");
    html.paragraph(opening(page));
    html.paragraph("Sealed for: " + page.place + ", key " + store::short_name(page.key), "for");
    html.raw("<noscript><p>This page seals what is written with a script of its own, and this browser runs none. It can still be printed and filled in by hand.</p></noscript>\n<div id=\"page\">");
    add_choice_of_form(html, page);
    for (const CaptureForm& form : page.forms) {
        html.raw(tag_with("section", {{"id", "about-" + form.table}, {"aria-labelledby", form.table + "-head"}}));
        html.heading(2, form.title, form.table + "-head");
        html.raw(tag_with("form", {{"data-table", form.table}, {"aria-labelledby", form.table + "-head"}}));
        for (const CaptureInput& input : form.inputs) add_input(html, form, input);
        html.raw("<button class=\"first\">Seal this entry</button></form></section>\n");
    }
    html.raw("<p id=\"status\" role=\"status\"></p>\n");
    add_kept(html);
    html.raw("<button type=\"button\" id=\"print\">Print this page to fill in by hand</button></div>\n<p class=\"small\">Page " + page.page + ". Sealing: TweetNaCl.js, public domain.</p></main>\n<script type=\"application/json\" id=\"kith\">" + data_of(page) +
             "</script><script>" + nacl_script + "</script><script>" + capture_script + "</script></body></html>\n");
    return std::move(html).take();
}

}  // namespace kith::report
