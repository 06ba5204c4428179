"""``python -m plangraph``: the same as the ``plangraph`` command."""

from plangraph.cli import main

if __name__ == "__main__":
    main()
