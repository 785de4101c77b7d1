#include "plugins/network_measures/blocks.hpp"

#include <algorithm>

namespace kith::network_measures {
namespace {

std::size_t at(std::int64_t i) { return static_cast<std::size_t>(i); }

/// The tree of blocks and nodes, from one root block a piece: every block hangs on one node, its top.
class Tree {
public:
    Tree(const Blocks& blocks, std::span<const std::uint8_t> weights) : blocks_(blocks), weights_(weights) {
        list_blocks_of_nodes();
        top_.assign(blocks.size(), -1);
        piece_.assign(blocks.size(), -1);
        for (std::size_t block = 0; block < blocks.size(); ++block)
            if (piece_[block] < 0) hang_from(static_cast<std::int32_t>(block));
        sum_up();
    }
    std::span<const std::int32_t> blocks_of(std::size_t node) const { return std::span(of_node_).subspan(starts_[node], starts_[node + 1] - starts_[node]); }
    std::size_t nodes() const { return weights_.size(); }
    /// People in the part that this block leads to when `node`, one of its members, is not there.
    std::int64_t part(std::size_t block, std::int32_t node) const {
        return top_[block] == node ? below_[block] : total_of(block) - weights_[at(node)] - under(node);
    }
    /// People on the side of `node`, with it, when it is not tied to the other member of a block of two.
    std::int64_t side(std::size_t block, std::int32_t node) const {
        return top_[block] == node ? total_of(block) - below_[block] : weights_[at(node)] + under(node);
    }

private:
    void list_blocks_of_nodes() {
        starts_.assign(weights_.size() + 1, 0);
        for (const std::int32_t node : blocks_.members) ++starts_[at(node) + 1];
        for (std::size_t node = 0; node < weights_.size(); ++node) starts_[node + 1] += starts_[node];
        of_node_.resize(blocks_.members.size());
        std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
        for (std::size_t block = 0; block < blocks_.size(); ++block)
            for (const std::int32_t node : blocks_.of(block)) of_node_[next[at(node)]++] = static_cast<std::int32_t>(block);
    }
    void hang_from(std::int32_t root) {
        const std::size_t first = order_.size();
        piece_[at(root)] = root;
        order_.push_back(root);
        for (std::size_t i = first; i < order_.size(); ++i) {
            const std::int32_t block = order_[i];
            for (const std::int32_t node : blocks_.of(at(block))) {
                if (node == top_[at(block)]) continue;
                for (const std::int32_t next : blocks_of(at(node))) {
                    if (piece_[at(next)] >= 0) continue;
                    piece_[at(next)] = root;
                    top_[at(next)] = node;
                    order_.push_back(next);
                }
            }
        }
    }
    void sum_up() {
        below_.assign(blocks_.size(), 0);
        under_.assign(weights_.size(), 0);
        for (auto it = order_.rbegin(); it != order_.rend(); ++it) {
            const std::int32_t block = *it;
            std::int64_t people = 0;
            for (const std::int32_t node : blocks_.of(at(block)))
                if (node != top_[at(block)]) people += weights_[at(node)] + under_[at(node)];
            below_[at(block)] = people;
            if (top_[at(block)] >= 0) under_[at(top_[at(block)])] += people;
        }
    }
    std::int64_t total_of(std::size_t block) const { return below_[at(piece_[block])]; }
    std::int64_t under(std::int32_t node) const { return under_[at(node)]; }

    const Blocks& blocks_;
    std::span<const std::uint8_t> weights_;
    std::vector<std::size_t> starts_;
    std::vector<std::int32_t> of_node_, order_, top_, piece_;
    std::vector<std::int64_t> below_, under_;  // people below a block, without its top; below a node, without itself
};

CutPoint cut_point(const Tree& tree, std::int32_t node, std::int64_t least) {
    CutPoint point;
    point.node = node;
    std::int32_t largest_block = -1;
    std::int64_t all = 0, large = 0;
    for (const std::int32_t block : tree.blocks_of(at(node))) {
        const std::int64_t people = tree.part(at(block), node);
        all += people;
        if (people >= least) {
            large += people;
            ++point.parts;
        }
        if (largest_block < 0 || people > point.largest) {
            point.largest = people;
            largest_block = block;
        }
    }
    point.held = all - point.largest;
    point.held_large = point.largest >= least ? large - point.largest : 0;
    for (const std::int32_t block : tree.blocks_of(at(node)))
        if (block != largest_block && tree.part(at(block), node) >= least) point.blocks.push_back(block);
    return point;
}

}  // namespace

HeldTogether held_together(const Blocks& blocks, std::span<const std::uint8_t> weights, std::int64_t least) {
    const Tree tree(blocks, weights);
    HeldTogether found;
    for (std::size_t node = 0; node < tree.nodes(); ++node)
        if (tree.blocks_of(node).size() > 1) found.points.push_back(cut_point(tree, static_cast<std::int32_t>(node), least));
    for (std::size_t block = 0; block < blocks.size(); ++block) {
        const auto members = blocks.of(block);
        if (members.size() != 2) continue;
        const std::int32_t a = std::min(members[0], members[1]), b = std::max(members[0], members[1]);
        found.bridges.push_back({a, b, tree.side(block, a), tree.side(block, b)});
    }
    std::sort(found.bridges.begin(), found.bridges.end(), [](const Bridge& x, const Bridge& y) { return x.a != y.a ? x.a < y.a : x.b < y.b; });
    return found;
}

}  // namespace kith::network_measures
