"""Studios of master homeroom teachers: charter, members, goals, activities, funds, yearly review; forums and contests."""
