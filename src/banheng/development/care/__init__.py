"""Care for homeroom teachers: requests in confidence, a check of pressure, a plan of one's career. Never scored.

What is written here is encrypted, seen by whoever wrote it and the counsellor they named, and deleted on schedule.
Nothing of it becomes a fact, a record or evidence.
"""
