"""Where filings come from: N0 one phone, N1 a farm, N2 a farm behind proxies, N3 the client's own."""

from dataclasses import dataclass, replace
from random import Random

from mingjian.simulation.chance import stream
from mingjian.simulation.world.people import (
    Device,
    Person,
    address,
    agent,
    carrier_address,
    email,
    mobile,
    payee,
    virtual_mobile,
)

__all__ = ["Sources"]

STRANGERS, VIRTUAL_STRANGERS = 3_000_000, 250_000  # no inhabitant has such a number
FIXED_LINE = 0.45  # of an agent's lines, as of everybody's; the others are a carrier's


@dataclass(frozen=True, slots=True)
class Sources:
    """Devices and numbers of one agent.

    Parameters
    ----------
    seed : int
    ring : str
    farm : int
        Devices of the farm.
    clients_a_phone : int
        Clients who share a number at N1.
    virtual : float
        Share of the numbers that are a virtual operator's (D4).
    """

    seed: int
    ring: str
    farm: int
    clients_a_phone: int
    virtual: float

    def person(self, client: Person, place: int, level: str, random: Random) -> Person:
        """The client as the platform meets her; ``place`` counts the agent's clients."""
        if level == "N3":
            return client
        known = stream(self.seed, "sources", self.ring)
        # The same shapes as everybody's: only who shares them tells.
        account = payee(STRANGERS + known.randrange(STRANGERS))
        mail = email(STRANGERS + known.randrange(STRANGERS))
        first = known.randrange(200_000)
        named = {
            "N0": 0,
            "N1": 1 + place // self.clients_a_phone,
            "N2": 1 + place,
        }[level]
        bought = stream(self.seed, "number", self.ring, named).random() < self.virtual
        phone = (
            virtual_mobile(VIRTUAL_STRANGERS + first + named)
            if bought
            else mobile(STRANGERS + first + named)
        )
        shares = {"N0": 0.7, "N1": 0.5, "N2": 0.2}[level]
        return replace(
            client,
            phone=phone if random.random() < 0.85 else client.phone,
            payee=account if random.random() < shares else client.payee,
            email=mail if level != "N2" and random.random() < 0.5 else client.email,
            device=self._device(place, level),
        )

    def _device(self, place: int, level: str) -> Device:
        machine = 0 if level == "N0" else (place * 7 + place // self.farm) % self.farm
        hardware = stream(self.seed, "farm", self.ring, machine)
        line = stream(self.seed, "farm line", self.ring, 0 if level != "N2" else place)
        shown = address(line) if line.random() < FIXED_LINE else carrier_address(line)
        return Device(f"{hardware.getrandbits(64):016x}", shown, agent(hardware))
