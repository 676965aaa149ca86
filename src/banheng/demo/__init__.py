"""The demo school on the site: invented people, and a term of records up to today."""
