"""What a build leaves for the next one, so that an edit need not make the whole index anew.

The index itself stands in its files; this is what cannot be read from the few that an edit touches:
which texts there were, how large each bucket is, and how often a gram stands whose places are left
out. 0.4 MB for 10,000 reports, read within 10 ms.
"""

from __future__ import annotations

import json
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from gongkai.publishing.search import grams, postings, shards, texts
from gongkai.publishing.search.grams import bucket_count
from gongkai.publishing.search.postings import KINDS
from gongkai.publishing.search.scripts import json_text, stamps
from gongkai.publishing.search.shards import shard_count, shard_size

_FORMAT = 1
"""To be raised with every change in what the files say."""


@dataclass(frozen=True)
class State:
    """The index of one build, without its entries."""

    ids: Sequence[str]
    """Number → report."""
    digests: Sequence[bytes]
    """Number → digest of the report's words."""
    lengths: Sequence[int]
    """Number → how many grams the report has."""
    long: frozenset[int]
    """Numbers of reports with more characters than there are places for."""
    sizes: Mapping[str, Sequence[int]]
    """Kind → bucket → characters of its entries."""
    often: Mapping[int, int]
    """Fours whose places are left out → how many there are."""

    @cached_property
    def grams(self) -> int:
        """Of all reports."""
        return sum(self.lengths)

    @cached_property
    def buckets(self) -> int:
        """How many buckets there are."""
        return bucket_count(self.grams)

    @cached_property
    def spread(self) -> dict[str, list[int]]:
        """Kind → bucket → how many files."""
        return {
            kind: [shard_count(size, shard_size(kind, self.grams)) for size in self.sizes[kind]]
            for kind in KINDS
        }

    @cached_property
    def stamps(self) -> list[int]:
        """Number of reports → the stamp of postings that presuppose so many."""
        return stamps(self.ids)

    @cached_property
    def stamp(self) -> int:
        """Adler-32 over all texts and their order: a page asks for postings by it."""
        return zlib.adler32(b"".join(self.digests))

    def dump(self) -> bytes:
        """As bytes, with a checksum."""
        data = {
            "made": _made(),
            "ids": self.ids,
            "digests": b"".join(self.digests).hex(),
            "lengths": self.lengths,
            "long": sorted(self.long),
            "sizes": self.sizes,
            "often": sorted(self.often.items()),
        }
        content = json_text(data).encode("utf-8", "surrogatepass")
        return sha256(content).digest() + content

    @classmethod
    def load(cls, dumped: bytes) -> State | None:
        """None if it is damaged, or of a version that made the index in another way."""
        checksum, content = dumped[:32], dumped[32:]
        if sha256(content).digest() != checksum:
            return None
        data = json.loads(content)
        if data["made"] != _made():
            return None
        digests, size = bytes.fromhex(data["digests"]), texts.DIGEST_SIZE
        return cls(
            data["ids"],
            [digests[at : at + size] for at in range(0, len(digests), size)],
            data["lengths"],
            frozenset(data["long"]),
            data["sizes"],
            dict(data["often"]),
        )


def _made() -> list[object]:
    """All that decides how the same texts become files; Python's Unicode decides what is folded."""
    limits = postings.MOST_PLACES, grams.PER_BUCKET, texts.FIELDS_AT
    sizes = shards.LARGE, shards.SHARD_SIZE, shards.TRIPLES_SIZE
    return [_FORMAT, unicodedata.unidata_version, *limits, *sizes]
