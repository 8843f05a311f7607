"""Honest people who file together: victims of one merchant (G13), clients of a lawyer (G7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from mingjian.simulation.chance import stream
from mingjian.simulation.complainants.letters import CONDUCT, outline, tells_conduct
from mingjian.simulation.filing import Filing, Party, Truth
from mingjian.simulation.platforms.channels import channel, party
from mingjian.simulation.platforms.menus import Menus
from mingjian.simulation.setting import Setting
from mingjian.simulation.world.calendar import evening_leaning
from mingjian.simulation.world.cases import Cases
from mingjian.simulation.world.disputes import merchant_gone
from mingjian.simulation.world.loans import disputed, lend
from mingjian.simulation.world.people import LAWYERS
from mingjian.simulation.writing.author import author
from mingjian.simulation.writing.story import Story, in_passing

__all__ = ["collective", "lawyer"]

LAW_OFFICES = 12


def collective(setting: Setting, cases: Cases, name: str) -> Iterator[Filing]:
    """One merchant's victims join a collective complaint: shared headline and opening, own words after it."""
    random = stream(setting.seed, "collective", name)
    merchant = random.choice(setting.phrases.words("merchant"))
    partners = setting.lenders[: setting.priors.market.lenders]
    lender = random.choices(partners, [x.weight for x in partners])[0]
    days, weights = setting.calendar.days(), setting.calendar.weights()
    day = random.choices(days, weights)[0]
    tags = Menus().choose(["collective_course"], False, random)
    title, opening = "", ""
    for place in range(random.randint(5, 24)):
        person = cases.newcomer()
        own = stream(setting.seed, "collective member", name, place)
        loan = lend(lender, day - timedelta(days=own.randrange(1, 40)), setting.priors.people, own)
        filed = evening_leaning(day + timedelta(days=int(own.expovariate(0.3))), own)
        event = merchant_gone(loan, day - timedelta(days=random.randrange(2, 9)), merchant, own)
        writer = author(
            stream(setting.seed, "author", person.number), person.register, person.dialect
        )
        story = Story(
            lender=lender.name, now=filed, incidents=(event,), loan=loan, demands=tags.symbols,
            title="title_collective", words={"who": merchant, "organ": "12345", "law": "合同法"},
        )  # fmt: skip
        head, text = setting.teller.tell(story, writer, own)
        if not place:
            title, opening = head, text.rstrip("。！，… ") + "。"
        elif own.random() < 0.7:
            text = opening + text
        yield Filing(
            name=f"{name}.{place}", at=filed, platform="heimao", respondent=lender.name, title=title, text=text,
            issues=tags.issues, demands=tags.demands, amount=disputed(loan, own),
            complainant=party(person, "heimao", own),
            device=person.device if own.random() < channel("heimao").device else None,
            collective=f"JT{name}",
            truth=Truth(
                genuine=True, coordinated=False, violation=False, slices=("G13",),
                told=("collective_course",), matter=f"{person.number}/{lender.number}",
                lender=lender.name, tells_conduct=False,
                repeat="collective", campaign=f"merchant-{name}",
            ),
        )  # fmt: skip


def lawyer(setting: Setting, cases: Cases, name: str) -> Iterator[Filing]:
    """A lawyer or a legal-aid office files one client's complaint, with papers and an own letter (G7)."""
    random = stream(setting.seed, "lawyer", name)
    office = random.randrange(LAW_OFFICES)
    case = replace(cases.case(name), labelled=random.random() < 0.5)
    desk = setting.people.person(LAWYERS + office)
    habit = stream(setting.seed, "law office", office)
    writer = author(habit, "formal", None, random.choice(("当事人", "委托人", "本人")))
    title = habit.choice(("title_generic", "title_negotiate"))
    clauses = outline(habit, 4, 7)
    letter = setting.teller.compose(f"office-{office}", clauses, title, writer, habit)
    if case.trigger == "dispute":  # the office's letter without what did not happen
        kept = tuple(clause for clause in letter.clauses if not clause[0].startswith(CONDUCT))
        letter = replace(letter, clauses=kept)
    known = [i for i in case.told if i.at < case.filed_at]
    tags = Menus().choose([i.kind for i in known], case.labelled, random)
    platform = random.choice(("12378", "heimao", "12315"))
    story = Story(
        lender=case.loan.lender.name, now=case.filed_at, incidents=tuple(known), loan=case.loan,
        demands=tags.symbols, title=title, letter=letter,
        words=in_passing(setting.phrases, random) | {"relation": "家属"},
    )  # fmt: skip
    account = setting.teller.account(story, writer, random)
    told = account.told
    person = case.person
    yield Filing(
        name=name, at=case.filed_at, platform=platform, respondent=case.loan.lender.name,
        title=account.title if channel(platform).titled else "", text=account.text, issues=tags.issues,
        demands=tags.demands, amount=disputed(case.loan, random), complainant=party(desk, platform, random),
        device=desk.device if random.random() < channel(platform).device else None,
        borrower=Party(name=person.name, phone=person.phone, id_number=person.id_number),
        relation="lawyer", authorised=True, case=case,
        truth=Truth(
            genuine=True, coordinated=False, violation=any(i.code for i in told),
            severity=min((i.severity for i in told if i.severity), default=None), slices=("G7",),
            told=tuple(i.kind for i in told), matter=f"{person.number}/{case.loan.lender.number}",
            lender=case.loan.lender.name, tells_conduct=tells_conduct(told, account.letter),
            template=letter.name,
        ),
    )  # fmt: skip
