"""A place in a sealed file: kith save, kith passphrase, and the verbs that read it. The file is also read here by its description alone
(engine/store/README.md): HChaCha20, ChaCha20 and Poly1305 in plain Python (RFC 8439, draft-irtf-cfrg-xchacha-03), Argon2id by its reference library."""
import ctypes
import hashlib
import json
import pathlib
import struct
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3]))
from tests.support.kith_command import SAMPLES, KithTest  # noqa: E402

PATCH = SAMPLES / "patch/patch.toml"
WORDS, OTHER = "kettle lamp river sofa onion", "garden onion tower glass piano"
MASK = 0xFFFFFFFF


def rounds(s):
    def quarter(a, b, c, d):
        for x, y, z, n in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & MASK
            turned = s[z] ^ s[x]
            s[z] = ((turned << n) | (turned >> (32 - n))) & MASK
    for _ in range(10):
        for q in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15), (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
            quarter(*q)
    return s


CONSTANT = struct.unpack("<4I", b"expand 32-byte k")


def hchacha(key, nonce):
    s = rounds([*CONSTANT, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce)])
    return struct.pack("<8I", *s[:4], *s[12:])


def stream(key, counter, nonce, text):
    out = bytearray()
    for i in range(0, len(text), 64):
        begun = [*CONSTANT, *struct.unpack("<8I", key), counter + i // 64, *struct.unpack("<3I", nonce)]
        block = struct.pack("<16I", *((a + b) & MASK for a, b in zip(rounds(begun[:]), begun)))
        out += bytes(a ^ b for a, b in zip(text[i:i + 64], block))
    return bytes(out)


def poly1305(key, text):
    r, s, h = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, int.from_bytes(key[16:], "little"), 0
    for i in range(0, len(text), 16):
        h = (h + int.from_bytes(text[i:i + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return ((h + s) & ((1 << 128) - 1)).to_bytes(16, "little")


def padded(text):
    return text + bytes(-len(text) % 16)


def open_aead(key, nonce, sealed, bound):
    """XChaCha20-Poly1305; None when it is not of this key."""
    key, nonce = hchacha(key, nonce[:16]), bytes(4) + nonce[16:]
    text, tag = sealed[:-16], sealed[-16:]
    if poly1305(stream(key, 0, nonce, bytes(32)), padded(bound) + padded(text) + struct.pack("<QQ", len(bound), len(text))) != tag:
        return None
    return stream(key, 1, nonce, text)


def open_chunks(key, head, sealed, bound):
    """libsodium's secretstream: the text of every message, and the tag of the last."""
    key, counter, inner, out, tag = hchacha(key, head[:16]), 1, head[16:], b"", None
    for at in range(0, len(sealed), 65536 + 17):
        one = sealed[at:at + 65536 + 17]
        nonce = struct.pack("<I", counter) + inner
        block = stream(key, 1, nonce, one[:1] + bytes(63))
        tag, block, text = block[0], one[:1] + block[1:], one[1:-16]
        summed = padded(bound) + block + text + bytes((0x10 - 64 + len(text)) & 0xF) + struct.pack("<QQ", len(bound), 64 + len(text))
        assert poly1305(stream(key, 0, nonce, bytes(32)), summed) == one[-16:], "a chunk is not what was sealed"
        out += stream(key, 2, nonce, text)
        inner = bytes(a ^ b for a, b in zip(inner, one[-16:-8]))
        counter, bound = counter + 1, b""
    return out, tag


def read_by_hand(file, passphrase):
    """The parts of a workspace by name."""
    data = file.read_bytes()
    assert data[:8] == b"KITH\x89\r\n\x1a" and struct.unpack_from("<H", data, 8)[0] == 1
    ways = struct.unpack_from("<H", data, 10)[0]
    end = 68 + 102 * ways + 24
    assert hashlib.blake2b(data[:end], digest_size=32).digest() == data[end:end + 32]
    argon2 = ctypes.CDLL("libargon2.so.1")
    for way in range(ways):
        at = 68 + 102 * way
        kind, passes, kibibytes, _ = struct.unpack_from("<HIII", data, at)
        salt, nonce, sealed = data[at + 14:at + 30], data[at + 30:at + 54], data[at + 54:at + 102]
        under = ctypes.create_string_buffer(32)
        assert argon2.argon2id_hash_raw(passes, kibibytes, 1, passphrase, ctypes.c_size_t(len(passphrase)), salt, ctypes.c_size_t(16), under, ctypes.c_size_t(32)) == 0
        key = open_aead(under.raw, nonce, sealed, data[12:28] + struct.pack("<HII", kind, passes, kibibytes) + salt)
        if key:
            break
    text, tag = open_chunks(key, data[end - 24:end], data[end + 32:], data[end:end + 32])
    assert tag == 3, "the last chunk says that it is the last"
    parts, at = {}, 0
    while at < len(text):
        name = text[at + 1:at + 1 + text[at]].decode()
        at += 1 + text[at]
        size = struct.unpack_from("<Q", text, at)[0]
        parts[name] = text[at + 8:at + 8 + size]
        at += 8 + size
    return parts


class Workspace(KithTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, words in (("words", WORDS), ("other", OTHER)):
            (cls.folder / name).write_text(words + "\n")

    def save(self, name, *more):
        file = self.folder / name
        self.run_kith("save", PATCH, "-o", file, "--new-passphrase-file", self.folder / "words", "--quiet", *more)
        return file

    def test_it_is_what_the_description_says(self):
        parts = read_by_hand(self.save("described.kith"), WORDS.encode())
        self.assertEqual(parts["recipe"].decode(), PATCH.read_text(encoding="utf-8"))
        self.assertEqual(json.loads(parts["place"])["name"], "Larkmere (invented)")
        self.assertLessEqual({"segment:people", "segment:assets", "segment:ties"}, set(parts))
        self.assertEqual(parts["edits"], b"")

    def test_a_place_is_the_same_from_its_workspace(self):
        file = self.save("same.kith")
        opened = self.run_kith("check", file, "--passphrase-file", self.folder / "words").stdout
        self.assertEqual(opened, self.run_kith("check", PATCH).stdout)
        self.run_kith("run", PATCH, "--audience", "team", "-o", self.folder / "a", "--quiet")
        self.run_kith("run", file, "--passphrase-file", self.folder / "words", "--audience", "team", "-o", self.folder / "b", "--quiet")
        self.assertEqual((self.folder / "a/findings.json").read_bytes(), (self.folder / "b/findings.json").read_bytes())
        for view in ("a.svg", "b.svg"):
            self.run_kith("snapshot", PATCH if view == "a.svg" else file, "--passphrase-file", self.folder / "words", "-o", self.folder / view, "--quiet")
        self.assertEqual((self.folder / "a.svg").read_bytes(), (self.folder / "b.svg").read_bytes())

    def test_passphrases_sheets_and_what_is_said(self):
        sheet = self.folder / "sheet.txt"
        file = self.save("ways.kith", "--recovery", sheet)
        self.assertEqual(file.stat().st_mode & 0o777, 0o600)
        self.assertEqual(sheet.stat().st_mode & 0o777, 0o600)
        (self.folder / "from_sheet").write_text(next(line.strip() for line in sheet.read_text().splitlines() if line.startswith("    ")) + "\n")
        self.run_kith("check", file, "--passphrase-file", self.folder / "from_sheet")
        wrong = self.run_kith("check", file, "--passphrase-file", self.folder / "other", exits=(3,))
        self.assertIn("This passphrase does not open ways.kith", wrong.stderr)
        self.assertIn("--passphrase-file", self.run_kith("check", file, exits=(2,)).stderr if not sys.stdin.isatty() else "--passphrase-file")
        self.run_kith("passphrase", file, "--passphrase-file", self.folder / "from_sheet", "--new-passphrase-file", self.folder / "other")
        self.run_kith("check", file, "--passphrase-file", self.folder / "other")
        for old in ("words", "from_sheet"):
            self.run_kith("check", file, "--passphrase-file", self.folder / old, exits=(3,))
        self.assertEqual([f.name for f in self.folder.glob("ways.kith*")].count("ways.kith-before"), 0, "the old passphrase would open it")
        (self.folder / "short").write_text("beans\n")
        self.assertIn("Too short", self.run_kith("save", PATCH, "-o", self.folder / "no.kith", "--new-passphrase-file", self.folder / "short", exits=(2,)).stderr)
        self.assertFalse((self.folder / "no.kith").exists())

    def test_nothing_is_replaced_unasked_and_damage_is_said(self):
        file = self.save("kept.kith")
        before = file.read_bytes()
        self.assertIn("--force", self.run_kith("save", PATCH, "-o", file, "--new-passphrase-file", self.folder / "other", exits=(2,)).stderr)
        self.assertEqual(file.read_bytes(), before)
        file.write_bytes(before[:70000] + bytes([before[70000] ^ 1]) + before[70001:])
        self.assertIn("kept.kith is damaged", self.run_kith("check", file, "--passphrase-file", self.folder / "words", exits=(3,)).stderr)
        file.write_bytes(before[:300] + bytes([before[300] ^ 1]) + before[301:])
        self.assertIn("damaged", self.run_kith("check", file, "--passphrase-file", self.folder / "words", exits=(3,)).stderr)


if __name__ == "__main__":
    unittest.main()
