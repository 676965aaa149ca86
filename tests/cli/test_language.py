import pytest

from banheng.cli.language import choose_language
from banheng.core.wording import Language

ZH, EN = Language.ZH_HANS, Language.EN


@pytest.mark.parametrize(
    ("arguments", "environment", "chosen"),
    [
        ([], {}, ZH),
        ([], {"LANG": "C.UTF-8"}, ZH),
        ([], {"LANG": "zh_CN.UTF-8"}, ZH),
        ([], {"LANG": "en_GB.UTF-8"}, EN),
        ([], {"LANG": "en_GB.UTF-8", "BANHENG_LANG": "zh"}, ZH),
        ([], {"BANHENG_LANG": "en"}, EN),
        ([], {"BANHENG_LANG": "fr", "LANG": "en_US"}, EN),
        (["score", "--lang", "zh"], {"BANHENG_LANG": "en"}, ZH),
        (["score", "--lang=en", "--help"], {}, EN),
        (["score", "--lang"], {}, ZH),
    ],
)
def test_the_option_goes_before_the_products_variable_and_that_before_lang(arguments, environment, chosen):
    assert choose_language(arguments, environment) is chosen
