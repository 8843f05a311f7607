"""Synthetic worlds: lenders, collectors, borrowers, agents, and the complaints that come of them.

In: the causal order *world, events, evidence, narrative, filing, observation* (domain.md 6.2) and the files of the
contract. Next door, and unknown here: everything that reads complaints. The world knows the input contract only.
"""

if __name__ == "simulation":
    raise ImportError("import mingjian.simulation: the folders are sub-packages of mingjian")
