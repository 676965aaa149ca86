from banheng.accounts.roles import BUREAU_ROLES
from tests.web.bureau_matrix.row import BureauRow


def no_notice(_world):
    """Whose notice it is decides the view; a test of its own says so."""
    return {"notice": 0}


ROWS = [
    BureauRow("bureau_inbox", BUREAU_ROLES, above=True),
    BureauRow("bureau_inbox-read", BUREAU_ROLES, method="post", answers=302, above=True),
    BureauRow("bureau_inbox-open", BUREAU_ROLES, method="post", arguments=no_notice, answers=404, above=True),
]
