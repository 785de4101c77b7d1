#include "viewer/app/picture_clipboard.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <xcb/xcb.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <thread>

namespace kith::viewer::app {
namespace {

template <class Event>
struct Freed {
    void operator()(Event* event) const { std::free(event); }
};
template <class Event>
using Reply = std::unique_ptr<Event, Freed<Event>>;

xcb_atom_t atom(xcb_connection_t* x, std::string_view name) {
    const auto cookie = xcb_intern_atom(x, 0, static_cast<std::uint16_t>(name.size()), name.data());
    const Reply<xcb_intern_atom_reply_t> reply(xcb_intern_atom_reply(x, cookie, nullptr));
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

}  // namespace

/// One picture on offer, from taking the selection to losing it.
class PictureClipboard::Owner {
public:
    explicit Owner(std::vector<std::byte> png) : png_(std::move(png)), x_(xcb_connect(nullptr, nullptr)), ends_(eventfd(0, EFD_CLOEXEC)) {}
    ~Owner() {
        const std::uint64_t one = 1;
        if (thread_.joinable() && write(ends_, &one, sizeof one) == sizeof one) thread_.join();
        xcb_disconnect(x_);
        if (ends_ >= 0) close(ends_);
    }
    Owner(const Owner&) = delete;
    Owner& operator=(const Owner&) = delete;

    bool begin() {
        if (ends_ < 0 || xcb_connection_has_error(x_) != 0) return false;
        if (png_.size() + 64 > std::uint64_t{4} * xcb_get_maximum_request_length(x_)) return false;  // it would have to go in pieces
        clipboard_ = atom(x_, "CLIPBOARD");
        targets_ = atom(x_, "TARGETS");
        timestamp_ = atom(x_, "TIMESTAMP");
        multiple_ = atom(x_, "MULTIPLE");
        pairs_ = atom(x_, "ATOM_PAIR");
        picture_ = atom(x_, "image/png");
        window_ = xcb_generate_id(x_);
        const xcb_screen_t* screen = xcb_setup_roots_iterator(xcb_get_setup(x_)).data;
        const std::uint32_t hears = XCB_EVENT_MASK_PROPERTY_CHANGE;
        xcb_create_window(x_, 0, window_, screen->root, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY, XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &hears);
        since_ = server_time();
        xcb_set_selection_owner(x_, window_, clipboard_, since_);
        const Reply<xcb_get_selection_owner_reply_t> owner(xcb_get_selection_owner_reply(x_, xcb_get_selection_owner(x_, clipboard_), nullptr));
        if (!owner || owner->owner != window_) return false;
        thread_ = std::thread([this] { serve(); });
        return true;
    }

private:
    /// As the server tells it with a change of nothing (ICCCM 2.1).
    xcb_timestamp_t server_time() {
        xcb_change_property(x_, XCB_PROP_MODE_APPEND, window_, targets_, XCB_ATOM_ATOM, 32, 0, nullptr);
        xcb_flush(x_);
        while (const Reply<xcb_generic_event_t> event{xcb_wait_for_event(x_)})
            if ((event->response_type & 0x7f) == XCB_PROPERTY_NOTIFY) return reinterpret_cast<const xcb_property_notify_event_t*>(event.get())->time;
        return XCB_CURRENT_TIME;
    }

    void serve() {
        std::array<pollfd, 2> on{{{xcb_get_file_descriptor(x_), POLLIN, 0}, {ends_, POLLIN, 0}}};
        while (xcb_connection_has_error(x_) == 0) {
            while (const Reply<xcb_generic_event_t> event{xcb_poll_for_event(x_)}) {
                const auto kind = event->response_type & 0x7f;
                if (kind == XCB_SELECTION_CLEAR) return;  // somebody else copied something
                if (kind == XCB_SELECTION_REQUEST) answer(*reinterpret_cast<const xcb_selection_request_event_t*>(event.get()));
            }
            const int heard = poll(on.data(), on.size(), -1);
            if (heard < 0 && errno == EINTR) continue;  // a signal ends no offer: whoever pastes would wait for an answer
            if (heard < 0 || on[1].revents != 0) return;
        }
    }

