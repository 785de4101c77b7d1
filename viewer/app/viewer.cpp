#include "viewer/app/viewer.hpp"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <string_view>

#include "viewer/model/command.hpp"

namespace kith::viewer::app {
namespace {

constexpr int frames_to_settle = 3;        // Dear ImGui measures in one frame what it places in the next
constexpr int most_looks = 4;              // at what hands did, in one frame
constexpr double settling_patience = 0.1;  // how often a layout on its way is looked at
constexpr double busy_patience = 0.25;     // and other progress; the end of a job wakes at once

float scale_of(const model::Preferences& preferences) { return static_cast<float>(std::clamp(preferences.scale_percent, 75, 250)) / 100; }

picture::Theme theme_of(model::ThemeChoice choice) {
    return choice == model::ThemeChoice::dark ? picture::Theme::dark : choice == model::ThemeChoice::high_contrast ? picture::Theme::high_contrast : picture::Theme::light;
}

/// Of all that a picture is made from; textures by their names, so whoever draws into one again must count (`more`).
std::uint64_t digest_of(const ImDrawData& data, std::initializer_list<std::int64_t> more) {
    std::uint64_t sum = 0;
    const auto add = [&sum](const void* bytes, std::size_t count) { sum = sum * 0x9E3779B97F4A7C15u + std::hash<std::string_view>()({static_cast<const char*>(bytes), count}); };
    add(more.begin(), more.size() * sizeof(std::int64_t));
    for (int i = 0; i < data.CmdListsCount; ++i) {
        const ImDrawList& list = *data.CmdLists[i];
        add(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
        add(list.IdxBuffer.Data, static_cast<std::size_t>(list.IdxBuffer.size_in_bytes()));
        for (const ImDrawCmd& command : list.CmdBuffer) {
            const std::array<std::uint64_t, 3> said = {reinterpret_cast<std::uintptr_t>(command.TextureId), command.ElemCount, command.IdxOffset};
            add(&command.ClipRect, sizeof command.ClipRect);
            add(said.data(), sizeof said);
        }
    }
    return sum == 0 ? 1 : sum;
}

bool shown(const draw::Box& box) { return box.width() > 1 && box.height() > 1; }

}  // namespace

base::Result<std::unique_ptr<Viewer>> Viewer::create(ViewerOptions options) {
    auto made = begin(std::move(options));
    if (auto s = made->start(); !s) return s.error();
    return made;
}

std::unique_ptr<Viewer> Viewer::begin(ViewerOptions options) {
    options.session.wake = options.wake;
    return std::unique_ptr<Viewer>(new Viewer(std::move(options)));
}

base::Status Viewer::start() {
    ImGui::SetCurrentContext(imgui_);
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) return base::internal_error("The window's controls could not be drawn by this graphics driver.");
    started_ = true;
    fonts();
    return {};
}

Viewer::Viewer(ViewerOptions options) : options_(std::move(options)), session_(options_.session), model_(session_), triangles_(std::make_shared<TriangleCache>(options_.wake)) {
    IMGUI_CHECKVERSION();
    imgui_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(imgui_);
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
    if (started_) ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(imgui_);
}

void Viewer::fonts() {
    ui_.scale = scale_of(model_.preferences);
    ui_.fonts = draw::load_fonts(ui_.scale);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
    redraw();
}

bool Viewer::poll() {
    const bool changed = model::poll(model_);
    if (changed) {
        restless_ = std::max(restless_, 2);
        calm_ = 0;
    }
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
    now_ = now;
    const bool touched = !input.empty();
    if (touched) {
        restless_ = frames_to_settle;
        last_hand_ = now;
    }
    if (ui_.scale != scale_of(model_.preferences)) fonts();
    ui_.reduced_motion = model_.preferences.reduced_motion;
    ui_.time = now;
    ui_.items = &items_;
    if (shaped_.tidy()) redraw();               // names of pictures may come again for other words
    ui_.shaped = [this](std::string_view text, draw::Style style, float wrap, bool picture) { return shaped_.set(text, style, wrap, ui_.scale, picture); };
    ImGui::GetIO().DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    ui_.input = input.feed(memory_.own_keys);   // arrows belong to the map or the split that has the keyboard
    auto acted = look(width, height, now - last_now_);
    last_now_ = now;
    // What a hand did is seen in the same frame, not in the next; what lay between (a button down, and up) is not drawn.
    for (int looks = 1; acted && ui_.input.more && looks < most_looks; ++looks) {
        ui_.input = input.feed(memory_.own_keys);
        const bool before = *acted;
        acted = look(width, height, 0);
        if (acted && before) acted = true;
    }
    if (acted && *acted) {
        ui_.input.chord.clear();
        acted = look(width, height, 0);
    }
    if (!acted) return acted.error();
    const draw::Panes& panes = preparation_.screen().panes;
    if (shown(panes.map)) preparation_.map.paint(ui_.scale);
    if (shown(panes.network)) preparation_.network.paint(ui_.scale);
    restless_ = std::max(0, restless_ - 1);
    if (ui_.input.more) restless_ = frames_to_settle;
    if (ui_.animating || *acted) restless_ = std::max(restless_, 2);
    ui_.animating = false;
    calm_ = touched || *acted ? 0 : calm_ + 1;
    if (auto s = show(width, height, framebuffer); !s) return s;
    keep_preferences();
    return {};
}

/// Prepares, draws the panels and does what they say; true when there was anything to do.
base::Result<bool> Viewer::look(int width, int height, double passed) {
    ImGuiIO& io = ImGui::GetIO();
    io.DeltaTime = static_cast<float>(std::clamp(passed, 1e-6, 0.25));
    ui_.theme = theme_of(model_.preferences.theme);
    if (opened_ != session_.versions().opened) forget();
    const bool network = session_.is_open() && model_.view()->people() > 0 && model_.topology() != nullptr && !model::waits_for_a_choice(model_);
    const draw::Panes panes = draw::panes_of({static_cast<float>(width), static_cast<float>(height), ui_.scale, session_.is_open(), model_.window.full, memory_.middle, network}, model_.preferences);
    preparation_.update(model_, shown(panes.map), shown(panes.network));
    preparation_.screen().panes = panes;
    for (PaneState* pane : {&preparation_.map, &preparation_.network})
        pane->prepare(draw::room_of(ui_, preparation_.screen(), pane->view(), pane == &preparation_.map ? panes.map : panes.network), now_, ui_.scale, ui_.reduced_motion);
    if (shown(panes.map))
        if (auto s = preparation_.map.make_room(triangles_); !s) return s.error();
    if (shown(panes.network))
        if (auto s = preparation_.network.make_room(triangles_); !s) return s.error();

    const std::vector<model::Command> commands = model::commands(model_);
    draw::Screen& screen = preparation_.screen();
    screen.commands = commands;
    screen.map = preparation_.map.view();
    screen.network = preparation_.network.view();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    items_.begin();
    const draw::Intents intents = draw::draw_window(ui_, screen, memory_);
    cursor_ = ImGui::GetMouseCursor();
    ImGui::Render();
    const bool acted = !intents.empty() || !memory_.gestures.empty();
    for (const model::Intent& intent : intents) model::apply(model_, intent);
    take_gestures();
    take_actions();
    take_exports();
    return acted;
}

/// Draws what the panels left, unless the very same is on the screen already.
base::Status Viewer::show(int width, int height, std::uint32_t framebuffer) {
    const picture::Colour ground = ui_.roles().ground;
    const std::uint64_t picture = digest_of(*ImGui::GetDrawData(), {width, height, ground.red, ground.green, ground.blue, framebuffer, static_cast<std::int64_t>(model_.preferences.sight),
                                                                            preparation_.map.pictures(), preparation_.network.pictures()});
    shown_ = picture != picture_;
    if (!shown_) return {};
    picture_ = picture;
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, width, height);
    glClearColor(static_cast<float>(ground.red) / 255, static_cast<float>(ground.green) / 255, static_cast<float>(ground.blue) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    ++frames_;
    return sight_.apply(model_.preferences.sight, width, height);
}

double Viewer::patience(double now) const {
    if (restless_ > 0) return 0;
    const bool reduced = model_.preferences.reduced_motion;
    if (preparation_.map.moving(now, reduced) || preparation_.network.moving(now, reduced)) return 0.016;
    if (preparation_.settling() || preparation_.map.waiting() || preparation_.network.waiting()) return settling_patience;
    if (works()) return busy_patience;
    return until_locked(now);
}

/// Something goes on that may be told of: a layout that somebody paused does not.
bool Viewer::works() const {
    const bool rests = preparation_.layout.running() && preparation_.layout.paused();
    for (const session::JobRecord& job : session_.jobs().records())
        if (job.state == session::JobState::running && !(rests && job.kind == session::JobKind::layout)) return true;
    return false;
}

double Viewer::until_locked(double now) const {
    const int minutes = model_.preferences.lock_after_minutes;
    return minutes <= 0 || !session_.is_workspace() || !session_.keeping_fault().empty() ? -1 : std::max(0.0, last_hand_ + 60.0 * minutes - now);
}

void Viewer::lock_when_idle(double now) {
    if (hand_of_ != session_.versions().opened) {  // who opens something is there
        hand_of_ = session_.versions().opened;
        last_hand_ = std::max(last_hand_, now);
    }
    if (until_locked(now) != 0) return;
    model::apply(model_, model::LockWorkspace{});
    if (!session_.is_open()) forget();  // also in a window that is not seen and draws no frame
    restless_ = frames_to_settle;
}

/// Nothing that was typed or prepared about the place before stays.
void Viewer::forget() {
    opened_ = session_.versions().opened;
    for (std::string* one : {&memory_.command, &memory_.area_name, &memory_.pressed_in, &memory_.today_open, &memory_.today_focus, &memory_.paper.person, &memory_.paper.at}) one->clear();
    for (std::string& value : memory_.values) value.clear();
    memory_.paper.file.clear();
    memory_.paper.point.reset();
    memory_.ground.reset();
    memory_.wish.reset();  // a network that still waited to be written was of the place before
    memory_.corrections.clear();
    memory_.finding_open.reset();
    memory_.brushed.reset();
    memory_.keep = {};
    memory_.pointed = memory_.pointed_before = {};
    memory_.export_form = {};
    memory_.brush_from.reset();
    memory_.points_from.reset();
    shaped_ = ShapedText();  // it keeps what was set, names among it
    redraw();
    if (session_.is_open()) return;
    preparation_.update(model_, false, false);
    locked_ = !session_.locked_file().empty();
}

base::Status Viewer::context_renewed() {
    ImGui::SetCurrentContext(imgui_);
    preparation_.map.context_lost();
    preparation_.network.context_lost();
    shaped_ = ShapedText();
    sight_ = SightFilter();
    ImGui_ImplOpenGL3_Shutdown();
    if (!ImGui_ImplOpenGL3_Init("#version 330 core")) return base::internal_error("The window's controls could not be drawn again.");
    ImGui_ImplOpenGL3_CreateFontsTexture();
    while (glGetError() != GL_NO_ERROR) {}  // programs of the lost context are not known to this one, and it says so
    restless_ = frames_to_settle;
    redraw();
    return {};
}

std::string Viewer::title() const {
    if (!session_.is_open()) return "Kith";
    const bool on_its_way = session_.is_workspace() && session_.keeping_fault().empty();
    return (session_.unsaved_edits() > 0 && !on_its_way ? "Not saved · Kith · " : "Kith · ") + model_.view()->place_name();
}

}  // namespace kith::viewer::app
