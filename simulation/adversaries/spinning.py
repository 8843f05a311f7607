"""Rewording a template: E0 as it stands, E1 synonyms, E2 other order and filled slots, E3 every clause by another hand."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from random import Random

from mingjian.simulation.chance import lognormal, stream, weighted
from mingjian.simulation.world.incidents import Value
from mingjian.simulation.writing.author import Author
from mingjian.simulation.writing.grammar import is_held_out
from mingjian.simulation.writing.hand import Habits, Rewording
from mingjian.simulation.writing.narrative import LONGEST, MEDIAN, SHORTEST, SPREAD, Teller
from mingjian.simulation.writing.story import Letter, Story
from mingjian.simulation.writing.titles import title

__all__ = ["ACCUSING", "LIKE", "HouseStyle", "Spinner", "accused", "accuses", "house_style"]

OFFICIAL = 0.35  # share of desks that write letters; the others write as their clients would
SYNONYMS = {"E1": 0.35, "E2": 0.15}
TOOL = 0.25  # share of the dictionary that one desk's tool has
# What a template may be made of: letters' clauses and the words of ordinary people, in their usual order.
OUTLINE = (
    "letter_opening", "opening", "life_detail", "letter_identity", "borrowed", "repaid", "letter_hardship",
    "hardship_reason", "overdue", "letter_good_faith", "willing", "negotiated", "letter_conduct_calls",
    "calls_many", "calls_vague", "letter_conduct_contacts", "contact_call", "contacts_many", "emergency_contact",
    "workplace", "letter_conduct_threat", "threat", "threat_vague", "letter_conduct_privacy",
    "letter_conduct_impersonation", "impersonation", "legal_scare", "letter_conduct_night", "night_call",
    "insult_vague", "hidden_identity", "letter_fees", "price", "guarantee_fee", "membership_fee",
    "early_settlement", "hidden_terms", "upfront_cut", "wrong_deduction", "credit_report", "deferral_wish",
    "own_action", "lender_response", "letter_law", "letter_law_old", "law_mention", "letter_duty", "letter_harm",
    "harm_family", "harm_work", "harm_health", "fear", "letter_evidence", "evidence_held", "letter_demand_stop",
    "demand_stop", "letter_demand_plan", "demand_negotiate", "letter_demand_refund", "demand_refund",
    "letter_demand_credit", "demand_credit", "demand_waive", "demand_settle_principal", "letter_demand_apology",
    "demand_apology", "demand_explain", "demand_punish", "letter_deadline", "letter_threat_escalate",
    "letter_closing", "closing",
)  # fmt: skip
# What is demanded, and what is accused of, by how often it is.
DEMANDING = {
    "demand_stop": 8, "letter_demand_stop": 6, "demand_negotiate": 5, "letter_demand_plan": 5, "demand_waive": 2,
    "demand_explain": 1, "demand_punish": 1, "demand_apology": 1.5, "letter_demand_apology": 1, "demand_refund": 0.7,
    "letter_demand_refund": 0.7, "demand_credit": 1, "letter_demand_credit": 1, "demand_settle_principal": 1,
}  # fmt: skip
DEMANDS = (1, 1, 1, 2, 2, 3)  # how many of them
ACCUSING = {
    "letter_conduct_calls": 4, "calls_many": 5, "calls_vague": 4, "letter_conduct_contacts": 3, "contact_call": 4,
    "contacts_many": 3, "letter_conduct_threat": 3, "threat_vague": 4, "letter_conduct_privacy": 1,
    "letter_conduct_impersonation": 1, "legal_scare": 2, "letter_conduct_night": 1, "night_call": 2,
    "insult_vague": 1.5, "hidden_identity": 1, "threat": 5, "impersonation": 2.5, "workplace": 2, "emergency_contact": 0.5,
}  # fmt: skip
# What is quoted with it; with other deeds, what the desk thinks of.
QUOTES = {
    "insult": "say_insult", "insult_vague": "say_insult", "legal_scare": "say_legal", "exposure": "say_shame", "contact_sms": "say_shame",
    "workplace": "say_shame",
    "impersonation": "say_impersonation", "letter_conduct_impersonation": "say_impersonation",
}  # fmt: skip
DEEDS = (1, 1, 2, 2, 3, 4)  # how many of them
# Fees and terms (Q1): the whole matter of some templates.
CLAIMING = {
    "price": 6, "letter_fees": 4, "deferral_wish": 4, "guarantee_fee": 2.5, "membership_fee": 2, "early_settlement": 2,
    "credit_report": 2, "hidden_terms": 1.5, "wrong_deduction": 1, "upfront_cut": 1,
}  # fmt: skip
CLAIMS, BOTH = 0.35, 0.3  # templates about them, and of those the ones that accuse as well
READINESS = 0.3  # of what no person adds to a story
FEE = 0.06  # of the principal
KNOWN = frozenset({"me", "lender", "month", "principal", "terms", "count", "relation", "organ", "clock", "rate",
                   "amount", "days", "deadline", "date", "quote", "number", "fee", "instalment"})  # fmt: skip
# What another person says instead of a letter's clause; people who write no letters have plain words for all of it.
PLAIN = {
    "letter_opening": ("opening",), "letter_identity": ("borrowed",), "letter_hardship": ("hardship_reason",),
    "letter_good_faith": ("willing", "negotiated", "repaid"), "letter_conduct_calls": ("calls_many", "calls_vague"),
    "letter_conduct_contacts": ("contacts_many", "contact_call", "contact_sms"),
    "letter_conduct_threat": ("threat_vague", "threat"), "letter_conduct_privacy": ("exposure", "consent_missing"),
    "letter_conduct_impersonation": ("impersonation",), "letter_conduct_night": ("night_call",),
    "letter_law": ("law_mention",), "letter_law_old": ("law_mention",),
    "letter_duty": ("law_mention", "lender_response"), "letter_harm": ("harm_health", "harm_family", "harm_work"),
    "letter_evidence": ("evidence_held",), "letter_demand_stop": ("demand_stop",),
    "letter_demand_plan": ("demand_negotiate", "demand_waive"), "letter_demand_refund": ("demand_refund",),
    "letter_demand_credit": ("demand_credit",), "letter_demand_apology": ("demand_apology",),
    "letter_deadline": ("demand_explain", "demand_stop"), "letter_threat_escalate": ("demand_punish", "own_action"),
    "letter_closing": ("closing",), "calls_many": ("calls_many", "calls_vague", "calls_after_refusal"),
    "calls_vague": ("calls_many", "calls_vague", "ai_calls"), "contact_call": ("contact_call", "contact_call", "contact_sms"),
    "contacts_many": ("contacts_many", "stranger_called"), "threat_vague": ("threat_vague", "threat", "threat_job"),
    "insult_vague": ("insult", "insult_vague"), "legal_scare": ("legal_scare", "threat"),
    "workplace": ("workplace", "workplace", "village_school"), "letter_fees": ("price", "hidden_terms"),
}  # fmt: skip


# The tag and the headline of a letter's clause are those of the plain words for it.
LIKE = {
    "letter_conduct_calls": "calls_many", "letter_conduct_contacts": "contacts_many",
    "letter_conduct_threat": "threat", "letter_conduct_privacy": "exposure",
    "letter_conduct_impersonation": "impersonation", "letter_conduct_night": "night_call", "letter_fees": "price",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How one agent's desk writes: one hand, its rare errors, what it forgets to remove (T3, T7)."""

    author: Author
    errors: Rewording
    punctuation: tuple[str, str] | None
    residue: float


