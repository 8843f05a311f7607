"""Keyed MinHash over token shingles: one permutation, 128 bins, optimally densified.

A token is one CJK character, one Latin word or one number slot; a shingle is three tokens in a row.
Short shingles survive synonym spinning better than long ones (domain.md 3B: 3-gram containment
separates a real spin, 5-grams miss it). The shingle hash is keyed, because an unkeyed MinHash can be
tested against guessed texts (domain.md 5.2).

References: Li, Owen, Zhang 2012 (one permutation hashing); Shrivastava 2017 (optimal densification).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mingjian.fingerprints.matching import MatchingBatch

__all__ = [
    "BANDS",
    "BINS",
    "CLAUSE",
    "MIN_TOKENS",
    "Tokens",
    "band_keys",
    "clauses",
    "resemblance",
    "sign",
    "tokenise",
]

BINS = 128
BANDS = 32
SHINGLE = 3
MIN_TOKENS = 16
MIN_CLAUSE_TOKENS = 6
CLAUSE = np.dtype([("mac", "<u8"), ("start", "<i4"), ("end", "<i4")])
EMPTY = np.uint32(0xFFFFFFFF)
WORD = 48  # a longer Latin word is hashed by its first letters
ATTEMPTS = 64
U64 = npt.NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a batch with their keyed hashes.

    Attributes
    ----------
    mac : uint64 array, shape (t,)
    start, end : int32 arrays, shape (t,)
        Half-open range of each token in its own readable text, in characters.
    owner, clause : int32 arrays, shape (t,)
    quoted : bool array, shape (t,)
    size : int
        Number of texts.
    """

    mac: U64
    start: npt.NDArray[np.int32]
    end: npt.NDArray[np.int32]
    owner: npt.NDArray[np.int32]
    clause: npt.NDArray[np.int32]
    quoted: npt.NDArray[np.bool_]
    size: int


