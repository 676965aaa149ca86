"""Studios, and the workshops, forums and contests at which homeroom teachers show what they can."""
