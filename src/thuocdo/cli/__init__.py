"""The command `thuocdo`: one module per command, imported when it is called.

arguments -> language, output -> command -> exit code: 0 done, 1 the data or the set is at fault, 2 wrong usage
"""

import sys


def main() -> None:
    """Run the command line of this process and end it with the exit code."""
    try:
        from thuocdo.cli.run import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
