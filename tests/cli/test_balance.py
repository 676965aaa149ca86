import json
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

SHARED = Path(__file__).parents[3] / "shared/balance"
BOOKS = "school,students,books\n小学1,45,279\n小学2,37,137\n小学3,89,935\n小学4,76,160\n小学5,55,402\n"
COUNTY = """\
县区,学校,学校类型,举办者,小学学生数,初中学生数,高中学生数,高于规定学历教师数,小学高于规定学历教师数,初中高于规定学历教师数,\
县级以上骨干教师数,小学县级以上骨干教师数,初中县级以上骨干教师数,体育艺术专任教师数,小学体育艺术专任教师数,初中体育艺术专任教师数,\
教学及辅助用房面积,体育运动场馆面积,教学仪器设备值,网络多媒体教室数
甲县,一小,小学,县级,900,0,0,30,,,9,,,8,,,3300,5200,1500000,18
甲县,二小,小学,县级,300,0,0,20,,,5,,,4,,,2500,4000,900000,12
甲县,三小,小学,民办,500,0,0,21,,,3,,,4,,,2000,3500,900000,10
甲县,九年制,九年一贯制学校,县级,200,300,0,,10,20,,2,4,,2,3,4000,6000,1300000,14
甲县,一中,初级中学,县级,0,1000,0,70,,,14,,,11,,,6500,11000,3000000,26
甲县,完中,完全中学,县级,0,400,800,,,30,,,6,,,5,9000,14000,5000000,30
甲县,教学点,教学点,县级,20,0,0,2,,,0,,,0,,,300,500,20000,1
"""
PRICES = """\
指标,单价（元）,每份数量,每校上限,调配单价（元）,每校最多调出
每百名学生拥有高于规定学历教师数,80000,,20,5000,3
每百名学生拥有县级以上骨干教师数,30000,,20,5000,2
每百名学生拥有体育、艺术专任教师数,80000,,20,5000,2
生均教学及辅助用房面积,150000,60,,,
生均体育运动场馆面积,300,1,,,
生均教学仪器设备值,1000,1000,,,
每百名学生拥有网络多媒体教室数,40000,,,,
"""
SEVEN = (
    "above_std_qualification_per_100,backbone_teachers_per_100,pe_art_teachers_per_100,"
    "teaching_area,sports_area,equipment_value,multimedia_rooms_per_100"
)


