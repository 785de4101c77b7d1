"""Somebody who reads every publication of a place and works out what was not said: differencing and linear programming, by CBC.

They know the areas, the rules, all numbers that stand in every release, and that counts are whole and not negative. For each count that is not
said they ask for the smallest and the largest that fits.
"""
import csv
import json
import pathlib
import shutil
import subprocess
import tempfile

CBC = shutil.which("cbc")


class Attacker:
    def __init__(self, codes, time=""):
        self.codes, self.time = list(codes), time  # time: the same areas at another time are other unknowns
        self.column = {code: i for i, code in enumerate(self.codes)}
        self.rows = []            # (terms {variable: factor}, low or None, high or None)
        self.binaries = set()
        self.together = []        # groups of codes without numbers of their own
        self.alone = set()        # areas with a number of their own
        self.measures = {}        # measure -> [(codes, said or None, share)]

    def n(self, code):
        return f"n{self.column[code]}{self.time}"

    def y(self, measure, code):
        return f"{measure}{self.column[code]}{self.time}"

    def at_least_none_more_than_all(self, measure):
        for code in self.codes:
            self.rows.append(({self.y(measure, code): 1, self.n(code): -1}, None, 0))

    @staticmethod
    def interval(said, threshold, rounding):
        return max(said - rounding // 2, threshold), said + (rounding - 1) // 2

    def read(self, folder, primary):
        """One release, as it lies on the table of whoever took it away."""
        folder = pathlib.Path(folder)
        ledger = json.loads((folder / "ledger.json").read_text(encoding="utf-8"))
        release = ledger["releases"][-1]
        threshold, rounding = release["threshold"], release["rounding"]
        path = folder / "data/people.csv"
        table = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines())) if path.exists() else []
        for line in table:
            if line["layer"] != primary:
                continue
            codes = self.codes if line["areas"] == "*" else line["areas"].split(";")
            said = int(line["people"]) if line["people"] else None
            if line["measure"] == "participants":
                names = [self.n(c) for c in codes]
                if line["areas"] != "*" and len(codes) > 1:
                    self.together.append(codes)
                elif len(codes) == 1:
                    self.alone.add(tuple(codes))
            else:
                if line["measure"] not in self.measures:
                    self.measures[line["measure"]] = []
                    self.at_least_none_more_than_all(line["measure"])
                names = [self.y(line["measure"], c) for c in codes]
                self.measures[line["measure"]].append((codes, said, line["share"]))
                self.share(line["measure"], codes, line["share"])
            if said is not None:
                self.rows.append(({name: 1 for name in names}, *self.interval(said, threshold, rounding)))
        for line in release["numbers"]:  # of other layers: who knows the map knows which areas they are made of
            if line["measure"] == "participants":
                self.rows.append(({self.n(c): 1 for c in line["areas"]}, line["from"], line["to"]))
        return threshold

    def share(self, measure, codes, words):
        terms = {}
        for code in codes:
            if words.startswith("more than 90"):
                terms.update({self.n(code): 9, self.y(measure, code): -10})  # 10 (n - y) < n
            elif words.startswith("fewer than 10"):
                terms.update({self.n(code): -1, self.y(measure, code): 10})
        if terms:
            self.rows.append((terms, None, -1))

    def knows_why(self, threshold):
        """Areas are counted together only where one of them has fewer than the threshold."""
        for group in self.together:
            for code in group:
                z = f"z{self.column[code]}{self.time}"
                self.binaries.add(z)
                self.rows.append(({self.n(code): 1, z: 100000}, None, 100000 + threshold - 1))
            self.rows.append(({f"z{self.column[c]}{self.time}": 1 for c in group}, 1, None))

    def fits(self, truth):
        """Do the true counts satisfy all that was read? Otherwise the attack is on something else."""
        for terms, low, high in self.rows:
            if any(name.startswith("z") for name in terms):
                continue
            value = sum(factor * truth[name] for name, factor in terms.items())
            if (low is not None and value < low) or (high is not None and value > high):
                return f"{terms}: {value} is not in {low}..{high}"
        return ""

    def hidden(self):
        """Every count that no release says, by a name: its terms. Beside a number that is said of some, the others are said too."""
        out = {}
        said_of = {measure: {tuple(codes) for codes, said, _ in lines if said is not None} for measure, lines in self.measures.items()}
        for group in self.together:
            for code in group:
                if (code,) not in self.alone:
                    out[f"people in {code}"] = {self.n(code): 1}
                for measure in self.measures:
                    if (code,) not in said_of[measure]:
                        out[f"{measure} in {code}"] = {self.y(measure, code): 1}
        for measure, lines in self.measures.items():
            for codes, said, _ in lines:
                if tuple(codes) in said_of[measure]:
                    continue
                rest = {self.n(c): 1 for c in codes}
                rest.update({self.y(measure, c): -1 for c in codes})
                out[f"not {measure} in {codes}"] = rest
                if said is None:
                    out[f"{measure} in {codes}"] = {self.y(measure, c): 1 for c in codes}
        return out

    def relevant(self, terms):
        """The rows that touch what is asked, directly or through others: the rest says nothing of it."""
        names, rows, left = set(terms), [], list(self.rows)
        while True:
            touching = [row for row in left if names & set(row[0])]
            if not touching:
                return rows
            rows += touching
            left = [row for row in left if not names & set(row[0])]
            for row in touching:
                names |= set(row[0])

    def bounds(self, terms):
        return self.solve(terms, "Minimize"), self.solve(terms, "Maximize")

    def solve(self, terms, sense):
        def words(t):
            return " ".join(f"{'+' if f >= 0 else '-'} {abs(f)} {name}" for name, f in t.items())

        rows = self.relevant(terms)
        names = sorted({name for row in rows for name in row[0]} | set(terms))
        lines = [sense, f" obj: {words(terms)}", "Subject To"]
        for i, (row, low, high) in enumerate(rows):
            if low is not None:
                lines.append(f" l{i}: {words(row)} >= {low}")
            if high is not None:
                lines.append(f" h{i}: {words(row)} <= {high}")
        lines += ["Bounds"] + [f" 0 <= {name} <= {1 if name in self.binaries else 100000}" for name in names] + ["Generals"] + [f" {name}" for name in names] + ["End", ""]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "attack.lp"
            path.write_text("\n".join(lines), encoding="ascii")
            answer = pathlib.Path(folder) / "answer"
            subprocess.run([CBC, str(path), "solve", "solution", str(answer)], capture_output=True, check=True, timeout=120)
            first = answer.read_text(encoding="ascii").splitlines()[0]
        if not first.startswith("Optimal"):
            return None
        value = float(first.split("objective value")[1])
        return round(abs(value)) if sense == "Maximize" else round(value)  # some versions turn the sign of a maximum


class BetweenTimes(Attacker):
    """Reads two publications between which people came or went, and knows that at most `most` of them did."""

    def __init__(self, then, now, most):
        super().__init__(then.codes)
        self.then, self.now = then, now
        self.rows = then.rows + now.rows
        self.binaries = then.binaries | now.binaries
        measures = [m for m in then.measures if m in now.measures]
        for before, after, what in [(then.n, now.n, "n")] + [(lambda c, m=m: then.y(m, c), lambda c, m=m: now.y(m, c), m) for m in measures]:
            for code in self.codes:
                came, went = f"came_{what}{self.column[code]}", f"went_{what}{self.column[code]}"
                self.rows.append(({after(code): 1, before(code): -1, came: -1, went: 1}, 0, 0))
            self.rows.append(({f"{way}_{what}{self.column[c]}": 1 for c in self.codes for way in ("came", "went")}, None, most))

    def hidden(self):
        return {f"{name}, {when}": terms for reader, when in ((self.then, "then"), (self.now, "now")) for name, terms in reader.hidden().items()}
