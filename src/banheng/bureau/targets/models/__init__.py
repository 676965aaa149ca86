from banheng.bureau.targets.models.letter import Letter, Problem, Signature
from banheng.bureau.targets.models.target import BudgetLine, Report, Target

__all__ = ["BudgetLine", "Letter", "Problem", "Report", "Signature", "Target"]
