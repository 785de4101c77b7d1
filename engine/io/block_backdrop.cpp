// What lies behind the picture: streets, water, parks.
#include "engine/io/read_block.hpp"

namespace kith::io {

base::Result<BlockTables> read_backdrop(const Backdrop& block, const BlockContext& context) {
    if (context.maps == nullptr) return base::misuse(block.file + " is a map file, and this reader reads tables only.");
    geo::BackdropRequest request;
    request.file = block.file;
    request.ogr_layer = block.ogr_layer;
    request.name = block.name;
    request.kind = block.kind.column;
    request.every_kind = block.kind.all.value_or("");
    request.kind_words = block.kind.map;
    request.crs = block.crs;
    request.working_crs = context.working_crs;
    for (const Where& where : block.where) {
        geo::KeepWhere keep{where.column, {}};
        for (const Where::Value& value : where.values) keep.values.push_back(value.text);
        request.where.push_back(std::move(keep));
    }
    auto segment = context.maps->backdrop(context.parts, request, context.allocate, context.report);
    if (base::Status status = context.job.check(); !status) return status.error();
    if (!segment) return segment.error();
    return BlockTables{*segment, nullptr};
}

}  // namespace kith::io