def accused(clauses: Iterable[str]) -> list[str]:
    """Kinds of the deeds that a template's clauses accuse of, and of the quarrels that they are about."""
    return [
        LIKE.get(symbol, symbol) for symbol in clauses if symbol in ACCUSING or symbol in CLAIMING
    ]


def accuses(clauses: Iterable[str]) -> bool:
    """Whether a template's clauses accuse a collector of any deed."""
    return any(symbol in ACCUSING for symbol in clauses)


def house_style(habits: Habits, register: str, random: Random, hand: Author) -> HouseStyle:
    """Draw the style of an agent's desk."""
    words: Mapping[str, str] = habits.house["words"]
    chosen = random.sample(sorted(words), random.randint(2, 5))
    citations: Mapping[str, str] = habits.house["citations"]
    wrong = random.sample(sorted(citations), random.randint(0, 2))
    errors = {word: [words[word]] for word in chosen} | {text: [citations[text]] for text in wrong}
    pairs: Sequence[Sequence[str]] = habits.house["punctuation"]
    habit = random.choice(pairs) if random.random() < 0.3 else None
    return HouseStyle(
        author=hand,
        errors=Rewording(errors),
        punctuation=(habit[0], habit[1]) if habit else None,
        residue=random.choice((0.0, 0.01, 0.03, 0.06)),
    )


