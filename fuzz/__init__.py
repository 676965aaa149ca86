"""Fuzzers of everything that reads what strangers send; `python -m fuzz NAME` runs one, `make fuzz` all of them.

One module a reader. `READER` says how it is called and which errors it may raise: anything else is a fault.
`tests/attacks/test_readers.py` calls the same readers briefly.
"""
