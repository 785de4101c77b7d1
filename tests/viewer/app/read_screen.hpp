#pragma once
// The whole window drawn without graphics, and its letters read back from what would be painted.
#include <imgui.h>

#include <array>
#include <cmath>
#include <map>
#include <string>

#include "tests/viewer/draw/harness.hpp"
#include "tests/viewer/draw/prepared_frame.hpp"

namespace kith::test {

class DrawnWindow {
public:
    DrawnWindow(viewer::model::Model& model, viewer::app::Preparation& all) : model_(model), all_(all) {
        for (const ImFont* font : ImGui::GetIO().Fonts->Fonts)
            for (const ImFontGlyph& glyph : font->Glyphs)
                if (glyph.Visible) letters_[corner(glyph.U0, glyph.V0)] = glyph.Codepoint;
    }
    /// What a frame shows: a line end where letters do not follow one another.
    std::string text() {
        harness_.run([&](viewer::draw::Ui& ui) { return frame(ui); });
        std::string out;
        const ImDrawData* data = ImGui::GetDrawData();
        for (int list = 0; list < data->CmdListsCount; ++list) read(*data->CmdLists[list], out);
        return out;
    }

private:
    static std::array<int, 2> corner(float u, float v) { return {static_cast<int>(std::lround(u * 65536)), static_cast<int>(std::lround(v * 65536))}; }

    viewer::draw::Intents frame(viewer::draw::Ui& ui) {
        return prepared_frame(ui, model_, all_, harness_.memory, 1280, 800, now_ += 1);
    }
    /// A letter is a square whose upper left corner is that of a letter in the atlas.
    void read(const ImDrawList& list, std::string& out) const {
        float end = -1, line = -1;
        for (int i = 0; i + 3 < list.VtxBuffer.Size; ++i) {
            const ImDrawVert &first = list.VtxBuffer[i], &third = list.VtxBuffer[i + 2];
            const auto letter = letters_.find(corner(first.uv.x, first.uv.y));
            if (letter == letters_.end() || third.uv.x <= first.uv.x) continue;
            const bool follows = std::abs(first.pos.x - end) < 8 && std::abs(third.pos.y - line) < 16;
            if (!follows) out += '\n';
            else if (first.pos.x - end > 2.2f) out += ' ';
            out += letter->second < 128 ? static_cast<char>(letter->second) : '?';
            end = third.pos.x;
            line = third.pos.y;
            i += 3;
        }
        out += '\n';
    }

    viewer::model::Model& model_;
    viewer::app::Preparation& all_;
    Harness harness_;
    double now_ = 10;
    std::map<std::array<int, 2>, unsigned> letters_;
};

}  // namespace kith::test
