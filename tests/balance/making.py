from fractions import Fraction

from banheng.balance.schools import Level, School, Unit


def unit(students, figures, *, name="", level=Level.PRIMARY, county="", year="", area=None, places=None):
    figures = {code: Fraction(str(figure)) for code, figure in figures.items()}
    school = School(
        name, {level: students}, county=county, year=year, area=area, figures=figures, places=places or {}
    )
    return Unit(school, level, students, figures)
