"""The studies: each a function from a run of the benchmark to one section of the report."""

__all__: list[str] = []
