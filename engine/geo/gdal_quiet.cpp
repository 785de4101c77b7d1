#include "engine/geo/gdal_quiet.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>

#include "engine/column/validate.hpp"

namespace kith::geo {
namespace {

void CPL_STDCALL take_complaint(CPLErr kind, CPLErrorNum, const char* text) {
    auto* complaints = static_cast<Complaints*>(CPLGetErrorHandlerUserData());
    if (kind >= CE_Failure && complaints && complaints->first.empty()) complaints->first = text ? text : "";
}

}  // namespace

Complaints::Complaints() { CPLPushErrorHandlerEx(&take_complaint, this); }
Complaints::~Complaints() { CPLPopErrorHandler(); }

Option::Option(const char* key, const char* value) : key_(key) { CPLSetThreadLocalConfigOption(key, value); }
Option::~Option() { CPLSetThreadLocalConfigOption(key_, nullptr); }

void DatasetEnd::operator()(GDALDataset* dataset) const { GDALClose(dataset); }

std::string as_utf8(const char* text, bool& recoded) {
    if (column::valid_utf8(text)) return text;
    recoded = true;
    char* made = CPLRecode(text, "CP1252", CPL_ENC_UTF8);
    std::string result = made && column::valid_utf8(made) ? made : "";
    CPLFree(made);
    return result;
}

}  // namespace kith::geo
