#include "viewer/app/viewer.hpp"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <imgui.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "viewer/model/command.hpp"

namespace kith::viewer::app {
namespace {

constexpr int frames_to_settle = 3;        // Dear ImGui measures in one frame what it places in the next
constexpr double busy_patience = 0.1;      // how often progress is looked at

float scale_of(const model::Preferences& preferences) { return static_cast<float>(std::clamp(preferences.scale_percent, 75, 250)) / 100; }

picture::Theme theme_of(model::ThemeChoice choice) {
    return choice == model::ThemeChoice::dark ? picture::Theme::dark : choice == model::ThemeChoice::high_contrast ? picture::Theme::high_contrast : picture::Theme::light;
}

bool shown(const draw::Box& box) { return box.width() > 1 && box.height() > 1; }

}  // namespace

base::Result<std::unique_ptr<Viewer>> Viewer::create(ViewerOptions options) {
    std::unique_ptr<Viewer> made(new Viewer(std::move(options)));
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) return base::internal_error("The window's controls could not be drawn by this graphics driver.");
    made->fonts();
    return made;
}

Viewer::Viewer(ViewerOptions options) : options_(std::move(options)), session_(options_.session), model_(session_), triangles_(std::make_shared<TriangleCache>(options_.wake)) {
    IMGUI_CHECKVERSION();
    imgui_ = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;   // nothing animates while idle
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.KeyRepeatDelay = 1e6f;                // the system repeats keys
    draw::InputQueue::map_keys();
    if (!options_.preferences_file.empty()) {
        std::ifstream file(options_.preferences_file);
        const std::string text{std::istreambuf_iterator<char>(file), {}};
        if (!text.empty())
            if (auto read = model::preferences_from_json(text)) model_.preferences = *read;
    }
    kept_preferences_ = model_.preferences;
}

Viewer::~Viewer() {
    preparation_.map.context_lost();         // its GL objects go while the context is there
    preparation_.network.context_lost();
    ImGui::SetCurrentContext(imgui_);
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(imgui_);
}

void Viewer::fonts() {
    ui_.scale = scale_of(model_.preferences);
    ui_.fonts = draw::load_fonts(ui_.scale);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

bool Viewer::poll() {
    const bool changed = model::poll(model_);
    if (changed) restless_ = std::max(restless_, 2);
    return changed;
}

void Viewer::keep_preferences() {
    if (model_.preferences == kept_preferences_ || options_.preferences_file.empty()) return;
    kept_preferences_ = model_.preferences;
    std::error_code ignored;
    std::filesystem::create_directories(options_.preferences_file.parent_path(), ignored);
    std::ofstream(options_.preferences_file) << model::to_json(model_.preferences);
}

base::Status Viewer::frame(draw::InputQueue& input, int width, int height, double now, std::uint32_t framebuffer) {
    ImGui::SetCurrentContext(imgui_);
    ImGuiIO& io = ImGui::GetIO();
    now_ = now;
    if (!input.empty()) restless_ = frames_to_settle;
    if (ui_.scale != scale_of(model_.preferences)) fonts();
    ui_.theme = theme_of(model_.preferences.theme);
    ui_.reduced_motion = model_.preferences.reduced_motion;
    ui_.time = now;
    ui_.items = &items_;
    ui_.shaped = [this](std::string_view text, draw::Style style, picture::Colour colour) { return shaped_.picture(text, style, colour, ui_.scale); };
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DeltaTime = static_cast<float>(std::clamp(now - last_now_, 1.0 / 1000, 0.25));
    last_now_ = now;
    ui_.input = input.feed(memory_.own_keys);   // arrows belong to the map or the split that has the keyboard

    const draw::Panes panes = draw::panes_of({static_cast<float>(width), static_cast<float>(height), ui_.scale, session_.is_open(), model_.window.full, memory_.middle}, model_.preferences);
    preparation_.update(model_, shown(panes.map), shown(panes.network));
    preparation_.map.prepare(panes.map, now, ui_.scale, ui_.reduced_motion);
    preparation_.network.prepare(panes.network, now, ui_.scale, ui_.reduced_motion);
    if (shown(panes.map))
        if (auto s = preparation_.map.paint(triangles_, ui_.scale); !s) return s;
    if (shown(panes.network))
        if (auto s = preparation_.network.paint(triangles_, ui_.scale); !s) return s;

    const std::vector<model::Command> commands = model::commands(model_);
    draw::Screen& screen = preparation_.screen();
    screen.panes = panes;
    screen.commands = commands;
    screen.map = preparation_.map.view();
    screen.network = preparation_.network.view();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    items_.begin();
    const draw::Intents intents = draw::draw_window(ui_, screen, memory_);
    cursor_ = ImGui::GetMouseCursor();
    ImGui::Render();
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, width, height);
    const picture::Colour ground = ui_.roles().ground;
    glClearColor(static_cast<float>(ground.red) / 255, static_cast<float>(ground.green) / 255, static_cast<float>(ground.blue) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ++frames_;
    restless_ = std::max(0, restless_ - 1);
    if (ui_.input.more) restless_ = frames_to_settle;
    if (ui_.animating) restless_ = std::max(restless_, 2);
    ui_.animating = false;
    for (const model::Intent& intent : intents) model::apply(model_, intent);
    take_gestures();
    take_actions();
    take_exports();
    if (!intents.empty() || !memory_.gestures.empty()) restless_ = std::max(restless_, 2);
    keep_preferences();
    return {};
}

double Viewer::patience(double now) const {
    if (restless_ > 0) return 0;
    const bool reduced = model_.preferences.reduced_motion;
    if (preparation_.map.moving(now, reduced) || preparation_.network.moving(now, reduced)) return 0.016;
    if (preparation_.map.waiting() || preparation_.network.waiting()) return busy_patience;
    if (session_.jobs().busy()) return busy_patience;
    return -1;
}

base::Status Viewer::context_renewed() {
    ImGui::SetCurrentContext(imgui_);
    preparation_.map.context_lost();
    preparation_.network.context_lost();
    shaped_ = ShapedText();
    ImGui_ImplOpenGL3_Shutdown();
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) return base::internal_error("The window's controls could not be drawn again.");
    ImGui_ImplOpenGL3_CreateFontsTexture();
    while (glGetError() != GL_NO_ERROR) {}  // programs of the lost context are not known to this one, and it says so
    restless_ = frames_to_settle;
    return {};
}

std::string Viewer::title() const { return session_.is_open() ? "Kith · " + session_.view()->place_name() : "Kith"; }

}  // namespace kith::viewer::app
