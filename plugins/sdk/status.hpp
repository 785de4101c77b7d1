#pragma once
// How the work of a plugin ends. Texts are for the plugin's author; users read the manifest's words only.
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include "plugins/abi/kith_plugin.h"

namespace kith::sdk {

class [[nodiscard]] Status {
public:
    Status() = default;
    Status(kith_status code, std::string words) : code_(code), words_(std::move(words)) {}
    explicit operator bool() const { return code_ == KITH_OK; }
    kith_status code() const { return code_; }
    const std::string& words() const { return words_; }

private:
    kith_status code_ = KITH_OK;
    std::string words_;
};

inline Status stopped() { return {KITH_STOPPED, "stopped, as asked"}; }
inline Status bad_parameter(std::string words) { return {KITH_BAD_PARAMETER, std::move(words)}; }
inline Status bad_input(std::string words) { return {KITH_BAD_INPUT, std::move(words)}; }
inline Status too_large(std::string words) { return {KITH_TOO_LARGE, std::move(words)}; }
inline Status not_converged(std::string words) { return {KITH_NOT_CONVERGED, std::move(words)}; }

/// A value, or why there is none.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Status status) : content_(std::in_place_index<1>, std::move(status)) {}
    explicit operator bool() const { return content_.index() == 0; }
    T& operator*() { return std::get<0>(content_); }
    const T& operator*() const { return std::get<0>(content_); }
    T* operator->() { return &std::get<0>(content_); }
    const T* operator->() const { return &std::get<0>(content_); }
    const Status& status() const { return std::get<1>(content_); }

private:
    std::variant<T, Status> content_;
};

/// What the kit throws when glue and manifest do not agree (a column never asked for, a message that is not there, a row
/// outside its table). The one firewall around `run` turns it into a status; no plugin needs to catch it.
class Failure : public std::runtime_error {
public:
    Failure(kith_status code, const std::string& words) : std::runtime_error(words), code_(code) {}
    kith_status code() const { return code_; }

private:
    kith_status code_;
};

}  // namespace kith::sdk
