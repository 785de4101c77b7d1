"""A stream of random numbers that does not depend on Python's version: splitmix64 (Steele, Lea and Flood 2014)."""
import hashlib

MASK = (1 << 64) - 1


class Stream:
    """Streams with different names are independent, so that a change in one part of a place leaves the others alone."""

    def __init__(self, seed, name):
        self.state = int.from_bytes(hashlib.sha256(f"{seed}/{name}".encode()).digest()[:8], "little")

    def bits(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def random(self):
        return (self.bits() >> 11) / (1 << 53)

    def uniform(self, low, high):
        return low + (high - low) * self.random()

    def below(self, n):
        """0..n-1. The bias of a product with 64 random bits is far below anything that could be seen here."""
        return (self.bits() * n) >> 64

    def between(self, low, high):
        """low..high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, share):
        return self.random() < share

    def pick(self, words):
        return words[self.below(len(words))]

    def weighted(self, weights):
        """A key of {key: weight}."""
        at = self.random() * sum(weights.values())
        for key, weight in weights.items():
            at -= weight
            if at < 0:
                return key
        return next(reversed(weights))

    def shuffled(self, items):
        items = list(items)
        for i in range(len(items) - 1, 0, -1):
            j = self.below(i + 1)
            items[i], items[j] = items[j], items[i]
        return items

    def some(self, items, count):
        """count different items, or all where there are fewer."""
        return self.shuffled(items)[:count]