def _mix(value: U64) -> U64:
    """Scramble 64-bit words (the finaliser of SplitMix64)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


def _constants(key: bytes, count: int) -> U64:
    """Odd 64-bit multipliers drawn from the key."""
    seed = np.frombuffer((key * 4)[:32], dtype=np.uint64)
    counter = np.arange(count, dtype=np.uint64)
    stream = _mix(counter * np.uint64(0x9E3779B97F4A7C15) + seed[0]) ^ _mix(counter + seed[1])
    multipliers: U64 = (_mix(stream + seed[2]) ^ seed[3]) | np.uint64(1)
    return multipliers


def tokenise(batch: MatchingBatch, key: bytes) -> Tokens:
    """Cut a folded batch into tokens and hash them under ``key`` (32 bytes).

    Runs of ``x`` (the scrub mask ``XXXX`` of CFPB narratives, ``XX`` in Chinese exports) are no token:
    two texts must not resemble each other by what was blacked out.
    """
    codes, owner, origin = batch.codes, batch.owner, batch.origin
    if codes.size == 0:
        none = np.empty(0, dtype=np.int32)
        nothing = np.empty(0, dtype=np.uint64)
        return Tokens(nothing, none, none, none, none, none.astype(bool), batch.size)
    latin = ((codes >= ord("a")) & (codes <= ord("z"))) | ((codes >= 0xC0) & (codes < 0x2C00))
    begins = np.ones(codes.size, dtype=bool)
    begins[1:] = ~(
        latin[1:] & latin[:-1] & (owner[1:] == owner[:-1]) & (origin[1:] == origin[:-1] + 1)
    )
    first = np.flatnonzero(begins)
    last = np.append(first[1:], codes.size) - 1
    place = np.arange(codes.size) - np.repeat(first, last - first + 1)
    letters = codes.astype(np.uint64) * _constants(key, WORD)[np.minimum(place, WORD - 1)]
    mac = _mix(np.add.reduceat(letters, first))
    scrub = np.logical_and.reduceat(codes == ord("x"), first) & (last > first)
    mac, first, last = mac[~scrub], first[~scrub], last[~scrub]
    return Tokens(
        mac,
        origin[first],
        origin[last] + 1,
        owner[first],
        batch.clause[first],
        batch.quoted[first],
        batch.size,
    )


def clauses(
    tokens: Tokens, key: bytes
) -> tuple[npt.NDArray[np.void], npt.NDArray[np.int32], npt.NDArray[np.bool_]]:
    """Keyed hashes of the clauses of a batch, in order.

    Returns
    -------
    clauses : array of :data:`CLAUSE`, shape (c,)
        ``mac``, and the half-open range ``start``-``end`` in the readable text. Clauses of fewer than
        six tokens are left out: everybody writes "请尽快处理".
    owner : int32 array, shape (c,)
    quoted : bool array, shape (c,)
    """
    if tokens.mac.size == 0:
        return np.empty(0, dtype=CLAUSE), tokens.owner, tokens.quoted
    first = np.flatnonzero(np.diff(tokens.clause, prepend=-1))
    length = np.diff(np.append(first, tokens.mac.size))
    place = np.arange(tokens.mac.size) - np.repeat(first, length)
    weights = _constants(key[1:] + key[:1], 256)[np.minimum(place, 255)]
    found = np.empty(first.size, dtype=CLAUSE)
    found["mac"] = _mix(np.add.reduceat(tokens.mac * weights, first))
    found["start"] = tokens.start[first]
    found["end"] = tokens.end[first + length - 1]
    long_enough = length >= MIN_CLAUSE_TOKENS
    return found[long_enough], tokens.owner[first][long_enough], tokens.quoted[first][long_enough]


def sign(tokens: Tokens, key: bytes) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """MinHash signatures of the own narration in a batch.

    Returns
    -------
    signatures : uint32 array, shape (texts, 128)
        All ``0xFFFFFFFF`` where a text has no shingle.
    count : int64 array, shape (texts,)
        Tokens of own narration in each text; below :data:`MIN_TOKENS` a text is too short to be a template.
    """
    token, owner = tokens.mac[~tokens.quoted], tokens.owner[~tokens.quoted]
    count = np.bincount(owner, minlength=tokens.size)
    flat = np.full(tokens.size * BINS, EMPTY, dtype=np.uint32)
    if token.size >= SHINGLE:
        weights = _constants(key[::-1], SHINGLE)
        span = token.size - SHINGLE + 1
        hashed = sum(
            (token[i : i + span] * weights[i] for i in range(SHINGLE)),
            start=np.zeros(span, dtype=np.uint64),
        )
        whole = owner[:span] == owner[SHINGLE - 1 :]
        hashed = _mix(hashed[whole])
        cell = owner[:span][whole].astype(np.int64) * BINS + (hashed >> np.uint64(57)).astype(
            np.int64
        )
        np.minimum.at(flat, cell, (hashed >> np.uint64(20)).astype(np.uint32))
    return _densify(flat.reshape(tokens.size, BINS), key), count


def _densify(signatures: npt.NDArray[np.uint32], key: bytes) -> npt.NDArray[np.uint32]:
    """Fill empty bins from bins drawn by a hash of (bin, attempt), the same for every text."""
    row, column = np.nonzero((signatures == EMPTY) & (signatures != EMPTY).any(axis=1)[:, None])
    source = signatures.copy()
    draws = _constants(key, ATTEMPTS * BINS).reshape(ATTEMPTS, BINS)
    for attempt in range(ATTEMPTS):
        if row.size == 0:
            break
        donor = (draws[attempt][column] >> np.uint64(57)).astype(np.int64)
        found = source[row, donor] != EMPTY
        signatures[row[found], column[found]] = source[row[found], donor[found]]
        row, column = row[~found], column[~found]
    if row.size:  # a text of one or two shingles: every bin takes its smallest value
        signatures[row, column] = source[row].min(axis=1)
    return signatures


def resemblance(
    one: npt.NDArray[np.uint32], many: npt.NDArray[np.uint32]
) -> npt.NDArray[np.float64]:
    """Estimated Jaccard likeness, 0-1, standard error about ``sqrt(j(1-j)/128)``.

    Parameters
    ----------
    one : uint32 array, shape (128,)
    many : uint32 array, shape (m, 128)
    """
    likeness: npt.NDArray[np.float64] = (many == one).mean(axis=1)
    return likeness


def band_keys(signatures: npt.NDArray[np.uint32]) -> U64:
    """Banded look-up keys, shape (texts, 32): texts that agree on four bins in a row share a key.

    Likeness 0.4 meets in some band with chance 0.56, 0.5 with 0.87, 0.6 with 0.99.
    """
    rows = BINS // BANDS
    grouped = signatures.reshape(-1, BANDS, rows).astype(np.uint64)
    keys = np.broadcast_to(np.arange(BANDS, dtype=np.uint64), grouped.shape[:2])
    for place in range(rows):
        keys = _mix(keys * np.uint64(0x9E3779B97F4A7C15) + grouped[:, :, place])
    return keys
