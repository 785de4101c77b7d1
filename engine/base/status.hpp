#pragma once
// Status and Result<T>: how everything that can fail in the world reports it.
// A message is one sentence for a person: what happened, where, what to do. It never holds personal data.
#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace kith::base {

enum class Code {
    misuse,        // the caller asked for something that makes no sense: exit 2
    bad_input,     // a file or a recipe is not what it should be
    not_found,     // a file, a column, an id does not exist
    io_error,      // the system refused to read or write
    cancelled,     // somebody asked to stop
    timed_out,
    too_large,     // a bound was reached
    unavailable,   // a library, a process or a right is missing on this machine
    internal       // our bug
};

struct Error {
    Code code = Code::internal;
    std::string message;
};

/// A value or an Error. Test with `if (!result)`; `result.error()` is valid only then.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : content_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return content_.index() == 0; }
    T& value() & { assert(*this); return std::get<0>(content_); }
    const T& value() const& { assert(*this); return std::get<0>(content_); }
    T&& value() && { assert(*this); return std::get<0>(std::move(content_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    const Error& error() const { assert(!*this); return std::get<1>(content_); }

private:
    std::variant<T, Error> content_;
};

/// Success, or an Error.
class [[nodiscard]] Status {
public:
    Status() = default;
    Status(Error error) : error_(std::move(error)), ok_(false) {}
    explicit operator bool() const { return ok_; }
    const Error& error() const { assert(!ok_); return error_; }

private:
    Error error_;
    bool ok_ = true;
};

inline Error misuse(std::string message) { return {Code::misuse, std::move(message)}; }
inline Error bad_input(std::string message) { return {Code::bad_input, std::move(message)}; }
inline Error not_found(std::string message) { return {Code::not_found, std::move(message)}; }
inline Error io_error(std::string message) { return {Code::io_error, std::move(message)}; }
inline Error internal_error(std::string message) { return {Code::internal, std::move(message)}; }
inline Error cancelled() { return {Code::cancelled, "Stopped, as asked."}; }

}  // namespace kith::base
