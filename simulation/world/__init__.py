"""The world: lenders, agencies, people, loans, and what happens between them.

In: everything that is true whether or not anybody complains. Next door: :mod:`mingjian.simulation.writing` words what
people remember, :mod:`mingjian.simulation.platforms` takes it in, :mod:`mingjian.simulation.adversaries` abuses it.
"""
