#include "viewer/model/visibility.hpp"

#include <numeric>

namespace kith::viewer::model {

bool Account::Line::reconciles() const {
    return read == std::accumulate(hidden_by.begin(), hidden_by.end(), shown, [](std::int64_t sum, const Hiding& one) { return sum + one.hidden; });
}

}  // namespace kith::viewer::model
