from banheng.accounts.roles import BUREAU_ROLES
from tests.web.bureau_matrix.row import BureauRow

ROWS = [BureauRow("bureau", BUREAU_ROLES, above=True)]
