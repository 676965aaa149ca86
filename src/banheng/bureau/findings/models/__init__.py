from banheng.bureau.findings.models.finding import Finding, Step
from banheng.bureau.findings.models.inspection import Inspection, Visit

__all__ = ["Finding", "Inspection", "Step", "Visit"]
