"""The store: SQLModel tables, migrations, and the one place that talks SQL.

It holds keyed fingerprints, redacted quotes and facts; never raw text, pictures or identifiers.
"""
