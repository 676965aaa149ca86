"""How fair the judging is: a description of the evidence, never a part of a result.

Everything here is an estimate in floating point. No published point comes from it, and nothing here is given
back to scoring.
"""
