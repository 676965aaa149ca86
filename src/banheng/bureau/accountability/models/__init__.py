from banheng.bureau.accountability.models.proceeding import Ballot, Proceeding
from banheng.bureau.accountability.models.rules_version import RulesVersion

__all__ = ["Ballot", "Proceeding", "RulesVersion"]