@pytest.fixture
def write(tmp_path):
    """Write a file and give its path."""

    def write_file(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_file


@pytest.fixture
def ask(run):
    """Run a command about balance and give its JSON."""

    def ask_for(*arguments):
        result = run("balance", *arguments, "--format", "json")
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return ask_for


def shared(name):
    found = list(SHARED.glob(f"example-{name}-*.csv"))
    if not found:
        pytest.skip("the published examples are not in this checkout")
    return found[0]


def test_variation_gives_exact_figures_for_programs(ask, write):
    found = ask("variation", write(BOOKS), "--students", "students", "--stock", "books")

    assert list(found) == ["units", "students_total", "stock_total", "mean", "sd", "cv"]
    assert (found["units"], found["students_total"]) == (5, 302)
    assert found["stock_total"] == "1913.00000000"
    assert found["cv"].startswith("0.51525662988")
    assert all(len(found[name].replace("0.", "", 1)) >= 12 for name in ("mean", "sd", "cv"))


def test_variation_is_told_to_people_rounded(run, write):
    result = run("balance", "variation", write(BOOKS), "--students", "students", "--stock", "books")

    assert result.exit_code == 0
    assert "差异系数" in result.stdout
    assert "0.5153" in result.stdout


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig", "utf-16"])
def test_files_of_spreadsheet_programs_are_read_as_they_are(ask, write, encoding):
    path = write(BOOKS.replace("students", "学生数"), encoding=encoding)

    assert ask("variation", path, "--students", "学生数", "--stock", "books")["units"] == 5


def test_workbooks_are_read(ask, tmp_path):
    with xlsxwriter.Workbook(tmp_path / "books.xlsx") as workbook:
        sheet = workbook.add_worksheet()
        for number, line in enumerate(BOOKS.splitlines()):
            sheet.write_row(number, 0, [int(cell) if cell.isdecimal() else cell for cell in line.split(",")])

    found = ask("variation", tmp_path / "books.xlsx", "--students", "students", "--stock", "books")

    assert found["cv"].startswith("0.51525662988")


def test_a_school_without_students_stays_out_and_is_named(run, write):
    path = write(BOOKS + "空校,0,500\n")

    result = run(
        "balance", "variation", path, "--students", "students", "--stock", "books", "--format", "json"
    )

    assert json.loads(result.stdout)["stock_total"] == "1913.00000000"
    assert f"{path}:7:students: input.W106" in result.stderr


def test_every_bad_row_is_listed_and_nothing_is_computed(run, write):
    path = write("school,students,books\n一,四十五,279\n二,37,\n三,-2,5\n四,3.5,1\n")

    result = run("balance", "variation", path, "--students", "students", "--stock", "books")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert [line.split(": ")[1][:10] for line in result.stderr.splitlines()] == [
        "input.E101",
        "input.E103",
        "input.E102",
        "input.E104",
    ]
    assert f"{path}:2:students" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "exit_code", "words"),
    [
        (("variation", "nosuch.csv", "--students", "a", "--stock", "b"), 2, "没有这个文件"),
        (("variation", "FILE", "--students", "students", "--stock", "desks"), 1, "缺少必需的列“desks"),
        (("verdict", "FILE", "--regime", "2018"), 2, "标准库里没有“2018”。是不是 2017？"),
        (("schools", "FILE", "--standard", "gansuu"), 2, "是不是 gansu？"),
        (("influence", "FILE", "--regime", "2017", "--indicator", "books"), 2, "没有指标“books”"),
        (("verdict", "FILE", "--regime", "2017"), 1, "缺少必需的列"),
    ],
    ids=["no file", "no column", "no regime", "no standard", "no indicator", "no columns of the regime"],
)
def test_what_cannot_be_done_is_refused_with_its_reason(run, write, arguments, exit_code, words):
    path = write(BOOKS)

    result = run("balance", *(path if each == "FILE" else each for each in arguments))

    assert result.exit_code == exit_code
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_what_is_refused_goes_to_programs_as_well(run, write):
    path = write("school,students,books\n一,x,1\n")

    result = run(
        "balance", "variation", path, "--students", "students", "--stock", "books", "--format", "json"
    )

    assert result.exit_code == 1
    assert [finding["id"] for finding in json.loads(result.stdout)["findings"]] == ["input.E101"]


def test_columns_may_have_any_name(ask, write):
    path = write("row,filled\n10,20\n30,5\n")

    assert ask("variation", path, "--students", "row", "--stock", "filled")["students_total"] == 40


def test_nothing_to_compare_is_refused(run, write):
    path = write("school,students,books\n一,10,0\n")

    result = run("balance", "variation", path, "--students", "students", "--stock", "books")

    assert result.exit_code == 1
    assert "cli.E031" in result.stderr


def test_split_gives_every_level_its_unrounded_share(ask):
    (school,) = ask("split", shared("02"), "--stock", "books")

    assert Decimal(school["weighted_students"]) == 397
    assert school["parts"]["primary"]["stock"].startswith("9711.627204030")
    assert school["parts"]["junior"]["per_student"].startswith("64.35415617")
    assert school["parts"]["senior"] == {
        "students": 0,
        "share": "0.000000000000",
        "stock": "0.000000000000",
        "per_student": None,
        "counts_as_school": False,
    }


