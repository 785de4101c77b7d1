#!/usr/bin/python3
"""Accessibility of pages that Kith writes, by axe-core in headless Chromium, at the width of a desk and of a phone (320 pixels).

    scripts/check_axe.py AXE.min.js PAGE.html …

Fails on findings that axe calls serious or critical; tells the others. The page is tried as a copy into which axe is put: the page itself holds no
script. axe-core comes from npm (scripts/check html fetches it where npm is there).
"""
import html
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

RUN = """<script>axe.run(document, {resultTypes: ["violations"]}).then(r => {
  const found = r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))}));
  document.documentElement.innerHTML = "<head></head><body><pre id='axe'></pre></body>";
  document.getElementById("axe").textContent = JSON.stringify({passes: r.passes.length, wide: WIDE, width: innerWidth, found: found});
});</script>"""


def tried(browser, axe, page, width, folder):
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    wide = "document.documentElement.scrollWidth"
    copy = pathlib.Path(folder) / "page.html"
    # Chromium has no window narrower than 500 pixels: a phone is a frame of its width.
    body = text.replace("</body>", f"<script>{axe}</script>{RUN.replace('axe.run', f'const WIDE = {wide}; axe.run', 1)}</body>")
    copy.write_text(body, encoding="utf-8")
    target = copy
    if width < 500:
        target = pathlib.Path(folder) / "frame.html"
        target.write_text(f"""<!DOCTYPE html><html lang="en"><title>frame</title><body style="margin:0"><iframe id="f" src="page.html" width="{width}" height="900"></iframe>
<script>setInterval(() => {{ const p = document.getElementById("f").contentDocument.getElementById("axe"); if (p) document.documentElement.innerHTML = "<body><pre id='axe'>" + p.innerHTML + "</pre></body>"; }}, 200)</script></body></html>""", encoding="utf-8")
    done = subprocess.run([browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", f"--user-data-dir={folder}/profile", f"--window-size={max(width, 500)},900",
                           "--virtual-time-budget=60000", "--dump-dom", target.as_uri()], capture_output=True, text=True, timeout=180, check=False)
    match = re.search(r"<pre id=.axe.>(.*?)</pre>", done.stdout, re.S)
    return json.loads(html.unescape(match.group(1))) if match else None


def main():
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    browser = shutil.which("chromium")
    if not browser:
        print("check_axe: chromium is missing (scripts/setup --check)", file=sys.stderr)
        return 3
    axe = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    bad = 0
    for name in sys.argv[2:]:
        for width in (1280, 320):
            with tempfile.TemporaryDirectory() as folder:
                result = tried(browser, axe, pathlib.Path(name), width, folder)
            if result is None:
                print(f"{name} at {width}: axe did not answer")
                bad += 1
                continue
            serious = [f for f in result["found"] if f["impact"] in ("serious", "critical")]
            too_wide = result["wide"] > result["width"]
            bad += len(serious) + too_wide
            print(f"{name} at {width} pixels: {len(serious)} serious, {len(result['found']) - len(serious)} other; the page is {result['wide']} wide")
            for f in result["found"]:
                print(f"  {f['impact']}: {f['id']}: {f['help']}: {f['nodes'][0] if f['nodes'] else ''}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
