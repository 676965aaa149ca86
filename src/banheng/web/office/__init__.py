"""Office: classes, staff, pupils, calendar; imports and exports."""
