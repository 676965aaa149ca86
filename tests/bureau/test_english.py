"""Everything that the library names has an English name, and the table of them has nothing else."""

from django.utils.translation import override

from banheng.balance.english import english_names
from banheng.balance.loading import list_regimes, list_standards, load_regime, load_standard
from banheng.bureau.collecting.columns import BESIDE
from banheng.bureau.naming import called, joined, unit_after


def names_of_regimes():
    for regime in map(load_regime, list_regimes()):
        yield from (regime.title, regime.province)
        for each in regime.indicators:
            yield from (each.name, each.unit, each.stock_name, each.less_name)
        for each in regime.conditions:
            yield from (each.name, each.unit)


def names_of_standards():
    for standard in map(load_standard, list_standards()):
        yield from (standard.title, standard.province)
        for each in [*standard.requirements, *standard.leaves()]:
            yield from (each.name, each.unit, each.stock_name)
        for each in standard.marks:
            yield from (each.name, each.of_name)


def test_the_library_and_its_english_name_the_same_things():
    named = {*names_of_regimes(), *names_of_standards(), *(each.name for each in BESIDE)} - {""}

    assert named == set(english_names())


def test_no_two_stocks_or_indicators_are_called_the_same_in_english():
    for code in list_regimes():
        regime = load_regime(code)
        for names in ([each.name for each in regime.indicators], [each.name for each in regime.stocks()]):
            assert len({english_names()[name] for name in names}) == len(names)


def test_an_english_name_has_no_chinese_in_it():
    assert [name for name in english_names().values() if any("一" <= letter <= "鿿" for letter in name)] == []


def test_a_name_follows_the_language_and_what_the_county_named_itself_stays():
    with override("en"):
        assert called("生均图书册数") == "Books per student"
        assert called("本县自定的栏目") == "本县自定的栏目"
        assert joined("Primary", called("图书册数")) == "Primary Books"
        assert [unit_after(unit) for unit in ("年", "%", "")] == [" years", "%", ""]
    with override("zh-hans"):
        assert called("生均图书册数") == "生均图书册数"
        assert joined("小学", called("图书册数")) == "小学图书册数"
        assert [unit_after(unit) for unit in ("年", "%", "")] == ["年", "%", ""]
