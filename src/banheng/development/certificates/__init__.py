"""Certificates of homeroom teachers: application, conditions, assessment, issue, expiry, renewal, revocation."""
