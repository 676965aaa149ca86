"""Posts of homeroom teachers: selection rounds, terms of office, changes, rest, workload, structure of the team."""
