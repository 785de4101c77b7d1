#include <CLI/CLI.hpp>

#include "engine/cli/rights.hpp"

namespace kith::cli {
namespace {

CLI::App* verb_of(CLI::App& app, const std::string& name, const std::string& help, WorkspaceCommand& command) {
    CLI::App* verb = app.add_subcommand(name, help);
    verb->add_option("workspace", command.workspace, "The workspace (a .kith file)")->required();
    verb->add_option("--passphrase-file", command.passphrase_file, "Its passphrase is the first line of this file (default: it is asked for)");
    verb->add_flag("--quiet", command.quiet, "Say nothing but errors and what was asked for");
    return verb;
}
CLI::Option* add_person(CLI::App& verb, WorkspaceCommand& command) { return verb.add_option("person", command.person, "The person: the source's id, or the name as it is recorded"); }

}  // namespace

void RightsVerbs::add_to(CLI::App& app) {
    purpose_ = verb_of(app, "purpose", "Say what people are held for, or show what was said", set_);
    purpose_->add_option("--purpose", set_.purpose, "What for, on what legal basis, with which notice, for how long (data/governance/purpose.toml, filled in)");
    purpose_->footer("Example: kith purpose larkmere.kith --purpose purpose.toml");
    about_ = verb_of(app, "about", "What is held about a person", tell_);
    add_person(*about_, tell_)->required();
    about_->add_flag("--to-person", tell_.to_person, "To be given to the person: other people, and who said what, are withheld unless they agreed; each withholding is listed");
    about_->add_option("-o,--out", tell_.out, "An .html page to print, or .txt (default: text on standard output)");
    about_->add_flag("--force", tell_.force, "Replace the file when it is there");
    about_->footer("Example: kith about larkmere.kith P012 --to-person -o P012.html");
    erase_ = verb_of(app, "erase", "Erase a person and all that is theirs; without --yes, say what would go", forget_);
    add_person(*erase_, forget_)->required();
    erase_->add_option("--keep", forget_.keep, "Mentions in others' words that stay: their numbers, or all")->delimiter(',');
    erase_->add_option("--blank", forget_.blank, "Mentions that are blanked: their numbers, or all")->delimiter(',');
    erase_->add_flag("--yes", forget_.yes, "Do it. Nobody can take it back");
    erase_->footer("Example: kith erase larkmere.kith P012 --blank all --yes");
    hold_ = verb_of(app, "hold", "A legal hold: this person may not be erased until it is lifted", stop_);
    add_person(*hold_, stop_)->required();
    CLI::Option* reason = hold_->add_option("--reason", stop_.reason, "Why, in words that may be read by whoever opens the workspace");
    hold_->add_flag("--lift", stop_.lift, "The hold ends")->excludes(reason);
    hold_->footer("Example: kith hold larkmere.kith P012 --reason \"complaint 14, until it is closed\"");
    permit_ = verb_of(app, "permit", "Record what a person agreed to, took back, or objects to", agree_);
    CLI::Option* person = add_person(*permit_, agree_);
    permit_->add_option("--scope", agree_.scopes, "What for: hold, show_worker, show_map, suggest_introduction, named_to_others, talk_about_answers, aggregate, research, handover, share_org:ID; of a tie: hold, aggregate, research")->delimiter(',');
    permit_->add_option("--by", agree_.given_by, "Who gave it")->check(CLI::IsMember({"self", "attorney_or_deputy", "best_interests"}));
    permit_->add_option("--on", agree_.on, "When (default: today), such as 2026-06-30");
    permit_->add_option("--notice", agree_.notice, "The version of the notice that they were given (default: the purpose's)");
    permit_->add_option("--withdraw", agree_.withdraw, "Scopes that are taken back: that use stops")->delimiter(',');
    permit_->add_flag("--object", agree_.object, "They object: held apart, out of every analysis and output, until that is taken back by permitting anew");
    permit_->add_option("--tie", agree_.tie, "Of a tie instead: its two ends, and its kind where there are several (P002,P014,friend)")->delimiter(',')->expected(2, 3)->excludes(person);
    permit_->add_option("--table", agree_.table, "Many at once: a CSV with person, scopes, given_by, given_on, notice, withdrawn, withdrawn_on, objected_on (lists parted by ;)")->excludes(person);
    permit_->footer("Examples: kith permit larkmere.kith P012 --scope hold,suggest_introduction --by self\n          kith permit larkmere.kith --tie P002,P014 --object");
    audit_ = verb_of(app, "audit", "What was done with a workspace: openings, exports, permissions, erasures", list_);
    audit_->footer("Example: kith audit larkmere.kith");
    reviews_ = verb_of(app, "reviews", "What is due to be looked at again", look_);
    reviews_->add_option("--on", look_.on, "As of this day (default: today)");
    reviews_->footer("Example: kith reviews larkmere.kith");
}

bool RightsVerbs::chosen() const {
    for (const CLI::App* one : {purpose_, about_, erase_, hold_, permit_, audit_, reviews_})
        if (one->parsed()) return true;
    return false;
}

int RightsVerbs::run() const {
    if (purpose_->parsed()) return purpose(set_);
    if (about_->parsed()) return about(tell_);
    if (erase_->parsed()) return erase(forget_);
    if (hold_->parsed()) return hold(stop_);
    if (permit_->parsed()) return permit(agree_);
    return audit_->parsed() ? audit(list_) : reviews(look_);
}

}  // namespace kith::cli
