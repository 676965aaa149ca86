"""Interfaces (接口): tokens of programs, and webhooks."""
