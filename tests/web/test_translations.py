import subprocess
import sys


def test_every_text_of_the_pages_has_its_english(project):
    check = [sys.executable, project / "tools" / "messages.py", "--check"]

    result = subprocess.run(check, cwd=project, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr + result.stdout
