"""What is told to whom: derived from the journals of the parts below, which know nothing of it."""
