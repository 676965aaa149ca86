"""Why a result is what it is: gathered as data, told as text or as JSON."""

from banheng.scoring.explanation.explaining import explain
from banheng.scoring.explanation.explanation import Explanation

__all__ = ["Explanation", "explain"]
