#include <CLI/CLI.hpp>

#include "engine/cli/capture.hpp"

namespace kith::cli {

void CaptureVerbs::add_to(CLI::App& app) {
    const auto verb_for = [&](const std::string& name, const std::string& help, WorkspaceCommand& command) {
        CLI::App* verb = app.add_subcommand(name, help);
        verb->add_option("workspace", command.workspace, "The workspace (a .kith file)")->required();
        verb->add_option("--passphrase-file", command.passphrase_file, "Its passphrase is the first line of this file (default: it is asked for)");
        verb->add_flag("--quiet", command.quiet, "Say nothing but errors and what was asked for");
        return verb;
    };
    capture_ = verb_for("capture", "Write one offline page on which others write down what they heard; only this workspace can read it", page_);
    capture_->add_option("-o,--out", page_.out, "The page to write (an .html file)");
    capture_->add_option("--for", page_.audience, "Who writes: worker (people, ties, conversations, assets) or resident (assets and gifts of their own)")->check(CLI::IsMember({"worker", "resident"}))->capture_default_str();
    capture_->add_flag("--key", page_.key, "Instead: print the workspace's public key, for whoever hands a person over to it");
    capture_->add_flag("--force", page_.force, "Replace the page when it is there");
    capture_->footer("Examples: kith capture larkmere.kith -o visit.html\n          kith capture larkmere.kith -o ours.html --for resident");
    captured_ = verb_for("captured", "What came in from capture pages and waits: list it, accept it, decline it", waiting_);
    captured_->add_option("--accept", waiting_.accept, "Entries to take over, as one step of the undo list: their numbers, or all")->delimiter(',');
    captured_->add_option("--decline", waiting_.decline, "Entries to leave out for good: their numbers, or all")->delimiter(',');
    captured_->add_option("--about", waiting_.about, "The person that accepted entries are about, whatever they are called in them: the source's id, or the name as it is recorded");
    captured_->add_flag("--json", waiting_.json, "Print the list as JSON");
    captured_->footer("Examples: kith captured larkmere.kith\n          kith captured larkmere.kith --accept 1,3 --decline 2");
    handover_ = verb_for("handover", "Hand a person over to another workspace, with their yes; nothing of them stays but a line of the log", over_);
    handover_->add_option("person", over_.person, "The person: the source's id, or the name as it is recorded")->required();
    CLI::Option* to = handover_->add_option("--to", over_.to, "The other workspace, when it is here");
    handover_->add_option("--to-passphrase-file", over_.to_passphrase_file, "Its passphrase is the first line of this file (default: as of this one)")->needs(to);
    handover_->add_option("--key", over_.key, "The public key of the other workspace, when it is elsewhere (kith capture OTHER.kith --key)")->excludes(to);
    handover_->add_option("-o,--out", over_.out, "With --key: the sealed bundle to write and send");
    handover_->add_option("--read-with-them", over_.read_with_them, "The day on which their page (kith about --to-person) was read with them, such as 2026-06-30");
    handover_->add_option("--keep", over_.keep, "Mentions in others' words that stay: their numbers, or all")->delimiter(',');
    handover_->add_option("--blank", over_.blank, "Mentions that are blanked: their numbers, or all")->delimiter(',');
    handover_->add_option("--recovery", over_.recovery, "A new recovery sheet, to print: the old one opens nothing afterwards");
    handover_->add_flag("--yes", over_.yes, "Do it. Nobody can take it back");
    handover_->footer("Example: kith handover larkmere.kith P012 --to hillside.kith --read-with-them 2026-06-30 --blank all --yes");
}

bool CaptureVerbs::chosen() const { return capture_->parsed() || captured_->parsed() || handover_->parsed(); }

int CaptureVerbs::run() const {
    if (capture_->parsed()) return capture(page_);
    return captured_->parsed() ? captured(waiting_) : handover(over_);
}

}  // namespace kith::cli
