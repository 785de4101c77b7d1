import unittest

import check_sizes
from check_sizes import Function, check_file, cpp_functions
from small_tree import SmallTree


def body(lines: int) -> str:
    return "".join(f"    step({i});\n" for i in range(lines))


def named(text: str) -> list[tuple[str, int]]:
    return [(f.name, f.lines) for f in cpp_functions(text)]


class Counting(unittest.TestCase):
    def test_functions_of_every_shape(self):
        self.assertEqual(named("namespace a::b {\nint f(int x) {\n    return x;\n}\n}\n"), [("f", 3)])
        self.assertEqual(named("template <class T, class U = std::vector<T>>\nauto g(T t) -> U {\n    return {t};\n}\n"), [("g", 4)])
        self.assertEqual(named("struct S {\n    explicit S(int a = h(1)) : a_{a}, b_(2) {\n    }\n    int a_{0};\n    int b_ = 3;\n};\n"), [("S", 2)])
        self.assertEqual(named("bool S::operator==(const S& o) const {\n    return a_ == o.a_;\n}\n"), [("S::operator==", 3)])
        self.assertEqual(named('TEST(Csr, IsSorted) {\n    EXPECT_TRUE("}{");\n}\n'), [("TEST(Csr, IsSorted)", 3)])

    def test_what_is_no_function(self):
        self.assertEqual(named("enum class E { a, b };\nconstexpr int t[] = {1, 2};\nconst auto f = [](int a) {\n  return a;\n};\n"), [])
        self.assertEqual(named("struct P : Q<int> {\n    std::vector<int> v{1, 2};\n};\n"), [])

    def test_braces_in_comments_and_literals(self):
        self.assertEqual(named("int f() {\n    // }\n    /* { */ char c = '}'; auto r = R\"(}}})\"; return 1'000;\n}\n"), [("f", 4)])

    def test_branches_of_the_preprocessor(self):
        self.assertEqual(named("#if A\nint f() {\n#else\nint f(int) {\n#endif\n    return 1;\n}\nint g() {\n}\n"), [("f", 6), ("g", 2)])
        self.assertEqual(named("#define M(x) { \\\n  x {\nint g() {\n}\n"), [("g", 2)])

    def test_after_a_lambda_inside(self):
        text = "int f() {\n    auto a = [&](int x) {\n        if (x) { return 1; }\n        return 2;\n    };\n    return a(1);\n}\nint g() {\n}\n"
        self.assertEqual(named(text), [("f", 7), ("g", 2)])

    def test_python(self):
        self.assertEqual(check_sizes.python_functions("def a():\n    def b():\n        pass\n"), [Function("a", 1, 3), Function("b", 2, 3)])


class Budget(unittest.TestCase):
    def test_function_at_and_over_the_budget(self):
        self.assertEqual(check_file("engine/a/a.cpp", "void f() {\n" + body(58) + "}\n"), [])
        self.assertEqual(len(check_file("engine/a/a.cpp", "void f() {\n" + body(59) + "}\n")), 1)
        self.assertEqual(len(check_file("viewer/draw/a.cpp", "void f() {\n" + body(39) + "}\n")), 1)

    def test_file_at_and_over_the_budget(self):
        self.assertEqual(check_file("engine/a/a.hpp", "int a;\n" * 400), [])
        self.assertEqual(len(check_file("engine/a/a.hpp", "int a;\n" * 401)), 1)
        self.assertEqual(len(check_file("scripts/a.py", "a = 1\n" * 401)), 1)

    def test_a_reason_is_the_only_excuse(self):
        long = "void f() {\n" + body(70) + "}\n"
        self.assertEqual(check_file("engine/a/a.cpp", "// size: one table, read from top to bottom\n" + long), [])
        self.assertEqual(len(check_file("engine/a/a.cpp", "// size:\n" + long)), 1)

    def test_a_reason_excuses_one_thing(self):
        long = "void f() {\n" + body(70) + "}\n"
        self.assertEqual(len(check_file("engine/a/a.cpp", "// size: one table, read from top to bottom\n" + long + long)), 1)
        with_reason = "void f() {\n// size: one table, read from top to bottom\n" + body(70) + "}\n"
        self.assertEqual(len(check_file("engine/a/a.cpp", with_reason + "int a;\n" * 400)), 1)
        self.assertEqual(check_file("engine/a/a.cpp", "int a;\n" * 400 + "// size: a list of names, nothing to split\n"), [])

    def test_what_cannot_be_read_is_a_fault(self):
        self.assertEqual(len(check_file("engine/a/a.cpp", "int f() {\n")), 1)
        self.assertEqual(len(check_file("scripts/a.py", "def f(:\n")), 1)


class Tree(unittest.TestCase):
    def test_finds_files_and_scripts_but_not_the_frozen(self):
        long = "int a;\n" * 401
        files = {"engine/a/a.cpp": long, "tests/abi/v1.h": long, "build/a.cpp": long, "scripts/tool": "#!/bin/sh\n" + "a\n" * 400, "scripts/note": "a\n" * 401}
        with SmallTree().add(files) as tree:
            count, faults = check_sizes.check(tree.root)
        self.assertEqual((count, sorted(f.split(":")[0] for f in faults)), (2, ["engine/a/a.cpp", "scripts/tool"]))


if __name__ == "__main__":
    unittest.main()
