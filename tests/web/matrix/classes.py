from tests.web.matrix.row import Row
from tests.web.matrix.scores import SEE_CLASS

ROWS = [
    Row("classes", SEE_CLASS),
    Row("classes-class", SEE_CLASS, arguments=lambda _world: {"school_class": "101"}),
]
