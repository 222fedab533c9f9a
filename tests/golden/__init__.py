"""What every format looks like: the gold of both seeds as each writes it, kept in ``files``.

``python -m tests.golden`` writes them anew after a change that was meant.
"""
