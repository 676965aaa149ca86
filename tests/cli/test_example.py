def test_the_example_shows_table_explanation_and_pay_and_says_where_the_rest_is(run, tmp_path):
    result = run("example", "--output", tmp_path / "out")

    assert result.exit_code == 0
    for words in ("一、成绩表", "二、三年级2班", "三、发放表", "津贴合计", "results.xlsx", "results.html"):
        assert words in result.stdout
    assert (tmp_path / "out" / "results.xlsx").exists()


def test_the_example_speaks_english(run, tmp_path):
    result = run("example", "--output", tmp_path / "out", "--lang", "en")

    assert "1. League table" in result.stdout
    assert "where every point comes from" in result.stdout
