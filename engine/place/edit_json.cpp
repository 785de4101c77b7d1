#include <array>
#include <nlohmann/json.hpp>

#include "engine/base/whole.hpp"
#include "engine/place/edit.hpp"

namespace kith::place {
namespace {

using nlohmann::json;

// One letter and the content, so that a reader needs no schema to tell a date from a number.
json value_json(const Value& value) {
    struct Visitor {
        json operator()(const Missing& v) const { return {{"missing", std::string(column::name_of(v.state))}}; }
        json operator()(bool v) const { return {{"boolean", v}}; }
        json operator()(std::int64_t v) const { return {{"integer", v}}; }
        json operator()(double v) const { return {{"number", v}}; }
        json operator()(const std::string& v) const { return {{"text", v}}; }
        json operator()(const std::vector<std::string>& v) const { return {{"list", v}}; }
        json operator()(const Date& v) const { return {{"days", v.days}, {"precision", static_cast<int>(v.precision)}}; }
        json operator()(const Point& v) const { return {{"point", {v.x, v.y}}}; }
        json operator()(const base::EntityKey& v) const { return {{"key", base::to_text(v)}}; }
        json operator()(const Outline& v) const {
            json points = json::array();
            for (const Point& point : v) points.push_back({point.x, point.y});
            return {{"outline", std::move(points)}};
        }
    };
    return std::visit(Visitor{}, value);
}

Value value_from(const json& j) {
    if (j.contains("missing")) {
        Missing missing;
        if (!column::state_from_name(j.at("missing").get<std::string>(), missing.state)) throw json::other_error::create(501, "state", &j);
        return missing;
    }
    if (j.contains("boolean")) return j.at("boolean").get<bool>();
    if (j.contains("integer")) return base::whole<std::int64_t>(j.at("integer"));
    if (j.contains("number")) return j.at("number").get<double>();
    if (j.contains("text")) return j.at("text").get<std::string>();
    if (j.contains("list")) return j.at("list").get<std::vector<std::string>>();
    if (j.contains("days")) {
        const int precision = base::whole<int>(j.at("precision"));
        if (precision < 0 || precision > 2) throw json::other_error::create(501, "precision", &j);
        return Date{base::whole<std::int32_t>(j.at("days")), static_cast<column::Precision>(precision)};
    }
    if (j.contains("point")) return Point{j.at("point").at(0).get<double>(), j.at("point").at(1).get<double>()};
    if (j.contains("outline")) {
        Outline outline;
        for (const json& point : j.at("outline")) outline.push_back({point.at(0).get<double>(), point.at(1).get<double>()});
        return outline;
    }
    return base::key_from_text(j.at("key").get<std::string>());
}

Operation operation_from(const std::string& name, const json& j) {
    for (const Operation operation : {Operation::set, Operation::add, Operation::remove})
        if (name_of(operation) == name) return operation;
    throw json::other_error::create(501, "operation", &j);
}

}  // namespace

std::string to_json_line(const Edit& edit) {
    json j{{"id", edit.id}, {"operation", std::string(name_of(edit.operation))}, {"subject", base::to_text(edit.subject)},
           {"who", edit.who}, {"when", edit.when}, {"batch", edit.batch}};
    if (edit.operation == Operation::set) {
        j["field"] = edit.field;
        j["before"] = value_json(edit.before);
        j["after"] = value_json(edit.after);
    } else {
        j["at"] = edit.at;
        j["record"] = json::array();
        for (const Cell& cell : edit.record) j["record"].push_back({{"field", cell.field}, {"value", value_json(cell.value)}});
    }
    return j.dump(-1, ' ', false, json::error_handler_t::replace);  // text of cells is UTF-8 (edit_cells.hpp); who it was may be called anything
}

base::Result<Edit> edit_from_json_line(std::string_view line) {
    try {
        const json j = json::parse(line);
        Edit edit;
        edit.id = base::whole<std::uint64_t>(j.at("id"));
        edit.operation = operation_from(j.at("operation").get<std::string>(), j);
        edit.subject = base::key_from_text(j.at("subject").get<std::string>());
        edit.who = j.at("who").get<std::string>();
        edit.when = base::whole<std::int64_t>(j.at("when"));
        edit.batch = base::whole<std::uint64_t>(j.at("batch"));
        if (edit.operation == Operation::set) {
            edit.field = j.at("field").get<std::string>();
            edit.before = value_from(j.at("before"));
            edit.after = value_from(j.at("after"));
        } else {
            edit.at = base::whole<std::int64_t>(j.at("at"));
            for (const json& cell : j.at("record")) edit.record.push_back({cell.at("field").get<std::string>(), value_from(cell.at("value"))});
        }
        return edit;
    } catch (const json::exception&) {
        return base::bad_input("A line of the edit list is not an edit; it was not used.");
    }
}

}  // namespace kith::place
