"""Device and account graph: the ring a complaint belongs to, and how many people share its contacts."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from mingjian.features.catalogue import Axis, Feature, FeatureGroup, Reading
from mingjian.features.history import Trace, View
from mingjian.features.rings import link_tokens, ring_of, sharing

__all__ = ["Graph"]

DEVICE = {"device"}
CONTACTS = {"phone", "email", "payee"}


class Graph(FeatureGroup):
    """Bonds between people through devices, accounts, payees and contacts (D1, D5)."""

    features: ClassVar[tuple[Feature, ...]] = (
        Feature(
            "ring_persons",
            "graph",
            Axis.coordination,
            1,
            "persons",
            0,
            64,
            "no device, account, payee or contact is known",
            "G2, G3, G7: households, dormitories, declared agents",
            "所在关联组的人数",
            "people in the same ring",
        ),
        Feature(
            "ring_bonds",
            "graph",
            Axis.coordination,
            1,
            "kinds",
            0,
            7,
            "not in a ring",
            "G14: a real victim who paid an agent is bound by the agent's payee",
            "与关联组的联系种类",
            "kinds of bonds to the ring",
        ),
        Feature(
            "contact_persons",
            "graph",
            Axis.coordination,
            1,
            "persons",
            1,
            64,
            "no payee, phone or e-mail is known, or the agent is declared",
            "G2, G7: family accounts, legal aid",
            "共用收款账户、电话或邮箱的人数",
            "people sharing a payee, phone or e-mail",
        ),
        Feature(
            "device_persons",
            "graph",
            Axis.coordination,
            1,
            "persons",
            1,
            64,
            "no device is known, or the agent is declared",
            "G2, G3: a family phone, a dormitory or café computer",
            "共用设备的人数",
            "people filing from the same device",
        ),
    )

    def keys(self, trace: Trace) -> Iterable[str]:
        """Every linking token, of declared agents too: they may be asked about later."""
        for name, tokens in trace.row.tokens.items():
            if name != "network" and not name.endswith(".name"):
                yield from tokens

    def read(self, trace: Trace, view: View) -> Mapping[str, Reading]:
        """Readings; see the declarations."""
        tokens = list(link_tokens(trace))
        if not tokens:
            return {}
        found: dict[str, Reading] = {}
        membership = ring_of(trace, view)
        if membership:
            ring, bonds = membership
            ids = tuple(member.uid for member in ring.members if member.uid != trace.uid)
            found["ring_persons"] = Reading(ring.persons, (ring.ring_id, *ids))
            found["ring_bonds"] = Reading(len(bonds), tuple(sorted(bonds)))
        else:
            found["ring_persons"] = Reading(0)
        for name, kinds in (("device_persons", DEVICE), ("contact_persons", CONTACTS)):
            shared = [
                (people, kind, tuple(member.uid for member in members))
                for kind, token in tokens
                if kind in kinds
                for members, people in [sharing(token, view)]
            ]
            if shared:
                people, kind, uids = max(shared)
                found[name] = Reading(people, (kind, *(uid for uid in uids if uid != trace.uid)))
        return found
