"""Certificates: apply, run applications, the register, and the check from outside."""
