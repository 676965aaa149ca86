"""Target letters: what a school undertakes towards its bureau, signed by both, followed to the end."""
