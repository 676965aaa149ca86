"""League: tables by grade and week, heat map, comparison of periods, hall display."""
