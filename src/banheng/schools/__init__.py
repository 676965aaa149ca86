"""Schools: bureau, school, stage, grade, class, calendar, staff and pupils, with their history by date."""
