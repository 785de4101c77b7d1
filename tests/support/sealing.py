"""Seals entries to a workspace as engine/store/README.md says, by libsodium itself and nothing of Kith's."""
import base64
import ctypes
import hashlib
import json
import secrets

SODIUM = ctypes.CDLL("libsodium.so.23")
assert SODIUM.sodium_init() >= 0


def sealed(key, plain):
    public, secret, nonce = ctypes.create_string_buffer(32), ctypes.create_string_buffer(32), secrets.token_bytes(24)
    SODIUM.crypto_box_keypair(public, secret)
    out = ctypes.create_string_buffer(len(plain) + 16)
    assert SODIUM.crypto_box_easy(out, plain, ctypes.c_ulonglong(len(plain)), nonce, key, secret) == 0
    return base64.b64encode(public.raw + nonce + out.raw).decode()


def opened(secret, letters):
    """None when it was sealed to another key or changed."""
    whole = base64.b64decode(letters)
    out = ctypes.create_string_buffer(len(whole) - 72)
    if SODIUM.crypto_box_open_easy(out, whole[56:], ctypes.c_ulonglong(len(whole) - 56), whole[32:56], whole[:32], secret) != 0:
        return None
    return out.raw


def short_name(key):
    digits = hashlib.blake2b(key, digest_size=32).hexdigest()
    return f"{digits[:4]}-{digits[4:8]}"


def entry(table, fields, audience="worker", at="2026-11-28", by="RH", **more):
    return {"id": secrets.token_hex(16), "page": "00112233", "for": audience, "at": at, "by": by, "table": table, "fields": fields, **more}


def text_of(key, entries):
    """The file of entries (dictionaries; or id and letters)."""
    lines = [f"Kith sealed 1 to {short_name(key)}"]
    for one in entries:
        name, letters = one if isinstance(one, tuple) else (one["id"], sealed(key, json.dumps(one).encode()))
        lines += ["= " + name, *(letters[at:at + 72] for at in range(0, len(letters), 72))]
    return "\n".join(lines) + "\n"
