"""Research of homeroom teachers: projects, papers, cases, plans of class meetings, and a library open to all staff."""
