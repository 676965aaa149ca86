"""Posts of homeroom teachers: selection rounds, appointments, changes, rest, workload, structure of the team."""