@pytest.mark.parametrize("name", ["03", "04"])
def test_composite_gives_the_published_figures(ask, name):
    path = shared(name)
    expected = json.loads(path.with_suffix(".expected.json").read_text(encoding="utf-8"))["expected"]

    found = ask("composite", path, "--regime", "2012")

    assert [
        (each["county"], each["level"], Decimal(each["composite"]), each["county_pass"], each["regime"])
        for each in found
    ] == [
        (each["county"], each["level"], Decimal(each["composite_exact"]), each["pass_2012"], "2012")
        for each in expected
    ]
    assert {each["composite_tested"] for each in found} == {True}
    assert {indicator["pass"] for each in found for indicator in each["indicators"].values()} == {None}


def test_verdict_tests_each_indicator_under_2017(ask):
    (found,) = ask("verdict", shared("05"), "--regime", "2017")

    backbone = found["indicators"]["backbone_teachers_per_100"]
    assert backbone["cv"].startswith("0.501787")
    assert (Decimal(backbone["threshold"]), backbone["pass"]) == (Decimal("0.5"), False)
    assert (found["county_pass"], found["failing"]) == (False, ["backbone_teachers_per_100"])
    assert found["composite"].startswith("0.367503")


def test_a_level_that_nobody_tells_is_said_to_be_taken(run):
    path = shared("05")

    assumed = run("balance", "verdict", path, "--regime", "2017")
    told = run("balance", "verdict", path, "--regime", "2017", "--level", "junior", "--format", "json")

    assert "按小学计算" in assumed.stderr
    assert "按小学计算" not in told.stderr
    assert json.loads(told.stdout)[0]["threshold"].startswith("0.45")


def test_a_county_that_does_not_pass_is_no_error(run):
    assert run("balance", "verdict", shared("05"), "--regime", "2017").exit_code == 0


def test_schools_are_split_and_sorted_by_the_scope_of_the_regime(ask, write):
    found = ask("verdict", write(COUNTY), "--regime", "2017")

    assert [(each["county"], each["level"], each["county_pass"]) for each in found] == [
        ("甲县", "primary", True),
        ("甲县", "junior", True),
    ]
    area = Decimal(found[0]["indicators"]["teaching_area"]["cv"])
    split = 4000 * Decimal(200) / (200 + Decimal("1.1") * 300)
    stocks = {900: Decimal(3300), 300: Decimal(2500), 500: Decimal(2000), 200: split}
    total, everybody = sum(stocks.values()), sum(stocks)
    square = everybody * sum(stock**2 / number for number, stock in stocks.items()) / total**2 - 1
    assert abs(area - square.sqrt()) < Decimal("1e-15")


def test_a_file_alone_is_judged(run, write):
    path = write(COUNTY)

    assert (
        run("balance", path, "--regime", "2017").stdout
        == run("balance", "verdict", path, "--regime", "2017").stdout
    )


def test_a_file_alone_that_is_missing_is_told_as_a_file(run):
    result = run("balance", "nosuch.csv", "--regime", "2017")

    assert result.exit_code == 2
    assert "没有这个文件" in result.stderr


def test_conditions_are_checked_beside_the_coefficients(ask, run, write):
    conditions = write(
        "县区,条件,学段,数值\n甲县,初中三年巩固率,,94\n甲县,所有班级学生数,小学,45\n,重点学校或重点班,,否\n",
        "c.csv",
    )

    found = ask("verdict", write(COUNTY), "--regime", "2017", "--conditions", conditions)
    told = run("balance", "verdict", write(COUNTY), "--regime", "2017", "--conditions", conditions).stdout

    answers = {(each["code"], each["level"]): each["pass"] for each in found[0]["conditions"]}
    assert answers["retention", None] is False
    assert answers["largest_class", "primary"] is True
    assert answers["largest_class", "junior"] is None
    assert answers["key_schools", None] is True
    assert found[0]["conditions_met"] is False
    assert "初中三年巩固率" in told