class Spinner:
    """Writes templates and rewords them.

    Parameters
    ----------
    teller : Teller
    habits : Habits
    held_out : bool
        Which family of the synonyms is used.
    """

    def __init__(self, teller: Teller, habits: Habits, *, held_out: bool) -> None:
        self._teller, self._habits = teller, habits
        path = files("mingjian.simulation.adversaries") / "spin.toml"
        words = tomllib.loads(path.read_text("utf-8"))["synonyms"]
        self._words: Mapping[str, Sequence[str]] = {
            word: others for word, others in words.items() if is_held_out(word) is held_out
        }

    def templates(
        self, name: str, number: int, style: HouseStyle, random: Random
    ) -> tuple[Letter, ...]:
        """A desk's templates; they share clauses, as one desk's texts do."""
        hand, pool = style.author, dict[str, list[str]]()
        official = random.random() < OFFICIAL
        for symbol in OUTLINE:
            if symbol.startswith("letter_") and not official:
                continue
            size = random.choice((1, 1, 2))
            if self._teller.family.can(symbol, KNOWN, hand.register):
                pool[symbol] = [
                    self._teller.family.pattern(symbol, random, KNOWN, hand.register)
                    for _ in range(size)
                ]
        made = []
        for place in range(number):
            target = min(LONGEST, max(SHORTEST, lognormal(random, MEDIAN, SPREAD) * hand.length))
            clauses: dict[str, str] = {}
            for symbol in self._wanted(pool, random):
                if clauses and sum(map(len, clauses.values())) >= target:
                    break
                clauses[symbol] = random.choice(pool[symbol])
            ordered = sorted(clauses.items(), key=lambda clause: OUTLINE.index(clause[0]))
            title_symbol = title(accused(clauses), accuses(clauses), random.random() < 0.5, random)
            head = self._teller.family.pattern(
                title_symbol, random, frozenset({"me", "lender", "amount"}), hand.register
            )
            made.append(Letter(f"{name}-t{place}", tuple(ordered), head))
        return tuple(made)

    def _wanted(self, pool: Collection[str], random: Random) -> list[str]:
        """What a template says, the most wanted first: deeds, demands, then what people add to a story."""
        deeds = {symbol: weight for symbol, weight in ACCUSING.items() if symbol in pool}
        claims = {symbol: weight for symbol, weight in CLAIMING.items() if symbol in pool}
        wishes = {symbol: weight for symbol, weight in DEMANDING.items() if symbol in pool}
        first = [weighted(random, deeds), weighted(random, wishes)]
        if random.random() < CLAIMS:
            both = random.random() < BOTH
            first = [weighted(random, claims), *first[0 if both else 1 :]]
        else:
            first += [weighted(random, deeds) for _ in range(random.choice(DEEDS) - 1)]
        first += [weighted(random, wishes) for _ in range(random.choice(DEMANDS) - 1)]
        urges = {
            symbol: 1 - random.random() ** (1 / (self._readiness(symbol) + 0.2))
            for symbol in OUTLINE
            if symbol in pool and not any(symbol in told for told in (deeds, claims, wishes))
        }
        return list(dict.fromkeys([*first, *sorted(urges, key=lambda symbol: urges[symbol])]))

    def _readiness(self, symbol: str) -> float:
        part = self._teller.parts.get(symbol)
        return part.readiness if part else READINESS

    def write(
        self,
        letter: Letter,
        level: str,
        values: Mapping[str, Value],
        story: Story,
        style: HouseStyle,
        own: Sequence[str],
        random: Random,
        writer: Author,
    ) -> tuple[str, str]:
        """One filing's headline and text.

        Parameters
        ----------
        own : sequence of str
            Clauses of the client's own (G14).
        writer : Author
            Another hand, which tells every clause anew at E3.
        """
        if level == "E3":
            return self._retold(letter, values, story, writer, own, random)
        clauses = list(letter.clauses)
        if level == "E2":
            clauses = self._reordered(clauses, random)
        words = [
            self._teller.fill(
                pattern, self._facts(symbol, values, story, random), story, style.author, random
            )
            for symbol, pattern in clauses
        ]
        middle = len(words) // 2
        words[middle:middle] = own
        text = self._habits.write(words, style.author, stream(0, letter.name))
        if level in SYNONYMS:
            text = self._tool(letter.name).apply(text, SYNONYMS[level], random)
        text = style.errors.apply(text, 0.95, random)
        if style.punctuation:
            text = text.replace(*style.punctuation)
        if random.random() < style.residue:
            text = self._left_in(text, story, random)
        return self._teller.fill(letter.title, values, story, style.author, random), text

    def _retold(
        self,
        letter: Letter,
        values: Mapping[str, Value],
        story: Story,
        writer: Author,
        own: Sequence[str],
        random: Random,
    ) -> tuple[str, str]:
        """The clauses in the template's order, as another person says each; nothing of the desk's hand is left."""
        official = writer.register in {"formal", "polished"} and random.random() < 0.5
        words: list[str] = []
        said: set[str] = set()
        for symbol, _ in letter.clauses:
            plain = PLAIN.get(symbol, (symbol,))
            anew = symbol if official and symbol.startswith("letter_") else random.choice(plain)
            if anew in said:
                continue
            said.add(anew)
            if symbol in ACCUSING or symbol in CLAIMING:
                facts = self._facts(anew, values, story, random)
                sentence = self._teller.point(anew, facts, None, story, writer, random)
            else:
                sentence = self._teller.aside(anew, story, writer, random)
            if words and random.random() < 0.5:
                sentence = self._habits.led(sentence, writer, random, end="demand" in anew)
            words.append(sentence)
        middle = len(words) // 2
        words[middle:middle] = own
        said_of = dict(letter.clauses)
        headline = title(accused(said_of), accuses(said_of), random.random() < 0.5, random)
        return (
            self._teller.headline(replace(story, title=headline), writer, random),
            self._habits.write(words, writer, random),
        )

    def _facts(
        self, symbol: str, values: Mapping[str, Value], story: Story, random: Random
    ) -> dict[str, Value]:
        facts = dict(values)
        if story.loan:
            fee = float(round(story.loan.principal * FEE, -1))
            facts |= {"fee": fee, "instalment": story.loan.instalment}
        if symbol in QUOTES:
            organ = {"organ": str(values["organ"])} if "organ" in values else {}
            facts["quote"] = self._teller.phrases.say(QUOTES[symbol], random, organ)
        return facts

    def _tool(self, name: str) -> Rewording:
        """The dictionary of a desk's tool: a part of all, with one word for each."""
        desk = name.rpartition("-")[0]
        random = stream(0, "tool", desk)
        return Rewording(
            {
                word: (random.choice(others),)
                for word, others in self._words.items()
                if random.random() < TOOL
            }
        )

    @staticmethod
    def _reordered(clauses: list[tuple[str, str]], random: Random) -> list[tuple[str, str]]:
        kept = [clause for clause in clauses if random.random() < 0.9] or clauses[:1]
        places = sorted(range(len(kept)), key=lambda place: place + random.uniform(0, 3.5))
        return [kept[place] for place in places]

    def _left_in(self, text: str, story: Story, random: Random) -> str:
        """A placeholder that nobody filled, a form of address, or a slip into the third person."""
        residue = self._habits.residue
        kind = random.choice(("placeholders", "third_person", "honorific"))
        words = random.choice(residue[kind])
        if kind == "placeholders" and story.lender in text:
            return text.replace(story.lender, words, 1)
        if kind == "third_person":
            for me in ("本人", "我"):
                if me in text:
                    return text.replace(me, words, 1)
        return f"{words}，{text}"
