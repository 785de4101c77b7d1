#pragma once
// What a person wants, as a plain record: what panels return and commands carry. A closed list; `apply` (reducer.hpp) does it.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/ids.hpp"
#include "engine/host/analyses.hpp"
#include "engine/session/change.hpp"
#include "engine/session/import.hpp"
#include "engine/session/jobs.hpp"
#include "engine/session/selection.hpp"
#include "engine/store/governance.hpp"
#include "engine/store/secret.hpp"
#include "viewer/model/options.hpp"

namespace kith::viewer::model {

// Opening and keeping.
struct OpenRecipe { std::filesystem::path file, root = {}; };                // root: that its paths start from; "": its own folder
struct OpenWorkspace { std::filesystem::path file; std::shared_ptr<store::Secret> passphrase; };
struct TakeOpened {};                                                         // the place that was read while what is open was edited
struct OpenSample {};
struct ClosePlace {};                                                         // back to the start screen
struct OpenBoundaries { std::filesystem::path file; std::string id, name; };  // id "": asks when it is not clear
struct LookAtFiles { std::vector<std::filesystem::path> files; };             // proposes what each is (Dialog::import); takes nothing in
struct ChooseOtherwise { session::ImportAnswers answers; };                   // the same files, as somebody says
struct TakeIn {};                                                             // writes the proposed recipe beside the files, and opens it
struct ShowTo { privacy::Audience audience; };
struct CancelJob { session::JobId job; };
struct DismissJob { session::JobId job; };
struct SaveEdits { std::filesystem::path file; };                             // "": where they were saved last, else asks
/// To the question that comes before edits that are not saved would go (Dialog::unsaved). `keep`: the file stays as it is.
struct AnswerUnsaved { enum class How : std::uint8_t { save, keep, back } how = How::back; };
struct LoadEdits { std::filesystem::path file; };
struct SaveRecipe { std::filesystem::path file; bool force = false; };       // with the analyses that were run

// Workspaces. `sheet`: where the page with another way in is written; "": none.
struct SaveWorkspace {};
struct SaveAsWorkspace { std::filesystem::path file; std::shared_ptr<store::Secret> passphrase; std::filesystem::path sheet; };  // replaces what is there
struct ChangePassphrase { std::shared_ptr<store::Secret> passphrase; std::filesystem::path sheet; };
struct LockWorkspace {};
struct SetPurpose { store::Purpose purpose; };                                // what its people are held for

// Out.
struct LookAtPublication { privacy::Audience audience; };                     // shows what would be published (Dialog::publish)
struct Publish { std::string title; std::filesystem::path folder; bool replace = false; };  // title "": the place's name
/// The command beside the window writes `file` (decision 0063): a sheet, the place for other programs. Closes the box; says when it is written.
struct WriteOut { std::string title; std::vector<std::string> arguments; std::filesystem::path file; };

// Analyses.
struct RunAnalyses { std::vector<host::AnalysisRequest> requests; std::uint64_t seed = 1; };  // no requests: the usual ones
struct RunAgain {};                                                           // all results that are stale
struct RemoveResult { std::uint64_t id; };

// Who is looked at.
struct Select { std::vector<base::EntityKey> keys; session::SelectMode mode = session::SelectMode::replace; };
struct SelectAll {};                                                          // all people and assets shown
struct SelectInverse {};
struct SelectNeighbours {};                                                   // by the lens, of those selected
struct SelectInArea { base::EntityKey area; session::SelectMode mode = session::SelectMode::replace; };
struct SelectWhere { Filter filter; session::SelectMode mode = session::SelectMode::replace; };
struct SelectEvidence { std::uint64_t result = 0; std::size_t finding = 0; session::SelectMode mode = session::SelectMode::replace; };
struct Hover { std::vector<base::EntityKey> keys; };

// How it looks. `gesture`: steps of one drag of a slider share a number and are undone at once; 0: on its own.
struct Restyle { std::string name; ViewOptions options; std::uint64_t gesture = 0; };
struct KeepOnly { std::vector<Filter> filters; };                             // hides all others of their tables; none: those that are selected
struct Prefer { Preferences preferences; };

// What is changed.
struct Edit { session::Change change; };
struct Undo {};
struct Redo {};
/// Entries of capture pages are taken over, or put aside (decision 0077). `about`: the person whom they are about, whatever they are called in them.
struct AnswerCaptured { std::vector<std::string> ids; bool accept = true; std::optional<base::EntityKey> about = {}; };

// The window's own.
struct ShowDialog { Dialog dialog; std::string subject; };                    // Dialog::none closes
struct UseTool { Tool tool; };
struct DrawPoint { session::Point point; };                                   // one more corner of the outline
struct DropPoint {};                                                          // the last corner goes
struct FinishOutline { std::string name; };                                   // draw_area: becomes an area; lasso: selects
struct TakeUp { Carried carried; };                                           // a person or an asset, to be tied or moved
struct CarryTo { session::Point at; std::optional<base::EntityKey> over = {}; };
struct SetDown {};                                                            // moved to there; or the form of a tie with the other one
struct LetGo {};                                                              // as if it had not been taken up
struct FocusPane { Pane pane; };
struct FillWindow { std::optional<Pane> pane; };
struct Type { std::string text; };                                            // into the search box
struct Want { WindowAction action; };
struct PauseLayout { bool paused = true; };                                   // of the network; false: it goes on
struct LookAt { picture::Bounds where; };                                     // of the ground: the map moves there
struct ForgetNotice { std::size_t at; };

using Intent = std::variant<OpenRecipe, OpenWorkspace, TakeOpened, OpenSample, ClosePlace, OpenBoundaries, LookAtFiles, ChooseOtherwise, TakeIn, ShowTo, CancelJob, DismissJob, SaveEdits, AnswerUnsaved, LoadEdits, SaveRecipe, SaveWorkspace, SaveAsWorkspace, ChangePassphrase, LockWorkspace, SetPurpose, LookAtPublication, Publish, WriteOut, RunAnalyses,
                            RunAgain, RemoveResult, Select, SelectAll, SelectInverse, SelectNeighbours, SelectInArea, SelectWhere, SelectEvidence, Hover,
                            Restyle, KeepOnly, Prefer, Edit, Undo, Redo, AnswerCaptured, ShowDialog, UseTool, DrawPoint, DropPoint, FinishOutline, TakeUp, CarryTo, SetDown, LetGo, FocusPane, FillWindow, Type,
                            Want, PauseLayout, LookAt, ForgetNotice>;

}  // namespace kith::viewer::model
