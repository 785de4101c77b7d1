#include "engine/process/channel.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include <cerrno>
#include <cstring>

namespace kith::process {
namespace {

base::Error broken(std::string_view what) {
    return base::io_error(std::string(what) + " (" + std::strerror(errno) + ").");
}

union Ancillary {
    char bytes[CMSG_SPACE(sizeof(int) * letter_descriptors)];
    cmsghdr align;
};

/// Taken over at once, so that none leaks whatever comes next.
std::vector<Descriptor> take_descriptors(msghdr& message) {
    std::vector<Descriptor> taken;
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
        const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int value;
            std::memcpy(&value, CMSG_DATA(part) + i * sizeof(int), sizeof value);
            taken.emplace_back(value);
        }
    }
    return taken;
}

}  // namespace

base::Result<std::pair<Descriptor, Descriptor>> make_channel() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return broken("The system gives no channel between processes");
    return std::pair<Descriptor, Descriptor>(Descriptor(ends[0]), Descriptor(ends[1]));
}

base::Status send_letter(int channel, std::string_view text, std::span<const int> descriptors) {
    if (text.empty() || text.size() > letter_bytes || descriptors.size() > letter_descriptors)
        return base::internal_error("A letter to another process is empty or too long.");
    iovec content{const_cast<char*>(text.data()), text.size()};
    Ancillary ancillary{};
    msghdr message{};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    if (!descriptors.empty()) {
        message.msg_control = ancillary.bytes;
        message.msg_controllen = CMSG_SPACE(sizeof(int) * descriptors.size());
        cmsghdr* part = CMSG_FIRSTHDR(&message);
        part->cmsg_level = SOL_SOCKET;
        part->cmsg_type = SCM_RIGHTS;
        part->cmsg_len = CMSG_LEN(sizeof(int) * descriptors.size());
        std::memcpy(CMSG_DATA(part), descriptors.data(), sizeof(int) * descriptors.size());
    }
    for (;;) {
        if (sendmsg(channel, &message, MSG_NOSIGNAL) >= 0) return {};
        if (errno != EINTR) return broken("A letter to another process could not be sent");
    }
}

base::Result<std::optional<Letter>> receive_letter(int channel, std::chrono::milliseconds at_most) {
    pollfd wait{channel, POLLIN, 0};
    const auto until = std::chrono::steady_clock::now() + at_most;
    for (;;) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
        const int ready = poll(&wait, 1, static_cast<int>(left < 0 ? 0 : left));
        if (ready > 0) break;
        if (ready == 0) return base::Error{base::Code::timed_out, "Another process has not answered in time."};
        if (errno != EINTR) return broken("A letter from another process could not be read");
    }
    Letter letter;
    letter.text.resize(letter_bytes);
    iovec content{letter.text.data(), letter.text.size()};
    Ancillary ancillary{};
    msghdr message{};
    message.msg_iov = &content;
    message.msg_iovlen = 1;
    message.msg_control = ancillary.bytes;
    message.msg_controllen = sizeof ancillary.bytes;
    ssize_t got;
    do got = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    if (got < 0 && errno != ECONNRESET) return broken("A letter from another process could not be read");
    if (got <= 0) return std::optional<Letter>();
    letter.text.resize(static_cast<std::size_t>(got));
    letter.descriptors = take_descriptors(message);
    if ((message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0) return base::bad_input("A letter from another process is longer than agreed.");
    return std::optional<Letter>(std::move(letter));
}

}  // namespace kith::process
