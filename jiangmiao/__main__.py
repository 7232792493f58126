"""`python -m jiangmiao`: the command line."""

from jiangmiao.cli import main

if __name__ == "__main__":
    main()
