#include "engine/report/page.hpp"

namespace kith::report {

// Sizes and colours: reference, visual language 2-4 and 9.
std::string_view screen_style() {
    return R"css(
:root{--ground:#faf9f6;--panel:#fff;--text:#1f2328;--second:#5b636d;--line:#dad7cf;--accent:#0b6e6e}
*{box-sizing:border-box}
html{background:var(--ground)}
body{margin:0;color:var(--text);font:15px/1.5 Inter,"Noto Sans","Helvetica Neue",Arial,sans-serif;font-feature-settings:"tnum" 1}
.page{max-width:780px;margin:0 auto;padding:32px 24px 64px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--panel);padding:8px;outline:3px solid var(--accent)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px;font-weight:600}
h2{font-size:20px;line-height:1.3;margin:56px 0 4px;font-weight:600}
h3{font-size:16px;margin:32px 0 4px;font-weight:600}
h4{font-size:15px;margin:0 0 4px;font-weight:600}
p{margin:0 0 12px;max-width:68ch}
ul{margin:0 0 12px;padding-left:20px;max-width:68ch}
li{margin-bottom:4px}
.note,.lead{color:var(--second)}
.lead{margin-bottom:16px}
.audience{display:inline-block;margin:12px 0 0;padding:6px 12px;border-left:3px solid var(--accent);background:var(--panel)}
.small,.after,.help,.why{font-size:13px;color:var(--second)}
.why{margin:0 0 4px}
nav{margin:24px 0 0;padding:12px 0;border-top:1px solid var(--line);border-bottom:1px solid var(--line)}
nav ul{list-style:none;margin:0;padding:0;columns:2;max-width:none}
figure{margin:16px 0 24px}
figure svg{display:block;width:100%;height:auto}
figcaption{font-weight:600;margin-bottom:8px}
.table{overflow-x:auto;margin:16px 0 24px}
table{border-collapse:collapse;width:100%;font-size:13.5px}
caption{text-align:left;font-weight:600;font-size:15px;padding-bottom:6px}
.help{display:block;font-weight:400}
th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);font-weight:400}
tbody th{min-width:8.5em}
thead th{color:var(--second);border-bottom:1px solid var(--second)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
th:last-child,td:last-child{padding-right:0}
thead .number{white-space:normal}
.after{margin-top:6px}
details{margin:6px 0 12px}summary{cursor:pointer;color:var(--accent);font-size:14px}summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.cards{margin:16px 0}
.card{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:12px 16px;margin:0 0 12px;break-inside:avoid}
.card p{margin:0 0 4px;max-width:none}
.card .good{color:var(--text)}
.card .reason{margin-top:6px;padding-top:6px;border-top:1px solid var(--line)}
.card b,.list b{font-weight:600}
.list{list-style:none;padding:0}
.list>li{padding:8px 0;margin:0;border-bottom:1px solid var(--line)}
.list{max-width:none}
.list p{margin:0;max-width:none}
footer{margin-top:56px;padding-top:12px;border-top:1px solid var(--line);font-size:13px;color:var(--second)}
.switch{margin:12px 0 0;font-size:13px}
#bw{position:absolute;opacity:0}
.switch label{cursor:pointer}
.switch label::before{content:"☐ ";font-size:16px}
#bw:checked~.page .switch label::before{content:"☑ "}
#bw:focus-visible~.page .switch label{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:600px){nav ul{columns:1}.page{padding:20px 14px 40px}h2{margin-top:40px}figure{overflow-x:auto}figure svg{min-width:460px}}
)css";
}

// A4, 10.5 pt.
std::string_view print_style() {
    return R"css(
@media print{
html{background:#fff}
body{font-size:10.5pt;line-height:1.4}
.page{max-width:none;padding:0}
nav,.skip,.switch,#bw{display:none}
h1{font-size:20pt}h2{font-size:15pt;margin-top:28pt}h3{font-size:12pt;margin-top:16pt}h4{font-size:10.5pt}
h2,h3,h4,figcaption,caption,thead,.lead,.lead+.small,.intro{break-after:avoid}
.lead,.short{break-inside:avoid}
tbody tr:first-child,tbody tr:last-child{break-before:avoid}
.card{padding:2.5mm 4mm;margin-bottom:3mm}
.list>li{padding:1.5mm 0}
figure,.card,tr,.list>li{break-inside:avoid}
table,caption .help,.small,.after,.why{font-size:9pt}
caption{font-size:10.5pt}
thead{display:table-header-group}
a{color:inherit;text-decoration:none}
.table{overflow:visible}
}
@media (monochrome){:root{--accent:#000}}
)css";
}

std::string audience_words(privacy::Audience audience) {
    switch (audience) {
        case privacy::Audience::team: return "It holds what people told you. Do not leave it lying about or send it on.";
        case privacy::Audience::anybody: return "Nobody is named, and no number is about a few people.";
        case privacy::Audience::partners: return "Nobody is named, and no number is about a few people. It is for those with whom that was agreed.";
        case privacy::Audience::safe: break;
    }
    return "It holds areas and assets. Nobody is named, and no figure is about one person.";
}

}  // namespace kith::report