def test_a_condition_wants_an_answer_of_its_kind(run, write):
    conditions = write("条件,数值\n重点学校或重点班,也许\n初中三年巩固率,高\n没有这一条,1\n", "c.csv")

    result = run("balance", "verdict", write(COUNTY), "--regime", "2017", "--conditions", conditions)

    assert result.exit_code == 1
    assert [line.split(": ")[1].split()[0] for line in result.stderr.splitlines()] == [
        "input.E118",
        "input.E101",
        "input.E105",
    ]


def test_printed_figures_that_do_not_follow_are_reported(run, write):
    path = write(
        f"county,level,stat,composite,{SEVEN}\n"
        "甲县,小学,平均值,,2,2,2,2,2,2,2\n"
        "甲县,小学,标准差,,1,1,1,1,1,1,1\n"
        "甲县,小学,差异系数,0.510,0.5,0.5,0.5,0.52,0.5,0.5,0.5\n"
    )

    result = run("balance", "verdict", path, "--regime", "2017", "--format", "json")

    assert json.loads(result.stdout)[0]["county_pass"] is True
    assert "input.W116" in result.stderr
    assert "input.W117" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_counties_of_one_name_in_two_provinces_are_told_apart(ask, write):
    path = write(
        f"province,county,level,stat,{SEVEN}\n"
        + "".join(
            f"{province},朝阳区,小学,差异系数,{','.join([cv] * 7)}\n"
            for province, cv in (("北京", "0.3"), ("吉林", "0.6"))
        )
    )

    found = ask("verdict", path, "--regime", "2017")

    assert [(each["province"], each["county_pass"]) for each in found] == [("北京", True), ("吉林", False)]


def test_statistics_without_a_coefficient_are_refused(run, write):
    path = write(
        f"county,level,stat,{SEVEN}\n甲县,小学,平均值,2,2,2,2,2,2,2\n乙县,小学,平均值,0,2,2,2,2,2,2\n乙县,小学,标准差,1,1,1,1,1,1,1\n"
    )

    result = run("balance", "verdict", path, "--regime", "2017")

    assert result.exit_code == 1
    assert [line.split(": ")[1].split()[0] for line in result.stderr.splitlines()] == [
        "input.E113",
        "input.E115",
    ]


def test_schools_tells_what_is_met_and_missed(ask):
    found = {each["school"]: each for each in ask("schools", shared("10"), "--standard", "2017")}

    assert {name: (each["met"], each["pass"]) for name, each in found.items()} == {
        "丁校": (7, True),
        "戊校": (6, True),
        "己校": (6, False),
        "庚校": (5, False),
    }
    assert found["戊校"]["missed"] == ["sports_area"]
    assert found["戊校"]["lowest_ratio"].startswith("0.8666666")
    assert Decimal(found["丁校"]["values"]["equipment_value"]) == 2000


def test_schools_flags_a_value_ten_times_off_and_a_figure_cut_off(ask, run, write):
    path = write(
        "school,level,students,books,books_per_student,land_m2\n"
        "一校,primary,186,2900,15.5,4000\n二校,primary,100,1600,16,2100\n三校,primary,100,1700,17,21000\n四校,primary,100,1500,15,1900\n"
    )

    found = ask("schools", path, "--standard", "sample")
    told = run("balance", "schools", path, "--standard", "sample").stdout

    flags = {each["school"]: [flag["code"] for flag in each["flags"]] for each in found}
    assert flags == {"一校": ["printed_truncated"], "二校": [], "三校": ["ten_times"], "四校": []}
    assert "没有四舍五入" in told


def test_influence_names_the_school_that_moves_the_figure(ask, run, write):
    (found, _) = ask("influence", write(COUNTY), "--regime", "2017", "--indicator", "sports_area")

    shares = [Decimal(each["share_of_variance"]) for each in found["schools"]]
    assert (found["level"], found["schools"][0]["school"]) == ("primary", "二小")
    assert shares == sorted(shares, reverse=True)
    assert abs(sum(shares) - 1) < Decimal("1e-15")
    assert "占差异" in run("balance", "influence", write(COUNTY), "--regime", "2017").stdout


