"""`python -m thuocdo` is the command `thuocdo`."""

from thuocdo.cli import main

if __name__ == "__main__":
    main()
