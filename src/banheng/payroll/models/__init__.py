"""Pay sheets with their slips and lines, the journal of their steps, and amounts decided one by one."""

from banheng.payroll.models.extra import Extra
from banheng.payroll.models.pay_line import PayLine
from banheng.payroll.models.pay_sheet import PaySheet
from banheng.payroll.models.pay_slip import PaySlip
from banheng.payroll.models.pay_step import PayStep

__all__ = ["Extra", "PayLine", "PaySheet", "PaySlip", "PayStep"]