def test_trend_warns_before_a_limit_is_crossed(ask, run, write):
    lines = [
        f"甲县,小学,{year},差异系数,{','.join([cv] + ['0.2'] * 6)}"
        for year, cv in ((2024, "0.40"), (2025, "0.44"), (2026, "0.48"))
    ]
    path = write("\n".join([f"county,level,year,stat,{SEVEN}", *lines]))

    first, *others = ask("trend", path, "--regime", "2017")

    assert (first["indicator"], first["status"]) == ("above_std_qualification_per_100", "warning")
    assert Decimal(first["years_left"]) == Decimal("0.5")
    assert {each["status"] for each in others} == {"steady"}
    assert "预警" in run("balance", "trend", path, "--regime", "2017").stdout


def test_a_trend_without_years_is_refused(run, write):
    result = run("balance", "trend", write(COUNTY), "--regime", "2017")

    assert result.exit_code == 2
    assert "年度" in result.stderr


def test_retention_is_told_in_both_forms(ask, run, write):
    path = write("学校,入学人数,毕业人数,转入人数,转出人数,死亡人数\n一中,500,480,20,30,1\n空校,0,0,,,\n")

    first, nobody = ask("retention", path)

    assert first["of_expected"].startswith("0.981595092")  # 480 of 489
    assert first["of_intake"].startswith("0.981963927")  # 490 of 499
    assert (nobody["of_expected"], nobody["of_intake"]) == (None, None)
    assert "98.16%" in run("balance", "retention", path).stdout


@pytest.fixture
def plan(run, write):
    """Plan for the county."""
    pytest.importorskip("cvxpy", reason="the extra `planner` is not installed")
    file, prices = write(COUNTY), write(PRICES, "prices.csv")
    return lambda *more: run(
        "balance", "plan", file, "--regime", "2017", "--prices", prices, "--standard", "2017", *more
    )


def test_a_plan_is_told_school_by_school(plan):
    result = plan()

    assert result.exit_code == 0, result.stderr
    assert "方案可行" in result.stdout
    assert "任何方案都不会少于" in result.stdout
    assert "支援其他学校" in result.stdout


def test_plans_are_written_for_programs_and_compared(plan, write):
    first = json.loads(plan("--format", "json").stdout)
    dearer = {**first, "cost_fen": first["cost_fen"] + 500}
    before = write(json.dumps(dearer), "before.json")

    compared = json.loads(plan("--format", "json", "--compare", before).stdout)["compared"]

    assert first["version"] == "banheng-balance-plan/1"
    assert first["outcome"] == "feasible"
    assert first["bound_fen"] <= first["cost_fen"] == sum(each["cost_fen"] for each in first["indicators"])
    assert (compared["cost_fen"], compared["schools"]) == (-500, [])
    assert "费用 -5.00 元" in plan("--compare", before).stdout


def test_a_budget_that_is_too_small_exits_with_1(plan):
    result = plan("--budget", "1000")

    assert result.exit_code == 1
    assert "超出预算" in result.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [(("--budget", "许多"), "不是金额"), (("--compare", "nosuch.json"), "不是 banheng balance plan")],
)
def test_a_plan_that_is_asked_for_wrongly_says_so(plan, more, words):
    result = plan(*more)

    assert result.exit_code == 2
    assert words in result.stderr


def test_wrong_prices_are_listed(run, write):
    prices = write(
        "指标,单价（元）,每份数量,调配单价（元）,每校上限\n没有的指标,1,,,\n生均体育运动场馆面积,0.001,,,\n生均教学仪器设备值,1,1000,5,1.5\n",
        "p.csv",
    )

    result = run("balance", "plan", write(COUNTY), "--regime", "2017", "--prices", prices)

    assert result.exit_code == 1
    assert [line.split(": ")[1].split()[0] for line in result.stderr.splitlines()] == [
        "input.E105",
        "input.E119",
        "input.E121",
        "input.E120",
    ]
