"""How people write: phrases, an author's habits, and narratives of remembered facts.

In: the grammar, its phrase files, authors. Honest and dishonest texts come from this one engine
(domain.md 6.2, rule 5); only the source of the facts differs.
"""
