import unittest

from check_html import check_page

GOOD = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>A place</title><style>p { color: #123; }</style></head>
<body><main><h1>A place</h1><p id="a">Words <a href="#a">here</a>.</p>
<svg role="img" aria-label="A map"><path d="M0 0"/></svg>
<table><caption>Assets</caption><tr><th scope="col">Class</th></tr><tr><td>1</td></tr></table>
</main></body></html>
"""


class Pages(unittest.TestCase):
    def test_a_good_page(self):
        self.assertEqual(check_page(GOOD), [])

    def test_each_fault_is_found(self):
        for old, new in [
            (' lang="en-GB"', ""), ("<title>A place</title>", ""), ("<main>", "<div>"), ("<h1>", "<h3>"), ('href="#a"', 'href="#b"'),
            (' aria-label="A map"', ""), ("<caption>Assets</caption>", ""), (' scope="col"', ""), ("Words", '<i id="a">Words</i>'),
            ("Words", '<img src="data:image/png;base64,AA">'), ("Words", '<img alt="" src="map.png">'), ("Words", '<script src="https://example.org/a.js"></script>'),
            ("color: #123;", "background: url(https://example.org/a.png);"), ("color: #123;", "} @import 'a.css'; p {"),
            ('<th scope="col">Class</th>', "<td>Class</td>"),
        ]:
            self.assertIn(old, GOOD)
            self.assertEqual(len(check_page(GOOD.replace(old, new, 1))), 1, (old, new))


if __name__ == "__main__":
    unittest.main()
