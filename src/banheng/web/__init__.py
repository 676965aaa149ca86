"""Web: one folder a screen area; views load with permission, call, render."""
