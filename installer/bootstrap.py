"""Sets saroma_desk up on a machine that has Python 3.11 or newer and nothing else, then does what was asked.

    python3 installer/bootstrap.py demo    set-up, then the whole job on practice data, papers and workbook in out/
    python3 installer/bootstrap.py test    set-up, then every check of the project
    python3 installer/bootstrap.py run     set-up, then the window over the practice office

Uses the standard library alone. This one file must stay readable for a Python 3.5, so that an old Python can say
that it is too old; everything newer stands in the modules beside it, which it imports only afterwards.
"""

import sys

OLDEST = (3, 11)


def main() -> int:
    """Hand over to `commands.main`, or say why not; returns the exit code."""
    if sys.version_info < OLDEST:
        found = ".".join(str(part) for part in sys.version_info[:2])
        sys.stderr.write("Python " + found + " では古すぎます。Python 3.11 以上で実行してください。\n")
        return 1
    import commands

    return commands.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
