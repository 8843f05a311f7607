"""Which tags a filer picks from a platform's menu (``menus.toml``)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from random import Random

from mingjian.simulation.chance import weighted

__all__ = ["Choice", "Menus"]

# Among complaints labelled 暴力催收: the demand to stop (S3-10) and the mark 恐吓 (S3-11).
STOP, FEAR = 0.826, 0.652
# Marks of price and of handling beside other quarrels; together with those about them a fifth each (4C).
PRICE_BESIDE, HANDLING_BESIDE = 0.04, 0.19
PRICE_TAGS = frozenset({"砍头息", "担保费", "会员费", "提前还款", "违约金"})
GROUPS = {
    "price": frozenset({"price", "upfront_cut", "guarantee_fee", "membership_fee", "early_settlement",
                        "wrong_deduction", "hidden_terms", "wrong_amount"}),
    "hardship": frozenset({"deferral_wish", "agreement_broken"}),
    "credit": frozenset({"credit_report"}),
    "service": frozenset({"service_bad", "refund_delay", "account_frozen", "loan_refused", "collective_course"}),
    "identity": frozenset({"identity_theft", "unowed_settled", "wrong_number"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Tags as exported, and the demand symbols behind them."""

    issues: tuple[str, ...]
    demands: tuple[str, ...]
    symbols: tuple[str, ...]
    labelled: bool


class Menus:
    """The menus of ``menus.toml``.

    Attributes
    ----------
    label, fear, price, handling : frozenset of str
        Tags that mark violent collection, intimidation, price, and bad handling.
    """

    def __init__(self) -> None:
        path = files("mingjian.simulation.platforms") / "menus.toml"
        found = tomllib.loads(path.read_text("utf-8"))
        self._label: Mapping[str, float] = found["label"]
        self.label, self.fear = frozenset(found["label"]), frozenset(found["fear"])
        self.price = frozenset(found["price"]) | PRICE_TAGS
        self.handling = frozenset(found["handling"])
        self._fear: Mapping[str, float] = found["fear"]
        self._price: Mapping[str, float] = found["price"]
        self._handling: Mapping[str, float] = found["handling"]
        self._issues: Mapping[str, Sequence[str]] = found["issues"]
        self._demands: Mapping[str, Sequence[str]] = found["demands"]
        self._menus: Mapping[str, Sequence[str]] = found["menus"]

    def choose(self, kinds: Sequence[str], labelled: bool, random: Random) -> Choice:
        """Pick tags for what happened; ``labelled``: with one of the words for violent collection."""
        about = [
            tag for kind in kinds if random.random() < 0.6 for tag in self._issues.get(kind, ())
        ]
        issues = [weighted(random, self._label)] if labelled else []
        if labelled and random.random() < FEAR:
            issues.append(weighted(random, self._fear))
        issues += random.sample(about, min(len(about), random.choice((1, 1, 2, 2, 3))))
        if random.random() < PRICE_BESIDE:
            issues.append(weighted(random, self._price))
        if random.random() < HANDLING_BESIDE:
            issues.append(weighted(random, self._handling))
        if not issues:
            first = kinds[0] if kinds else "service_bad"
            issues.append(random.choice(self._issues.get(first, ("其他",))))
        symbols = self._wanted(kinds, labelled, random)
        demands = [random.choice(self._demands[symbol]) for symbol in symbols]
        return Choice(_once(issues), _once(demands), symbols, labelled)

    def _wanted(self, kinds: Sequence[str], labelled: bool, random: Random) -> tuple[str, ...]:
        group = next(
            (name for name, members in GROUPS.items() if kinds and kinds[0] in members),
            "collection",
        )
        if not kinds:
            group = "hardship"
        menu = self._menus[group]
        weights = [1 / (rank + 1.5) for rank in range(len(menu))]
        wanted = random.choices(menu, weights, k=random.choice((1, 1, 2, 2, 3)))
        stop = labelled and random.random() < STOP
        stop |= not labelled and group == "collection" and random.random() < 0.6
        return _once((["demand_stop"] if stop else []) + wanted)


def _once(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
