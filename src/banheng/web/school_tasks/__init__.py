"""What the bureau wants from a school: targets, findings, cases, accountability."""
