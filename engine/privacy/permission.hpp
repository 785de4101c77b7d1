#pragma once
// What people agreed to, as far as it was recorded, and what they took back. README.md says what each scope means and who heeds it.
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/column/builder.hpp"
#include "engine/place/place.hpp"

namespace kith::privacy {

enum class Agreed : std::uint8_t { not_said, yes, no };

/// Of people (`people.permissions` as `kith permit` or the recipe's columns recorded it, else the recipe's `permission`), or of ties.
/// Borrows from the revision.
class Permissions {
public:
    static Permissions of_people(const place::Revision& revision);
    static Permissions of_ties(const place::Revision& revision);

    /// no: it was taken back, or what was agreed to does not hold it. O(scopes of the row).
    Agreed to(std::string_view scope, std::size_t row) const;
    bool took_back(std::string_view scope, std::size_t row) const;
    /// They object to all of it, or took back that anything is held: kept apart.
    bool kept_apart(std::size_t row) const { return (objected_ != nullptr && objected_->known(row)) || took_back("hold", row); }
    /// A row each.
    std::vector<std::uint8_t> all_who_took_back(std::string_view scope) const;
    bool any_recorded() const { return withdrawn_ != nullptr || objected_ != nullptr || scopes_ != nullptr; }
    /// The scopes in force: those agreed to without those taken back; the state of the row where nothing was said.
    void add_in_force(column::SegmentBuilder& builder, std::string_view key) const;

private:
    Permissions(std::size_t rows, const column::Column* scopes, const column::Column* of_file, const column::Column* withdrawn, const column::Column* objected)
        : rows_(rows), scopes_(scopes), of_file_(of_file), withdrawn_(withdrawn), objected_(objected) {}
    const column::Column* said(std::size_t row) const;  // where the scopes of the row stand
    std::size_t rows_;
    const column::Column *scopes_, *of_file_, *withdrawn_, *objected_;
};

/// The place with those alone who agreed to `scope` (`yes`), or without those who took it back (`not_said`), and what hangs on them; a tie goes by its own permission as well.
/// Whoever told of somebody who goes counts as having told in part. The same place where nobody goes. O(rows).
base::Result<place::PlacePtr> only_agreed(const place::PlacePtr& place, std::string_view scope, Agreed at_least, const column::Allocator& allocate);

}  // namespace kith::privacy
