"""`python -m banheng` is the `banheng` command."""

from banheng.cli.main import main

if __name__ == "__main__":
    main()