    void answer(const xcb_selection_request_event_t& asked) {
        xcb_selection_notify_event_t reply{};
        reply.response_type = XCB_SELECTION_NOTIFY;
        reply.time = asked.time;
        reply.requestor = asked.requestor;
        reply.selection = asked.selection;
        reply.target = asked.target;
        reply.property = asked.property != XCB_ATOM_NONE ? asked.property : asked.target;  // old programs name none
        const bool given = asked.target == multiple_ ? give_several(asked.requestor, asked.property) : give(asked.target, asked.requestor, reply.property);
        if (!given) reply.property = XCB_ATOM_NONE;
        xcb_send_event(x_, 0, asked.requestor, XCB_EVENT_MASK_NO_EVENT, reinterpret_cast<const char*>(&reply));
        xcb_flush(x_);
    }

    template <class Value>
    void put(xcb_window_t window, xcb_atom_t property, xcb_atom_t type, std::uint8_t bits, std::span<const Value> values) {
        xcb_change_property(x_, XCB_PROP_MODE_REPLACE, window, property, type, bits, static_cast<std::uint32_t>(values.size()), values.data());
    }

    /// Into a property of who asked; false for what is not on offer.
    bool give(xcb_atom_t target, xcb_window_t window, xcb_atom_t property) {
        const std::array<xcb_atom_t, 4> all{targets_, multiple_, timestamp_, picture_};
        if (target == targets_) put(window, property, XCB_ATOM_ATOM, 32, std::span<const xcb_atom_t>(all));
        else if (target == timestamp_) put(window, property, XCB_ATOM_INTEGER, 32, std::span<const xcb_timestamp_t>(&since_, 1));
        else if (target == picture_) put(window, property, picture_, 8, std::span<const std::byte>(png_));
        else return false;
        return true;
    }

    /// Pairs of a target and a property stand in `list`; of what is not on offer the property becomes none.
    bool give_several(xcb_window_t window, xcb_atom_t list) {
        constexpr std::uint32_t most = 256;
        if (list == XCB_ATOM_NONE) return false;
        const Reply<xcb_get_property_reply_t> asked(xcb_get_property_reply(x_, xcb_get_property(x_, 0, window, list, pairs_, 0, most), nullptr));
        if (!asked || asked->format != 32) return false;
        const auto* atoms = static_cast<const xcb_atom_t*>(xcb_get_property_value(asked.get()));
        std::vector<xcb_atom_t> pairs(atoms, atoms + asked->value_len);
        for (std::size_t i = 0; i + 1 < pairs.size(); i += 2)
            if (pairs[i + 1] == XCB_ATOM_NONE || !give(pairs[i], window, pairs[i + 1])) pairs[i + 1] = XCB_ATOM_NONE;
        put(window, list, pairs_, 32, std::span<const xcb_atom_t>(pairs));
        return true;
    }

    std::vector<std::byte> png_;
    xcb_connection_t* x_;
    int ends_;
    xcb_window_t window_ = XCB_NONE;
    xcb_atom_t clipboard_ = XCB_ATOM_NONE, targets_ = XCB_ATOM_NONE, timestamp_ = XCB_ATOM_NONE, multiple_ = XCB_ATOM_NONE, pairs_ = XCB_ATOM_NONE, picture_ = XCB_ATOM_NONE;
    xcb_timestamp_t since_ = XCB_CURRENT_TIME;
    std::thread thread_;
};

PictureClipboard::PictureClipboard() = default;
PictureClipboard::~PictureClipboard() = default;

bool PictureClipboard::offer(std::vector<std::byte> png) {
    auto owner = std::make_unique<Owner>(std::move(png));
    if (!owner->begin()) return false;
    owner_ = std::move(owner);
    return true;
}

void PictureClipboard::withdraw() { owner_.reset(); }

}  // namespace kith::viewer::app
