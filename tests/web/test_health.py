import pytest

pytestmark = pytest.mark.django_db


def test_a_server_that_answers_is_alive_and_ready(client, settings, tmp_path):
    settings.DATA = tmp_path

    assert client.get("/health/alive").json() == {"status": "alive"}
    assert client.get("/health/ready").json() == {"status": "ready", "faults": []}


def test_a_data_folder_that_cannot_be_written_is_not_ready(client, settings, tmp_path):
    settings.DATA = tmp_path / "gone"

    response = client.get("/health/ready")

    assert (response.status_code, response.json()["faults"]) == (503, ["data_folder"])


@pytest.mark.parametrize(
    ("token", "given"), [("", ""), ("", "Bearer "), ("right", "Bearer wrong"), ("right", "")]
)
def test_figures_are_for_those_who_know_the_token(client, settings, token, given):
    settings.METRICS_TOKEN = token

    assert client.get("/metrics", headers={"Authorization": given}).status_code == 404


def test_whoever_knows_the_token_gets_the_figures(client, settings, tmp_path):
    settings.METRICS_TOKEN, settings.METRICS_FOLDER = "right", tmp_path

    response = client.get("/metrics", headers={"Authorization": "Bearer right"})

    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/plain")
