import subprocess
import sys
import time
import unittest

import process_tree

RUN = "import subprocess, sys\nsubprocess.run(sys.argv[1:], check=True)\n"
BUSY = "import time\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"


class Measure(unittest.TestCase):
    def test_grandchildren_count(self):
        usage = process_tree.measure([sys.executable, "-c", RUN, sys.executable, "-c", RUN, sys.executable, "-c", BUSY])
        self.assertEqual(usage.code, 0, usage.stderr)
        self.assertGreater(usage.cpu, 0.3)
        self.assertLess(usage.cpu, 3)

    def test_sleeping_costs_wall_and_no_cpu(self):
        usage = process_tree.measure(["sleep", "0.4"])
        self.assertGreater(usage.wall, 0.4)
        self.assertLess(usage.cpu, 0.2)

    def test_memory_of_a_child_is_seen(self):
        hold = "import time\nheld = b'x' * (64 << 20)\ntime.sleep(0.6)\n"
        code = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {hold!r}])"
        usage = process_tree.measure([sys.executable, "-c", code], sample_memory=True)
        self.assertGreater(usage.pss, 64 << 20)
        self.assertLess(usage.pss, 200 << 20)

    def test_output_and_code_are_kept(self):
        usage = process_tree.measure(["sh", "-c", "echo out; echo err >&2; exit 3"])
        self.assertEqual((usage.code, usage.stdout, usage.stderr, usage.pss), (3, "out\n", "err\n", 0))

    def test_the_tree_holds_children(self):
        with subprocess.Popen(["sh", "-c", "sleep 5 & wait"]) as process:
            for _ in range(100):
                if len(process_tree.tree(process.pid)) == 2:
                    break
                time.sleep(0.02)
            found = process_tree.tree(process.pid)
            self.assertEqual((len(found), found[0]), (2, process.pid))
            subprocess.run(["kill", *map(str, found)], check=True)


if __name__ == "__main__":
    unittest.main()
