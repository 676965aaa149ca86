"""The dossier of a teacher: what is asked for each kind of fact, and how facts are read, brought in and moved."""
